"""Timers that ring once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def once_after(milliseconds: int, slot: Callable[[], object], parent: QObject) -> QTimer:
    """Return a timer that calls `slot` once, so long after its last start."""
    timer = QTimer(parent, singleShot=True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
