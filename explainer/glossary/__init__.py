"""The words of backpropagation, and where they are in a text."""
