"""What is written on the edges of the network at a line, and where there is room for it."""
