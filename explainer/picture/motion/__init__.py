"""What moves between a line and the next."""
