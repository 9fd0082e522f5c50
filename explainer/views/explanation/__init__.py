"""The step in five ways: formula, matrices, code, paths, nudge."""
