"""The bars of the window: above and below what it shows, and in the status bar."""
