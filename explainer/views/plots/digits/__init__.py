"""Digits as pictures: the sample, the weights that look at it, and a pad to draw one's own."""
