"""How a program with a bug is shown."""

from __future__ import annotations

from enum import StrEnum


class BugShown(StrEnum):
    """OPEN: each formula is there, a wrong one as wrong, with the right one beside it; the bug is named.

    CLOSED: symbols and results only, like a program of somebody else; that there is a bug is said, and not which.

    ASKED: without formulas as well, but only because one is asked for: the bug is named still.
    """

    OPEN = "open"
    CLOSED = "closed"
    ASKED = "asked"

    @property
    def hides_formulas(self) -> bool:
        return self is not BugShown.OPEN
