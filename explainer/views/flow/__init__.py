"""The flow as a person sees it: in the place of the canvas, and as a picture in a file."""
