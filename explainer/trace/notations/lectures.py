"""The notations that are tables of signs."""

from __future__ import annotations

from explainer.trace.formula.notation import Notation
from explainer.trace.notations.lecture import Lecture
from explainer.trace.notations.matrix import MATRIX
from explainer.trace.notations.theta import THETA

LECTURES: dict[Notation, Lecture] = {Notation.THETA: THETA, Notation.MATRIX: MATRIX}
