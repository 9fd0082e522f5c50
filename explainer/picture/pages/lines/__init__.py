"""The page of a line: the line itself, the lines that led to it, and those to come."""
