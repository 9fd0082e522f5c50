"""One update: forward pass, loss, backward pass and the optimizer's rule."""
