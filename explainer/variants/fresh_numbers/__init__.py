"""Other numbers for a scenario, with which a slip cannot hide."""
