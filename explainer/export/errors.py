"""What is raised when something cannot be taken away as a file."""

from __future__ import annotations


class ExportError(Exception):
    """A file that cannot be written. Its text is the one sentence for the person who can act."""
