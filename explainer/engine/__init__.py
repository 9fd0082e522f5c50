"""The mathematics: networks, passes, updates and runs. Imports NumPy and nothing else."""
