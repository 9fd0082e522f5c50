"""Small curves of what is selected, or else of what the line is about."""
