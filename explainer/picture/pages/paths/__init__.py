"""The page of all paths from a parameter to the error."""
