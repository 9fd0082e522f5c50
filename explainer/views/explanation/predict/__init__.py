"""Beside the answer bar: the modes of predicting, own numbers, and the page at the end of a walk."""
