"""Many updates: a run that can replay any of them, and what is read off along it."""
