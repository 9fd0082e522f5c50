"""Marking: a person's numbers, line by line, each from their own numbers before it."""
