"""A lesson that goes on in the window: which card, what it asks, and how it was answered."""
