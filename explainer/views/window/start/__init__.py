"""The start page: lessons, examples, and the files of last time."""
