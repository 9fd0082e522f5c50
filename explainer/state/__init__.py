"""What changes while the app runs: the walkthrough, its undo commands, playback and training. No widgets."""
