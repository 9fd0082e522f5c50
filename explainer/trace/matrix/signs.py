"""What whole layers are called: net⁽²⁾, or z² in the matrix notation, or Θ⁽¹⁾ in theta's.

In the worked notation the layer is in parentheses: δ² would be read as a square.
"""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.own.definition import name_of
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.matrix.form import BlockName
from explainer.trace.notations.letters import of_optimizer
from explainer.trace.notations.naming import spoken_name, symbol_tex

_WORKED: dict[Quantity, BlockName] = {
    Quantity.NET: BlockName("net", "net"),
    Quantity.OUT: BlockName("out", "out"),
    Quantity.PASSED: BlockName("passed", "passed"),
    Quantity.KEEP: BlockName("keep", "keep"),
    Quantity.TARGET: BlockName("target", "target"),
}
_LETTERS: dict[Quantity, BlockName] = {
    Quantity.NET: BlockName("z", "z"),
    Quantity.OUT: BlockName("a", "a"),
    Quantity.PASSED: BlockName(r"\tilde{a}", "ã"),
    Quantity.KEEP: BlockName("r", "r"),
    Quantity.TARGET: BlockName("y", "y"),
    Quantity.ERROR: BlockName("e", "e"),
    Quantity.DELTA: BlockName(r"\delta", "δ"),
    Quantity.CONTRIBUTION: BlockName("C", "C"),
    Quantity.UNIT_PENALTY: BlockName("penalty", "penalty"),
}
_SUMS = {Quantity.GRADIENT: BlockName("D", "D"), Quantity.GRADIENT_SUM: BlockName(r"\Delta", "Δ")}
"""Theta's letters of gradients; those that the update uses have that of a sample's where there is one only."""
_FUNCTIONS = {
    "sum": BlockName(r"\sum", "Σ"),
    "sqrt": BlockName(r"\sqrt", "√"),
    "log": BlockName(r"\log", "log"),
    "exp": BlockName(r"\exp", "exp"),
    "abs": BlockName("", ""),
    "sigmoid": BlockName(r"\sigma", "σ"),
    "g": BlockName("g", "g"),
    "relu": BlockName(r"\mathrm{ReLU}", "ReLU"),
    "leaky_relu": BlockName(r"\mathrm{LReLU}", "LReLU"),
}
"""Signs of functions that are not just their name."""
_WITHOUT_LAYER = {Quantity.TARGET, Quantity.ERROR}
_PARAMETERS = {Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.NEW}
_MEMORIES = {Quantity.MEMORY, Quantity.MEMORY_BEFORE}
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def function_sign(function: str) -> BlockName:
    return _FUNCTIONS.get(function) or BlockName(rf"\mathrm{{{function}}}", function)


class Signs:
    """The names of the blocks of a scenario in a notation."""

    def __init__(self, scenario: Scenario, notation: Notation) -> None:
        self._scenario, self._notation = scenario, notation
        self._words: dict[Quantity, BlockName] = _WORKED if notation is Notation.WORKED else {}

    def of(self, symbol: Symbol) -> BlockName:
        """Return what the block is called that a symbol is an entry of, or the symbol itself where it is alone."""
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
        return BlockName("/".join(tex), spoken_name(self._scenario, symbol, self._notation))

    def parameters(self, layer: int, is_bias: bool = False) -> BlockName:
        """Return what the weights or biases into a layer (an index) are called; theta's have the layer they leave."""
        if self._notation is Notation.THETA:
            return self._layer(BlockName(r"\Theta", "Θ"), layer, "0" if is_bias else "")
        return self._layer(BlockName("b", "b") if is_bias else BlockName("w", "w"), layer + 1)

    @property
    def ones(self) -> BlockName:
        return BlockName(r"\mathbf{1}", "𝟏")

    def transposed(self, name: BlockName) -> BlockName:
        return BlockName(f"({name.tex})^{{T}}", f"({name.plain})ᵀ")

    def function(self, activation: str) -> str:
        """Return what an activation function is called: the sigmoid is theta's g."""
        return "g" if activation == "sigmoid" and self._notation is Notation.THETA else activation

    def _letter(self, quantity: Quantity) -> BlockName:
        return self._words.get(quantity) or _LETTERS[quantity]

    def _layer(self, letter: BlockName, number: int, below: str = "") -> BlockName:
        """Set the number of a layer (0 for none) above a letter, and something below it."""
        above = str(number) if self._notation is Notation.MATRIX else f"({number})"
        tex, plain = letter.tex + (f"_{{{below}}}" if below else ""), letter.plain + (f"_{below}" if below else "")
        return BlockName(f"{tex}^{{{above}}}", plain + above.translate(_RAISED)) if number else BlockName(tex, plain)

    def _prime(self, symbol: Symbol) -> BlockName:
        activation = name_of(self._scenario.network.layers[symbol.layer].activation)
        function = function_sign(self.function(activation))
        net = self.of(symbol._replace(quantity=Quantity.NET))
        return BlockName(f"{function.tex}'({net.tex})", f"{function.plain}′({net.plain})")

    def _slope_of_error(self, symbol: Symbol) -> BlockName:
        is_passed = symbol.quantity is Quantity.BLAME_PASSED
        of = self.of(symbol._replace(quantity=Quantity.PASSED if is_passed else Quantity.OUT))
        error = "J" if self._notation is Notation.THETA else "E"
        return BlockName(rf"\nabla_{{{of.tex}}}{error}", f"∇{of.plain} {error}")

    def _of_parameters(self, symbol: Symbol) -> BlockName:
        parameter = self._scenario.network.parameter(symbol.parameter)
        parameters, quantity = self.parameters(parameter.layer, parameter.is_bias), symbol.quantity
        if quantity in _PARAMETERS:
            return parameters
        if quantity in _MEMORIES:
            word = of_optimizer(symbol.name)
            return BlockName(f"{word.tex}_{{{parameters.tex}}}", f"{word.shown} of {parameters.plain}")
        tops = symbol_tex(self._scenario, symbol, self._notation)
        if len(tops) == 2:
            top = spoken_name(self._scenario, symbol, self._notation).partition("/")[0]
            return BlockName(rf"\frac{{{tops[0]}}}{{\partial {parameters.tex}}}", f"{top}/∂{parameters.plain}")
        if self._notation is Notation.THETA:
            letter = _SUMS.get(quantity, _SUMS[Quantity.GRADIENT])
            return self._layer(letter, parameter.layer, "0" if parameter.is_bias else "")
        return BlockName(rf"\mathrm{{sum}}_{{{parameters.tex}}}", f"sum_{parameters.plain}")
