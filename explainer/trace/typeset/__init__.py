"""Lines as pieces to be set like in a book, and as TeX."""
