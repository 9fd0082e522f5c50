"""What a calculation starts from: the network, its starting weights, its data and settings."""
