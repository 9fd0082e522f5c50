"""Numbers and names changed in place, on the canvas."""
