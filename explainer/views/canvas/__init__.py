"""The network with its numbers: drawn, pointed at, and changed in place."""
