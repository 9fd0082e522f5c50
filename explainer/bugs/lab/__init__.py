"""The bug lab without a window: programs with a bug, how they are checked, and how a check is read."""
