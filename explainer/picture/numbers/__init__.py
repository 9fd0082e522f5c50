"""Which numbers stand on the canvas at a line of the calculation."""
