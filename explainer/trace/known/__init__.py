"""What may be told at a line, and where each number comes from."""
