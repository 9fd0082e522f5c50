"""What may be shown at a line, and where each number comes from."""
