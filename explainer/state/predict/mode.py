"""How a person predicts: what follows a wrong answer."""

from __future__ import annotations

from enum import StrEnum


class PredictMode(StrEnum):
    """TRY_AGAIN: a wrong answer is told its slip, and asked again. FIX: it is told its slip once; then the person goes
    on with their own number, or has the line shown. AT_END: nothing is said of an answer before the end of the update,
    and their own numbers go on."""

    TRY_AGAIN = "try again"
    FIX = "fix and go on"
    AT_END = "at the end"
