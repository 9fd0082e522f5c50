"""Finding where a number can come from: ours, or ours after a change or two."""
