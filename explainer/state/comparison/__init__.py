"""Another run beside the one at hand: which it may be, the run itself, and where the two differ."""
