"""The window itself: its actions, bars and dialogs."""
