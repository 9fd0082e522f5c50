"""Which numbers are on the canvas at a line of the calculation."""
