"""What is raised when a file cannot be used."""

from __future__ import annotations


class ScenarioError(ValueError):
    """A scenario that cannot be read or written. Its text is the one sentence for the person who can act."""
