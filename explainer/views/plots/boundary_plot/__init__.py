"""The plot of what a network of two inputs says over the plane of them."""
