"""A line of the calculation in layer form: what its whole layer does at once, in vectors and matrices."""
