"""The page of a nudge: what a small change of a parameter does to the error."""
