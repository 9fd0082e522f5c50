"""Plots of a function of one number: an activation over net, the outputs over the only input."""
