"""What the window shows at a card: what the card says, and what the cards before it have left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from explainer.lessons.lesson import LessonCard, WindowState


def window_of(cards: Iterable[LessonCard]) -> WindowState:
    """Return what the window shows at the last of these cards, the first of a lesson. What a card leaves out stays;
    another scenario or other settings begin anew, at update 1; edits and settings are added to those before."""
    window = WindowState()
    for card in cards:
        window = followed(window, card.window)
    return window


def followed(before: WindowState, given: WindowState) -> WindowState:
    """Return what the window shows after `before`, where a card wants `given`."""
    names = [field.name for field in fields(WindowState)]
    said = {name: value for name in names if (value := getattr(given, name)) not in (None, {})}
    if given.scenario is not None:
        before = replace(before, edits={}, settings={}, bug=None)
    if given.scenario is not None or given.settings:
        before = replace(before, train=0, update=1, step="")
    if given.train is not None:
        before = replace(before, update=given.train + 1, step="")
    if given.tab is not None and given.plot is None:
        before = replace(before, plot="")
    settings = {path: value for path, value in before.settings.items() if not _is_replaced(path, given.settings)}
    added = {"edits": {**before.edits, **given.edits}, "settings": {**settings, **given.settings}}
    return replace(before, **{**said, **added})


def _is_replaced(path: str, given: Iterable[str]) -> bool:
    """Tell whether a setting of a card before means nothing any more: what it is a part of is given anew, or the
    optimizer is another one, which has settings of its own."""
    wholes = ["optimizer" if other == "optimizer.name" else other for other in given]
    return any(path.startswith(f"{whole}.") for whole in wholes)
