"""Digits as inputs: the pad to draw one on, a picture of one put there, and what the network makes of it."""
