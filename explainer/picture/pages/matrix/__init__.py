"""The page of a line in layer form: an equation of blocks, and the same with its numbers."""
