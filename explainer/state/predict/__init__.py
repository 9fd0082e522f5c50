"""Predicting: a person answers for the result of a line before it is shown."""
