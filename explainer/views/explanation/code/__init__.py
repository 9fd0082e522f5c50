"""The code tab: the update as a short NumPy program, with the numbers of this moment beside it."""
