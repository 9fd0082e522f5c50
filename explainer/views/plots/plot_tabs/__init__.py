"""The tabs of plots and tables."""
