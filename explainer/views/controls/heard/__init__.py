"""What assistive tools hear of a picture with numbers."""
