"""Two runs side by side: their lines, their losses, and where they part."""
