"""What is drawn of each element, in roles of the palette."""
