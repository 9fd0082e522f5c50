"""What whole layers are called: net⁽²⁾, or z² in the matrix notation, or Θ⁽¹⁾ in theta's.

Deltas and what they are made of have the signs of Michael Nielsen's four equations in the worked notation too, but
with the layer in parentheses: δ² would be read as a square.
"""

from __future__ import annotations

from explainer.engine.scenario import Scenario
from explainer.trace.layer_forms.block import Name
from explainer.trace.naming import spoken_name
from explainer.trace.notation import Notation
from explainer.trace.notations.letters import of_optimizer
from explainer.trace.symbols import Phase, Quantity, Symbol
from explainer.trace.tex import symbol_tex

_WORKED: dict[Quantity, Name] = {
    Quantity.NET: Name("net", "net"),
    Quantity.OUT: Name("out", "out"),
    Quantity.PASSED: Name("passed", "passed"),
    Quantity.KEEP: Name("keep", "keep"),
    Quantity.TARGET: Name("target", "target"),
}
_LETTERS: dict[Quantity, Name] = {
    Quantity.NET: Name("z", "z"),
    Quantity.OUT: Name("a", "a"),
    Quantity.PASSED: Name(r"\tilde{a}", "ã"),
    Quantity.KEEP: Name("r", "r"),
    Quantity.TARGET: Name("y", "y"),
    Quantity.ERROR: Name("e", "e"),
    Quantity.DELTA: Name(r"\delta", "δ"),
    Quantity.CONTRIBUTION: Name("C", "C"),
    Quantity.UNIT_PENALTY: Name("penalty", "penalty"),
    Quantity.GRADIENT_SUM: Name(r"\Delta", "Δ"),
    Quantity.BATCH_GRADIENT: Name("D", "D"),
}
_FUNCTIONS = {
    "sigmoid": Name(r"\sigma", "σ"),
    "relu": Name(r"\mathrm{ReLU}", "ReLU"),
    "leaky_relu": Name(r"\mathrm{LReLU}", "LReLU"),
}
_WITHOUT_LAYER = {Quantity.TARGET, Quantity.ERROR}
_PARAMETERS = {Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.NEW}
_MEMORIES = {Quantity.MEMORY, Quantity.MEMORY_BEFORE}
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


class Signs:
    """The names of the blocks of a scenario in a notation, as they are called in a phase."""

    def __init__(self, scenario: Scenario, notation: Notation, phase: Phase) -> None:
        self._scenario, self._notation = scenario, notation
        self._words: dict[Quantity, Name] = _WORKED if notation is Notation.WORKED else {}
        if phase is Phase.BACKWARD:
            self._words = {quantity: name for quantity, name in self._words.items() if quantity is Quantity.TARGET}

    def of(self, symbol: Symbol) -> Name:
        """Return what the block is called that a symbol is an entry of, or the symbol itself where it stands alone."""
        quantity = symbol.quantity
        if quantity is Quantity.SLOPE:
            return self._prime(symbol)
        if quantity in (Quantity.BLAME, Quantity.BLAME_PASSED):
            return self._slope_of_error(symbol)
        if symbol.parameter >= 0 and quantity is not Quantity.CONTRIBUTION:
            return self._of_parameters(symbol)
        if symbol.unit >= 0:
            return self._layer(self._letter(quantity), symbol.layer + 1 if quantity not in _WITHOUT_LAYER else 0)
        tex = symbol_tex(self._scenario, symbol, self._notation)
        return Name("/".join(tex), spoken_name(self._scenario, symbol, self._notation))

    def parameters(self, layer: int, is_bias: bool = False) -> Name:
        """Return what the weights or biases into a layer (an index) are called; theta's have the layer they leave."""
        if self._notation is Notation.THETA:
            return self._layer(Name(r"\Theta", "Θ"), layer, "0" if is_bias else "")
        return self._layer(Name("b", "b") if is_bias else Name("w", "w"), layer + 1)

    @property
    def ones(self) -> Name:
        return Name(r"\mathbf{1}", "𝟏")

    def transposed(self, name: Name) -> Name:
        return Name(f"({name.tex})^{{T}}", f"({name.plain})ᵀ")

    def function(self, activation: str) -> Name:
        """Return the sign of an activation function."""
        if activation == "sigmoid" and self._notation is Notation.THETA:
            return Name("g", "g")
        return _FUNCTIONS.get(activation) or Name(rf"\mathrm{{{activation}}}", activation)

    def _letter(self, quantity: Quantity) -> Name:
        return self._words.get(quantity) or _LETTERS[quantity]

    def _layer(self, letter: Name, number: int, below: str = "") -> Name:
        """Set the number of a layer (0 for none) above a letter, and something below it."""
        above = str(number) if self._notation is Notation.MATRIX else f"({number})"
        tex, plain = letter.tex + (f"_{{{below}}}" if below else ""), letter.plain + (f"_{below}" if below else "")
        return Name(f"{tex}^{{{above}}}", plain + above.translate(_RAISED)) if number else Name(tex, plain)

    def _prime(self, symbol: Symbol) -> Name:
        function = self.function(self._scenario.network.layers[symbol.layer].activation)
        net = self.of(symbol._replace(quantity=Quantity.NET))
        return Name(f"{function.tex}'({net.tex})", f"{function.plain}′({net.plain})")

    def _slope_of_error(self, symbol: Symbol) -> Name:
        is_passed = symbol.quantity is Quantity.BLAME_PASSED
        of = self.of(symbol._replace(quantity=Quantity.PASSED if is_passed else Quantity.OUT))
        error = "J" if self._notation is Notation.THETA else "E"
        return Name(rf"\nabla_{{{of.tex}}}{error}", f"∇{of.plain} {error}")

    def _of_parameters(self, symbol: Symbol) -> Name:
        parameter = self._scenario.network.parameter(symbol.parameter)
        parameters, quantity = self.parameters(parameter.layer, parameter.is_bias), symbol.quantity
        if quantity in _PARAMETERS:
            return parameters
        if quantity in _MEMORIES:
            word = of_optimizer(symbol.name)
            return Name(f"{word.tex}_{{{parameters.tex}}}", f"{word.shown} of {parameters.plain}")
        if quantity is Quantity.GRADIENT:
            error = "J" if self._notation is Notation.THETA else "E"
            return Name(rf"\frac{{\partial {error}}}{{\partial {parameters.tex}}}", f"∂{error}/∂{parameters.plain}")
        return self._summed(_LETTERS[quantity], parameter.layer, parameter.is_bias)

    def _summed(self, letter: Name, layer: int, is_bias: bool) -> Name:
        """Return Δ or D, of the weights or of the biases."""
        if self._notation is Notation.THETA:
            return self._layer(letter, layer, "0" if is_bias else "")
        return self._layer(letter, layer + 1, "b" if is_bias else "w")
