"""What a hidden layer makes of all samples: the plane of two units, and how net inputs are spread."""
