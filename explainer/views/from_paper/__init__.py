"""Windows for numbers that a person brings along."""
