"""Parts of a plot: axes, legend, key, and the room for its curves."""
