"""The plots, and the tabs that they are in."""
