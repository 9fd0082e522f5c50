"""The objective over two parameters, and races over it."""
