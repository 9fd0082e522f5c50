"""Lessons read from their files, and what is wrong with a file told with its place."""
