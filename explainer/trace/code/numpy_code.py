"""What arrays are called in the program, and formulas as code for whole arrays at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from explainer.engine.scenario.network import layer_name
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS, Activation
from explainer.functions.expression import Call, Constant, Expression, Sum, calls, children, with_parts
from explainer.functions.formula import Formula
from explainer.trace.formula.plain_text import TextWriter
from explainer.trace.formula.writing import ALONE, ATOM, PRODUCT, Precedence


class Names(NamedTuple):
    """The letters for a scenario and a batch of `samples`: z_h are the net inputs of h1, h2 …, z_o those of o1, o2 …

    An array is named after its layer: a number in it would be taken for that of a weight or bias in the picture.
    Where each layer has a loop of its own, what one loop leaves for another has the sample in brackets.
    """

    scenario: Scenario
    samples: int

    @property
    def batch(self) -> bool:
        return self.samples > 1

    @property
    def sequential(self) -> bool:
        return self.scenario.is_sequential

    @property
    def subscript(self) -> str:
        return "[i]" if self.batch and self.sequential else ""

    @property
    def divided(self) -> bool:
        """Whether the sum over the batch is made a mean."""
        return self.batch and self.scenario.reduction == "mean"

    @property
    def top(self) -> int:
        """The index of the output layer."""
        return self.scenario.network.top

    def drops(self, layer: int) -> bool:
        return self.scenario.dropout > 0 and 0 < layer < self.top

    def of(self, letter: str, layer: int) -> str:
        return f"{self.whole(letter, layer)}{self.subscript}"

    def whole(self, letter: str, layer: int) -> str:
        """Return the name of an array that there is once for all samples."""
        return f"{letter}_{layer_name(layer, self.top + 1)}"

    def passed(self, layer: int) -> str:
        """What a layer hands to the next: the input, its activations, or what dropout leaves of them."""
        if layer == 0:
            return "X[i]" if self.subscript else "x"
        return self.of("p" if self.drops(layer) else "a", layer)

    @property
    def target(self) -> str:
        return "T[i]" if self.subscript else "t"

    @property
    def kept(self) -> list[str]:
        """The arrays that are kept for each sample."""
        dropped = [self.whole(letter, i) for i in range(1, self.top) if self.drops(i) for letter in ("keep", "p")]
        return [self.whole(letter, i) for i in range(1, self.top + 1) for letter in ("z", "a", "delta")] + dropped

    def activation(self, layer: int) -> Activation:
        return ACTIVATIONS[self.scenario.network.layers[layer].activation]

    def of_unit(self, layer: int) -> dict[str, str]:
        """Return what the letters of a rule about the units of a layer are called."""
        letters = {letter: self.of(letter, layer) for letter in ("z", "a", "keep")}
        outputs = str(self.scenario.network.layers[layer].units)
        return {**letters, "target": self.target, "dropout": "dropout", "outputs": outputs}

    def gradient(self, block: str) -> str:
        """What the optimizer is given: where nothing is done to the sum over the batch, that sum."""
        return f"g{block}" if self.batch or self.scenario.has_penalty else f"d{block}"


_NAMES = {"max": "np.maximum", "min": "np.minimum"}
_METHODS = {"sum": "sum", "largest": "max"}


def code_of(rule: Expression, names: Mapping[str, str], axis: str = "") -> str:
    """Return the code of a rule, each letter by its name; of a matrix, `axis` is the one that sums go along."""
    return _CodeWriter(names, axis).write(_in_numpy(rule))


def code_of_formula(formula: Formula, names: Mapping[str, str]) -> str:
    """Return the code of a formula: as usual where nothing in it can overflow, else as the engine calculates it."""
    usual = _in_numpy(formula.tree)
    return code_of(formula.calculated if "exp" in calls(usual) else usual, names)


def _in_numpy(rule: Expression) -> Expression:
    """Return a rule with the functions that NumPy has: log(1 + exp(x)) is one, which does not overflow."""
    match rule:
        case Call("log1p", (Call("exp", (power,)),)) | Call("log", (Sum((Constant(1), Call("exp", (power,)))),)):
            return Call("logaddexp", (Constant(0), _in_numpy(power)))
        case _:
            return with_parts(rule, [_in_numpy(part) for part in children(rule)])


class _CodeWriter(TextWriter):
    def __init__(self, names: Mapping[str, str], axis: str) -> None:
        super().__init__(names.__getitem__)
        self._axis = axis

    def precedence(self, rule: Expression) -> Precedence:
        match rule:
            case Call("step"):
                return Precedence(PRODUCT, ALONE, ALONE)
            case Call("sum" | "largest"):
                return Precedence(ATOM, ATOM, ATOM)
        return super().precedence(rule)

    def call(self, rule: Call, arguments: Sequence[str]) -> str:
        if rule.function == "step":
            return f"({arguments[0]} > 0)*1.0"
        if rule.function in _METHODS:
            return f"{arguments[0]}.{_METHODS[rule.function]}({self._axis})"
        return f"{_NAMES.get(rule.function, f'np.{rule.function}')}({', '.join(arguments)})"
