"""The plot of the loss surface over two parameters."""
