"""The matrix notation, of Michael Nielsen's book, entry by entry: w and b with the receiving layer above.

The first index below is the receiving unit, the second of a weight the sending one, both from 1.
"""

from __future__ import annotations

from explainer.engine.scenario.network import Parameter
from explainer.trace.formula.symbols import Quantity
from explainer.trace.notations.lecture import Lecture, common_signs, derivative, fixed, of_parameter, summed_for
from explainer.trace.notations.letters import Letter, Name, word

_SIGMA = Letter("sigma", "σ", r"\sigma")
_E = word("E")


def _parameter(parameter: Parameter) -> Name:
    """A bias has its unit alone; one that its whole layer has has none."""
    units = tuple(unit + 1 for unit in (parameter.unit, parameter.source) if unit >= 0)
    return Name(word("b" if parameter.is_bias else "w"), parameter.layer + 1, units, in_brackets=False)


_weight = of_parameter(_parameter)
_SIGNS = common_signs(_E, _SIGMA, _weight, in_brackets=False) | {
    Quantity.GRADIENT_SUM: summed_for(_weight),
    Quantity.BATCH_GRADIENT: derivative(fixed(_E), _weight),
}
MATRIX = Lecture(_SIGNS, _parameter, function=_SIGMA, assigns="←")
