"""A race of optimizers from the same start."""
