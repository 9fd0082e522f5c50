"""Two calculations side by side: the same line of both."""
