"""The mathematics: networks, passes, updates and runs. Imports NumPy, and SciPy where a minimiser runs."""
