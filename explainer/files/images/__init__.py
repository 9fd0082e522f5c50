"""Pictures of digits as inputs: what is read from a file, and the stages from there to few pixels."""
