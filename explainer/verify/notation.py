"""Telling in which notation a trace is written."""

from __future__ import annotations

import re

from explainer.verify.errors import TraceError
from explainer.verify.rows import TraceRow

_NET = re.compile(r"z[0-9]+_[0-9]+")


def check_notation(first: TraceRow) -> None:
    """Raise TraceError where the first row is that of a net input in another notation than the worked one, in which
    its symbol is net_ and the name of the unit."""
    shape = first.shape
    if shape.operation != "net" or not _NET.fullmatch(shape.symbol):
        return
    name = "theta" if shape.formula.startswith("Theta") else "matrix"
    raise TraceError(f"this trace is written in the {name} notation; only one in the worked notation can be verified")
