"""What a card's window can show, by name."""

from __future__ import annotations

from explainer.trace.formula.notation import Notation

NAMES: dict[str, tuple[str, ...]] = {
    "tab": ("Lines", "Matrix", "Code", "Paths", "Nudge", "Why", "Bug lab", "Printed", "Steps", "Data", "Check"),
    "plot": (
        *("loss", "weights", "gradients", "activation", "one_weight", "boundary", "hidden", "fit", "classes"),
        *("surface", "race", "compare", "lab_book", "digits", "ensemble", ""),
    ),
    "size": ("term", "line", "unit", "layer", "phase", "update", "epoch", "seven"),
    "notation": tuple(Notation),
}
"""The names that each of these keys can have."""
MOST_DIGITS = 17
