"""What the window draws, as values: numbers, layout, cards, motion and pages, made without Qt."""
