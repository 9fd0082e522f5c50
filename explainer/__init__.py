"""Backprop Explainer: backpropagation, one line of arithmetic at a time."""

__version__ = "0.1.0"
