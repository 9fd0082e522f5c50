"""Data sets: tables, generators, digits."""
