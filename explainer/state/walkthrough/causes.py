"""Why a walkthrough tells that something is different: what a person, or the program, did."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Cause(StrEnum):
    """Why the cursor is elsewhere, or more or less of its line may be told."""

    STEP = "step"
    JUMP = "jump"
    TRAINING = "training"
    EDIT = "edit"
    REVEAL = "reveal"


class EditKind(StrEnum):
    """How another run came to be looked at; a drag makes many until it ends."""

    EDIT = "edit"
    DRAG = "drag"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"


class Edited(NamedTuple):
    """An edit by its kind, and by its name in the person's words."""

    kind: EditKind
    text: str
