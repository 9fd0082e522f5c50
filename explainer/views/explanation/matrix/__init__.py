"""The matrix tab: the step for its whole layer, or all parameters as one long vector to copy and to paste."""
