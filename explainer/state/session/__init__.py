"""One person's work with the program: what belongs to it, how everything is shown, what is kept for the next time."""
