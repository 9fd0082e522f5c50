"""The lab book as a plot: a table of experiments, their losses as curves, and sweeps."""
