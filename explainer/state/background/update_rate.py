"""How fast updates are made, of late."""

from __future__ import annotations

from collections.abc import Callable

_SECONDS = 0.5


class Pace:
    """Is told again and again how many updates there are; `rate` is how many a second were made, looked at anew every
    half second, 0 where it is not known yet."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at: tuple[float, int] | None = None
        self.rate = 0.0

    def forget(self) -> None:
        """Begin anew, after a pause or with something else."""
        self._at, self.rate = None, 0.0

    def note(self, updates: int) -> None:
        """Be told that there are so many by now."""
        now = self._clock()
        if self._at is None:
            self._at = now, updates
            return
        seconds, made = now - self._at[0], updates - self._at[1]
        if seconds >= _SECONDS:
            self._at, self.rate = (now, updates), made / seconds
