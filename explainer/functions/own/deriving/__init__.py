"""The way from a function to its slope in lines, each with its rules; and whether another line is equal."""
