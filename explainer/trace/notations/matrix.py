"""The matrix notation, of Michael Nielsen's book, entry by entry: w and b with the receiving layer above.

The first index below is the receiving unit, the second of a weight the sending one, both from 1.
"""

from __future__ import annotations

from functools import partial

from explainer.engine.scenario.network import Parameter
from explainer.trace.formula.symbols import Quantity
from explainer.trace.notations import letters
from explainer.trace.notations.lecture import (
    Entry,
    Lecture,
    derivative,
    error_above,
    error_of_sample,
    fixed,
    handed_on,
    kept_for,
    named,
    of_output,
    of_parameter,
    of_unit,
    prime,
    summed_for,
)
from explainer.trace.notations.letters import Letter, Name, word

_SIGMA = Letter("sigma", "σ", r"\sigma")
_E = word("E")
_PASSED = Letter("a_tilde", "ã", r"\tilde{a}")


def _parameter(parameter: Parameter) -> Name:
    """A bias has its unit alone; one that its whole layer has has none."""
    units = tuple(unit + 1 for unit in (parameter.unit, parameter.source) if unit >= 0)
    return Name(word("b" if parameter.is_bias else "w"), parameter.layer + 1, units, in_brackets=False)


_of_unit = partial(of_unit, in_brackets=False)
_z, _a, _passed = _of_unit(word("z")), _of_unit(word("a")), _of_unit(_PASSED)
_weight, _sample_e = of_parameter(_parameter), error_of_sample(_E, _E)

_SIGNS: dict[Quantity, Entry] = {
    Quantity.OUT: _a,
    Quantity.KEEP: _of_unit(word("r")),
    Quantity.PASSED: _passed,
    Quantity.NET: _z,
    Quantity.WEIGHT: _weight,
    Quantity.BACKWARD_WEIGHT: _weight,
    Quantity.NEW: _weight,
    Quantity.TARGET: of_output(word("y")),
    Quantity.ERROR: of_output(_E),
    Quantity.SAMPLE_ERROR: _sample_e,
    Quantity.ERROR_SUM: fixed(_E, "sum"),
    Quantity.BLAME: derivative(_sample_e, _a),
    Quantity.BLAME_PASSED: derivative(_sample_e, _passed),
    Quantity.SLOPE: prime(_SIGMA, _z),
    Quantity.DELTA: _of_unit(letters.DELTA),
    Quantity.CONTRIBUTION: derivative(error_above(_E, in_brackets=False), handed_on(_a, _passed)),
    Quantity.GRADIENT: derivative(_sample_e, _weight),
    Quantity.GRADIENT_SUM: summed_for(_weight),
    Quantity.BATCH_ERROR: fixed(_E, "batch"),
    Quantity.UNIT_PENALTY: _of_unit(word("penalty")),
    Quantity.PENALTY: fixed(word("penalty")),
    Quantity.OBJECTIVE: fixed(_E),
    Quantity.BATCH_GRADIENT: derivative(fixed(_E), _weight),
    Quantity.MEMORY_BEFORE: kept_for(_weight),
    Quantity.MEMORY: kept_for(_weight),
    Quantity.SCALAR_BEFORE: named,
    Quantity.SCALAR: named,
    Quantity.COUNT: fixed(word("t")),
    Quantity.LEARNING_RATE: fixed(letters.ETA),
    Quantity.OPTION: named,
    Quantity.BATCH_SIZE: fixed(word("n")),
    Quantity.DATA_SIZE: fixed(word("m")),
    Quantity.L1: fixed(letters.L1),
    Quantity.L2: fixed(letters.L2),
    Quantity.DROPOUT: fixed(word("dropout")),
}
MATRIX = Lecture(_SIGNS, _parameter, function=_SIGMA, assigns="←")
