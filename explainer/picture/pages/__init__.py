"""Pages of formulas: ink at its place, composed from how large texts come out."""
