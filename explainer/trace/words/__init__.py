"""The sentences of the lines."""
