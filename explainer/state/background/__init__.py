"""Work beside the window: training, checking, exporting, playing."""
