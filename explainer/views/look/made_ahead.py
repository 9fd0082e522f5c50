"""What the next line looks like, made while nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from explainer.state.background.timers import once_after

Plan = TypeVar("Plan")
Made = TypeVar("Made")


class Ahead(Generic[Plan, Made]):
    """Keeps one thing: what `make` made of the plan that `next_plan` returned when there was nothing else to do.

    Two plans for which `is_like` holds make the same.
    """

    def __init__(
        self,
        next_plan: Callable[[], Plan | None],
        make: Callable[[Plan], Made],
        is_like: Callable[[Plan, Plan], bool],
        parent: QObject,
    ) -> None:
        self._next_plan, self._make, self._is_like = next_plan, make, is_like
        self._kept: tuple[Plan, Made] | None = None
        self._timer = once_after(0, self._work, parent)

    def soon(self) -> None:
        """Make the next one as soon as this one is painted."""
        self._timer.start()

    def stop(self) -> None:
        """Make none, and forget the one that there is."""
        self._timer.stop()
        self._kept = None

    def made(self, plan: Plan) -> Made:
        """Return what is made of a plan: what was made ahead where it is the same, else a new one."""
        if self._kept is not None and self._is_like(plan, self._kept[0]):
            return self._kept[1]
        return self._make(plan)

    def _work(self) -> None:
        plan = self._next_plan()
        self._kept = None if plan is None else (plan, self._make(plan))
