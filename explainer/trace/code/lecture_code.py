"""The lectures' program: class Network with feedforward, SGD and backprop, one line for all layers.

After M. Nielsen, Neural Networks and Deep Learning (2015), chapters 1 and 2, written anew: units of a layer are a plain
vector, and what the scenario has besides (penalties, frozen parameters, other functions) is in its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from explainer.engine.scenario.network import Network
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.penalty import penalties_of
from explainer.functions.expression import Leaf, Product, Sum
from explainer.functions.losses import LOSSES
from explainer.functions.written import tree_of
from explainer.trace.code.code_lines import (
    CodeLine,
    LineKey,
    ParameterArray,
    Variable,
    blocks_with_gradients,
    mask_name,
    trained_blocks,
)
from explainer.trace.code.lecture_functions import NetworkFunctions
from explainer.trace.code.numpy_code import code_of, code_of_formula
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation

EQUATIONS = {
    1: "(1) δᴸ = ∇ₐE ⊙ σ′(zᴸ)",
    2: "(2) δˡ = (wˡ⁺¹)ᵀδˡ⁺¹ ⊙ σ′(zˡ)",
    3: "(3) ∂E/∂bˡ = δˡ",
    4: "(4) ∂E/∂wˡ = δˡ(aˡ⁻¹)ᵀ",
}
"""The four equations of backpropagation, each above its line."""
_CANCELLED = "(1) δᴸ = aᴸ − t: the slope cancels"
_ROSENBLATT = "(1) δᴸ = aᴸ − t: Rosenblatt's rule"
_SETTINGS = {"m": "m", "l1": "l1", "l2": "l2"}
_BlocksOf = Callable[[Network, int], tuple[ParameterArray, ...]]


class NetworkClass:
    """Writes the class for a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._network = scenario, scenario.network
        self._functions = NetworkFunctions(scenario)
        self._layers = range(1, self._network.top + 1)
        self._has_batches = scenario.samples_per_batch > 1

    def lines(self) -> Iterator[CodeLine]:
        yield CodeLine("class Network:")
        methods = (self._init(), self._feedforward(), self._sgd(), self._update(), self._backprop())
        for number, method in enumerate(methods):
            if number:
                yield CodeLine("")
            yield from _indented(method)

    # what there is besides the weights

    @property
    def _letters(self) -> tuple[str, ...]:
        """What a network has: w and, if there are any, b."""
        return ("w", "b") if self._network.has_biases else ("w",)

    @property
    def _trained(self) -> tuple[str, ...]:
        """What has gradients."""
        return ("w", "b") if self._network.trains_biases else ("w",)

    @property
    def _zipped(self) -> tuple[str, str]:
        """What a loop over all layers names, and what it goes through."""
        names = [*self._letters, *self._functions.looped]
        given = [*(_stored(letter) for letter in self._letters), *(f"self.{name}" for name in self._functions.looped)]
        return ", ".join(names), given[0] if len(given) == 1 else f"zip({', '.join(given)})"

    @property
    def _net(self) -> str:
        return "w @ a + b" if self._network.has_biases else "w @ a"

    # methods

    def _init(self) -> Iterator[CodeLine]:
        names = [_stored(letter).removeprefix("self.") for letter in self._letters]
        yield CodeLine(f"def __init__(self, {', '.join(names)}):")
        stored = ", ".join(f"self.{name}" for name in names)
        yield CodeLine(f"{stored} = {', '.join(names)}", "one array for each layer", 1)
        for line in self._functions.lists():
            yield replace(line, indent=1)

    def _feedforward(self) -> Iterator[CodeLine]:
        names, given = self._zipped
        yield CodeLine("def feedforward(self, a):")
        yield CodeLine(f"for {names} in {given}:", indent=1)
        yield CodeLine(f"a = {self._functions.value}({self._net})", indent=2)
        yield CodeLine("return a", "what the network answers", 1)

    def _sgd(self) -> Iterator[CodeLine]:
        scenario = self._scenario
        if not has_parts(scenario):
            yield CodeLine("def SGD(self, X, T, updates, eta):")
            yield CodeLine("for update in range(updates):", indent=1)
            yield CodeLine("self.update_mini_batch(X, T, eta)", "all samples at once", 2)
            return
        yield CodeLine("def SGD(self, X, T, updates, size, eta, done=0):")
        yield CodeLine("for update in range(done, done + updates):", indent=1)
        yield CodeLine("epoch, k = divmod(update, -(-len(X)//size))", "which epoch, and which batch of it", 2)
        if scenario.shuffle:
            drawn = f"order = np.random.default_rng([{scenario.seed}, epoch + 1]).permutation(len(X))"
            yield CodeLine(drawn, "anew in each epoch", 2)
        else:
            yield CodeLine("order = np.arange(len(X))", "not shuffled", 2)
        yield CodeLine("rows = order[k*size:(k + 1)*size]", indent=2)
        yield CodeLine("self.update_mini_batch(X[rows], T[rows], eta)", indent=2)

    def _update(self) -> Iterator[CodeLine]:
        yield CodeLine("def update_mini_batch(self, X, T, eta):")
        yield from _indented(self._update_body())

    def _update_body(self) -> Iterator[CodeLine]:
        names = ", ".join(f"nabla_{letter}" for letter in self._trained)
        if self._divides:
            yield CodeLine("n = len(X)", "samples in this batch")
        yield CodeLine("E_sum = 0")
        for letter in self._trained:
            yield CodeLine(f"sum_{letter} = [0*{letter} for {letter} in {_stored(letter)}]")
        yield CodeLine("for x, t in zip(X, T):", makes=self._sample())
        yield CodeLine(f"{names}, E = self.backprop(x, t)", indent=1)
        yield self._single("E_sum += E", Operation.ERROR_SUM, Quantity.ERROR_SUM, self._has_batches, 1)
        for letter in self._trained:
            yield replace(self._sums(letter), indent=1)
        yield from self._objective()
        for letter in self._trained:
            yield self._gradients(letter)
        for letter in self._trained:
            yield self._step(letter)

    @property
    def _divides(self) -> bool:
        return self._scenario.reduction == "mean"

    def _sample(self) -> tuple[Variable, ...]:
        layers = self._network.layers
        inputs = Variable(Quantity.OUT, None, (layers[0].units,), 0)
        return inputs, Variable(Quantity.TARGET, None, (layers[-1].units,), self._network.top)

    def _single(
        self, code: str, operation: Operation, quantity: Quantity, is_made: bool = True, indent: int = 0
    ) -> CodeLine:
        """Return a line that makes one number; where the calculation has no line for it, it is only code."""
        if not is_made:
            return CodeLine(code, indent=indent)
        key = LineKey(operation)
        return CodeLine(code, indent=indent, steps=(key,), makes=(Variable(quantity, key),))

    def _sums(self, letter: str) -> CodeLine:
        code = f"sum_{letter} = [s + nabla for s, nabla in zip(sum_{letter}, nabla_{letter})]"
        if not self._has_batches:
            return CodeLine(code)
        return _of_blocks(code, self._blocks(letter), Quantity.GRADIENT_SUM, Operation.GRADIENT_SUM)

    def _objective(self) -> Iterator[CodeLine]:
        batches, mean = self._has_batches, "/n" if self._divides else ""
        batch_error = LineKey(Operation.BATCH_ERROR)
        if not self._scenario.has_penalty:
            line = self._single(f"self.E = E_sum{mean}", Operation.OBJECTIVE, Quantity.OBJECTIVE, batches)
            yield replace(line, steps=(batch_error, *line.steps)) if batches else line
            return
        yield self._single(f"E = E_sum{mean}", Operation.BATCH_ERROR, Quantity.BATCH_ERROR, batches)
        costs = Sum(tuple(penalty.cost_tree for penalty in penalties_of(self._scenario)))
        code = f"penalty = sum({code_of(costs, {**_SETTINGS, 'weights': 'w'})} for w in self.weights)"
        line = self._single(code, Operation.PENALTY, Quantity.PENALTY)
        yield replace(line, steps=(*(LineKey(Operation.UNIT_PENALTY, layer) for layer in self._layers), *line.steps))
        yield self._single("self.E = E + penalty", Operation.OBJECTIVE, Quantity.OBJECTIVE)

    def _gradients(self, letter: str) -> CodeLine:
        scenario = self._scenario
        penalties = penalties_of(scenario) if letter == "w" else ()
        terms = ["s/n" if self._divides else "s"]
        terms += [code_of(penalty.slope_tree, {**_SETTINGS, "w": "w"}) for penalty in penalties]
        looped = "s, w in zip(sum_w, self.weights)" if penalties else f"s in sum_{letter}"
        code = f"grad_{letter} = [{' + '.join(terms)} for {looped}]"
        if not (self._has_batches or scenario.has_penalty):
            return CodeLine(code)
        return _of_blocks(code, self._blocks(letter), Quantity.BATCH_GRADIENT, Operation.BATCH_GRADIENT)

    def _step(self, letter: str) -> CodeLine:
        names, made = [letter, "g"], f"{letter} - eta*g"
        given = [_stored(letter), f"grad_{letter}"]
        if is_masked(self._network, letter):
            names, given = [*names, "free"], [*given, f"free_{letter}"]
            made = f"np.where(free, {made}, {letter})"
        code = f"{_stored(letter)} = [{made} for {', '.join(names)} in zip({', '.join(given)})]"
        return _of_blocks(code, self._blocks(letter, trained_blocks), Quantity.NEW, Operation.UPDATE)

    def _blocks(self, letter: str, of: _BlocksOf = blocks_with_gradients) -> list[ParameterArray]:
        """Return the arrays of weights or of biases, first layer first."""
        blocks = (block for layer in self._layers for block in of(self._network, layer))
        return [block for block in blocks if block.is_bias == (letter == "b")]

    # backprop

    def _backprop(self) -> Iterator[CodeLine]:
        yield CodeLine("def backprop(self, x, t):")
        yield from _indented(self._backprop_body())

    def _backprop_body(self) -> Iterator[CodeLine]:
        for letter in self._trained:
            yield CodeLine(f"nabla_{letter} = [0]*len({_stored(letter)})")
        yield CodeLine("a, zs, activations = x, [], [x]")
        names, given = self._zipped
        yield CodeLine(f"for {names} in {given}:", "forward")
        yield from _indented(self._forward())
        yield from self._error()
        yield from self._output_delta()
        yield from self._nabla(self._network.top, "-1", "-2")
        if self._network.top > 1:
            turns = tuple(
                (LineKey(Operation.CONTRIBUTION, layer), f"l = {self._from_end(layer)}") for layer in self._hidden
            )
            yield replace(CodeLine("for l in range(2, len(self.weights) + 1):", "backward"), turns=turns)
            yield from _indented(self._hidden_delta())
        if self._scenario.input_gradients:
            code, made = "dE_dx = self.weights[0].T @ delta", Operation.INPUT_GRADIENT
            yield self._of_layers(code, [0], made, Quantity.BLAME, Operation.CONTRIBUTION)
        yield CodeLine(f"return {', '.join(f'nabla_{letter}' for letter in self._trained)}, E")

    def _forward(self) -> Iterator[CodeLine]:
        yield self._of_layers(f"z = {self._net}", self._layers, Operation.NET, Quantity.NET)
        yield self._of_layers(f"a = {self._functions.value}(z)", self._layers, Operation.OUT, Quantity.OUT)
        yield CodeLine("zs.append(z)")
        yield CodeLine("activations.append(a)")

    @property
    def _hidden(self) -> range:
        """The hidden layers in the order of the way back."""
        return range(self._network.top - 1, 0, -1)

    def _from_end(self, layer: int) -> int:
        return self._network.top - layer + 1

    def _of_layers(
        self, code: str, layers: Iterable[int], operation: Operation, quantity: Quantity, *also: Operation
    ) -> CodeLine:
        """Return a line that does the same for several layers, one after the other."""
        makes = [self._units(layer, operation, quantity) for layer in layers]
        steps = [LineKey(kind, made.layer) for made in makes for kind in (*also, operation)]
        return CodeLine(code, steps=tuple(steps), makes=tuple(makes), is_turned=True)

    def _units(self, layer: int, operation: Operation, quantity: Quantity) -> Variable:
        return Variable(quantity, LineKey(operation, layer), (self._network.layers[layer].units,), layer)

    def _letters_of_output(self) -> dict[str, str]:
        outputs = str(self._network.layers[-1].units)
        return {"z": "z", "a": "a", "target": "t", "outputs": outputs, "slope": "slope"}

    def _error(self) -> Iterator[CodeLine]:
        top = self._network.top
        code = f"e = {code_of_formula(LOSSES[self._scenario.loss].error, self._letters_of_output())}"
        yield self._of_layers(code, [top], Operation.ERROR, Quantity.ERROR)
        yield self._single("E = e.sum()", Operation.SAMPLE_ERROR, Quantity.SAMPLE_ERROR)

    def _output_delta(self) -> Iterator[CodeLine]:
        top, loss, letters = self._network.top, LOSSES[self._scenario.loss], self._letters_of_output()
        if loss.slope is None:
            yield CodeLine("", _ROSENBLATT if self._functions.activation(top).is_flat else _CANCELLED)
            yield self._of_layers("delta = a - t", [top], Operation.DELTA, Quantity.DELTA)
            return
        slope = f"slope = {self._functions.slope('-1')}(z, a)"
        yield self._of_layers(slope, [top], Operation.DOUT_DNET, Quantity.SLOPE)
        yield CodeLine("", EQUATIONS[1])
        code = f"delta = {code_of(Product((tree_of(loss.slope), Leaf('slope'))), letters)}"
        yield self._of_layers(code, [top], Operation.DELTA, Quantity.DELTA, Operation.DE_DOUT)

    def _hidden_delta(self) -> Iterator[CodeLine]:
        slope = f"slope = {self._functions.slope('-l')}(zs[-l], activations[-l])"
        yield self._of_layers(slope, self._hidden, Operation.DOUT_DNET, Quantity.SLOPE)
        yield CodeLine("", EQUATIONS[2])
        also = Operation.CONTRIBUTION, Operation.DE_DOUT
        code = "delta = (self.weights[-l + 1].T @ delta)*slope"
        yield self._of_layers(code, self._hidden, Operation.DELTA, Quantity.DELTA, *also)
        yield from self._nabla(0, "-l", "-l - 1")

    def _nabla(self, layer: int, own: str, below: str) -> Iterator[CodeLine]:
        """The gradients of the output layer, or with 0 those of the hidden ones."""
        shared = self._network.biases == "shared"
        made = {"w": f"np.outer(delta, activations[{below}])", "b": "delta.sum()" if shared else "delta"}
        for letter, equation in zip(self._trained, (EQUATIONS[4], EQUATIONS[3]), strict=False):
            yield CodeLine("", equation)
            blocks = [b for b in self._blocks(letter) if (b.layer == self._network.top) == bool(layer)]
            code = f"nabla_{letter}[{own}] = {made[letter]}"
            line = _of_blocks(code, blocks[::-1], Quantity.GRADIENT, Operation.GRADIENT)
            yield line


def has_parts(scenario: Scenario) -> bool:
    """Whether an update has an order or a part of the samples, and not all of them as they are."""
    return scenario.shuffle or scenario.samples_per_batch < scenario.data.samples


def is_masked(network: Network, letter: str) -> bool:
    """Whether some of the weights, or of the biases, are frozen."""
    blocks = (block for layer in range(1, network.top + 1) for block in blocks_with_gradients(network, layer))
    trained = [block for layer in range(1, network.top + 1) for block in trained_blocks(network, layer)]
    own = [block for block in blocks if block.is_bias == (letter == "b")]
    return any(block not in trained or mask_name(network, block) for block in own)


def _of_blocks(code: str, blocks: Iterable[ParameterArray], quantity: Quantity, operation: Operation) -> CodeLine:
    made = [block.makes(quantity, operation) for block in blocks]
    steps = tuple(one.key for one in made if one.key)
    return CodeLine(code, steps=steps, makes=tuple(made), is_turned=True)


def _stored(letter: str) -> str:
    return {"w": "self.weights", "b": "self.biases"}[letter]


def _indented(lines: Iterable[CodeLine]) -> Iterator[CodeLine]:
    return (replace(line, indent=line.indent + 1) for line in lines)
