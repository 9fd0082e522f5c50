"""Where formulas of the trace come from: chains of equal lines, each with its rules and its value."""
