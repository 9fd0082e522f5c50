"""Answers to the questions of cards: judged, rehearsed, and in which order options are offered."""
