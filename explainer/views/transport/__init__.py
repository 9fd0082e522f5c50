"""The transport: stepping, playing, the size and speed of a step, and training."""
