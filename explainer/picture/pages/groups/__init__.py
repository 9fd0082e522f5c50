"""Pages of lines that are done together: a unit, a layer, a phase, and a whole update."""
