"""Formulas as data: symbols, their numbers, and how both are written as text."""
