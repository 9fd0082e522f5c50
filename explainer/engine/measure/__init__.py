"""What is measured at given parameters, without an update."""
