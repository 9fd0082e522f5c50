"""Plots of what changed over the updates: loss, weights, gradients."""
