"""The three notations: for each a table of what every quantity is called."""
