"""Numbers that a person brings along: from a book, a notebook or an exercise."""
