"""An update as a short NumPy program, layer by layer, in the letters of the book."""
