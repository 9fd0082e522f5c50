"""Lessons: cards with questions about a calculation, what can be wrong with them, and answers judged. Imports no Qt."""
