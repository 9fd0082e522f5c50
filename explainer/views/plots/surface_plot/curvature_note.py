"""What the curvature of a loss surface says, in numbers."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.measure.curvature import Curvature
from explainer.trace.formula.notation import Writing
from explainer.views.controls.controls import Label

TIP = (
    "The Hessian H has the second derivatives of the loss by the two. Newton's step subtracts H⁻¹ times the gradient:"
    " on a bowl it leads to the bottom at once. Both are set as one edit."
)
_MEASURING = "The curvature is being measured."


class TwoNames(NamedTuple):
    """What the two parameters are called."""

    first: str
    second: str


class CurvatureNote(Label):
    """Stands below the surface."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True)
        self.setObjectName("curvature")
        self.setAccessibleName("Curvature")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setToolTip(TIP)

    def show_curvature(self, found: Curvature | None, names: TwoNames, writing: Writing) -> None:
        """Show what was measured, or that it is being measured."""
        self.setText("\n".join(told(found, names, writing) if found else [_MEASURING]))


def told(found: Curvature, names: TwoNames, writing: Writing) -> list[str]:
    """Return what the curvature is and what follows from it, a line each."""
    show = writing.show
    (a, b), (c, d) = found.hessian.tolist()
    high, low = found.eigenvalues
    lines = [
        f"H by {names.first} and {names.second}: {show(a)}, {show(b)}; {show(c)}, {show(d)}",
        f"Curvature: {show(high)} along the steepest direction, {show(low)} along the flattest (eigenvalues)",
    ]
    if low < 0 < high:
        lines.append("Up one way, down the other: a saddle is near.")
    elif found.largest_rate is not None:
        lines.append(f"Trained alone, these two converge for η below 2 / {show(high)} = {show(found.largest_rate)}")
    return [*lines, _newton(found, names, writing)]


def _newton(found: Curvature, names: TwoNames, writing: Writing) -> str:
    if found.after_newton is None:
        return "No step of Newton's: H has no inverse here."
    first, second = map(writing.show, found.after_newton.tolist())
    where = "" if found.goes_down else ", not to a lowest point"
    return f"Newton's step: to {names.first} = {first}, {names.second} = {second}{where}"
