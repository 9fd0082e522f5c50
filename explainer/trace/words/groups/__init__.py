"""The sentences of lines that are done together: those of a unit, a layer, a phase, and of a whole update."""
