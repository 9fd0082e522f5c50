"""What the network answers over the plane of its inputs, or along one: boundary, fitted curve, maps of units."""
