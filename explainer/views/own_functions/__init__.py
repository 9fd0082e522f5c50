"""Where people write functions of their own."""
