"""Functions that people write themselves: a formula as text becomes a tree, and its slope is derived by rule."""
