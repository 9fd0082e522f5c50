"""A bug: a slip that a program makes everywhere. The right mathematics knows none; a scenario may have one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from explainer.functions.optimizers import Optimizer


@dataclass(frozen=True, eq=False)
class Bug:
    """The bug `name`, and what is done instead, `said` in a sentence.

    `rules` take the place of the right ones on the way back, and `written` makes of a pass, a place in it and the
    right formula of that line the one that is followed. `optimizer` gives the optimizer that is followed, which has
    the same memory. With `keeps_sums` gradient sums go on from the update before. `in_code` makes
    of its name, the names in a listing and a line of that the lines that are followed. Where it is to be
    found, and nothing may name it, `among` are those that it may be.
    """

    name: str
    said: str
    rules: Any
    written: Callable[..., Any]
    optimizer: Callable[[Optimizer], Optimizer]
    keeps_sums: bool
    in_code: Callable[..., Any]
    among: tuple[str, ...] = ()

    @property
    def is_secret(self) -> bool:
        return bool(self.among)
