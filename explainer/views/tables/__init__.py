"""The tables: steps, data, gradient check."""
