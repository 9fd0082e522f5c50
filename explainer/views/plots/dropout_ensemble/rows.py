"""What is written of the thinned networks: a row for each, and below them the mean and the whole network."""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.arrays import Array
from explainer.engine.measure.thinned_networks import MOST_UNITS, Ensemble
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.trace.formula.notation import FEWEST_DIGITS, Writing, full
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations.naming import spoken_name
from explainer.views.plotting.parts.rows_table import RowMark, Rows

NOTHING = ""
_BESIDE, _BESIDE_DIGITS, _PROBABILITY, _LABEL = 1.2, 5.5, 10.2, 22
_ROUNDING = 1e-12
"""Of numbers about as large as 1: what is smaller than that is left over from rounding."""
Show = Callable[[float], str]


class EnsembleRows(Rows):
    """Numbers of the ensemble of a scenario, behind a mask: a column for each hidden unit or, where they are many, one
    for how many are in. What a row has no number for is left empty."""

    def __init__(self, scenario: Scenario, ensemble: Ensemble, writing: Writing) -> None:
        self.scenario, self.ensemble, self.writing = scenario, ensemble, writing
        top = scenario.network.top
        kinds = [Quantity.OUT, Quantity.NET] if has_nets(scenario) else [Quantity.OUT]
        symbols = [Symbol(kind, 0, top, unit) for kind in kinds for unit in range(ensemble.outputs.shape[1])]
        names = (spoken_name(scenario, symbol, writing.notation) for symbol in symbols)
        self.units = [name for layer in scenario.network.layers[1:-1] for name in layer.names]
        masks = self.units if len(self.units) <= MOST_UNITS else ["units in"]
        self.first_number = len(masks)
        self.headings = (*masks, "probability", *names)
        masks_wide = sum(len(name) + _BESIDE for name in masks)
        longest = max(len(writing.show(chance)) for chance in {*ensemble.probabilities.tolist()})
        probability = max(_PROBABILITY, longest + 1, _LABEL - masks_wide)
        numbers = (writing.digits + _BESIDE_DIGITS,) * len(symbols)
        self.letters = (*(len(name) + _BESIDE for name in masks), probability, *numbers)

    def text(self, row: int, column: int) -> str:
        return self._cell(row, column, self.writing.show)

    def tip(self, row: int, column: int) -> str:
        return self._cell(row, column, full)

    def _cell(self, row: int, column: int, show: Show) -> str:
        raise NotImplementedError


class NetworkRows(EnsembleRows):
    """A row for each thinned network; the one that this update trains, number `drawn`, is lit."""

    def __init__(self, scenario: Scenario, ensemble: Ensemble, writing: Writing, drawn: int | None) -> None:
        super().__init__(scenario, ensemble, writing)
        self.drawn = drawn

    def __len__(self) -> int:
        return len(self.ensemble.masks)

    def mark(self, row: int) -> RowMark:
        return RowMark.LIT if row == self.drawn else RowMark.PLAIN

    def units_in(self, row: int) -> list[str]:
        """Return the names of the units that are in."""
        return [name for name, is_in in zip(self.units, self.ensemble.masks[row], strict=True) if is_in]

    def tip(self, row: int, column: int) -> str:
        if column >= self.first_number:
            return super().tip(row, column)
        said = ", ".join(self.units_in(row)) or "none: only the bias of the outputs is left"
        return f"In: {said}{'. This is the network that this update trains' if row == self.drawn else ''}"

    def _cell(self, row: int, column: int, show: Show) -> str:
        ensemble, numbers = self.ensemble, column - self.first_number
        if numbers < 0:
            mask = ensemble.masks[row]
            return f"{mask.sum():,} of {len(mask):,}" if self.first_number < len(mask) else str(int(mask[column]))
        if numbers == 0:
            return show(float(ensemble.probabilities[row]))
        return show(_numbers(self.scenario, ensemble.nets[row], ensemble.outputs[row])[numbers - 1])


class SummaryRows(EnsembleRows):
    """The mean, what the outputs' activation makes of the mean net, the whole network, and the difference."""

    def __init__(self, scenario: Scenario, ensemble: Ensemble, writing: Writing) -> None:
        super().__init__(scenario, ensemble, writing)
        self.first_span = self.first_number + 1
        activation = ACTIVATIONS[scenario.network.layers[-1].activation].spoken
        whole = _numbers(scenario, ensemble.whole_net, ensemble.whole)
        mean = _numbers(scenario, ensemble.mean_net, ensemble.mean)
        of_net: list[float | None] = [*ensemble.of_mean_net.tolist(), *(None for _ in ensemble.mean)]
        self.lines: list[tuple[str, list[float | None]]] = [("their mean", [*mean])]
        if has_nets(scenario):
            self.lines.append((f"{activation} of the mean net", of_net))
        self.lines.append(("the whole network", [*whole]))
        self.lines.append(("whole − mean", [_gap(*pair) for pair in zip(whole, mean, strict=True)]))

    def __len__(self) -> int:
        return len(self.lines)

    def mark(self, row: int) -> RowMark:
        return RowMark.SUM

    def _cell(self, row: int, column: int, show: Show) -> str:
        label, numbers = self.lines[row]
        if column < self.first_span:
            return NOTHING if column else label
        number = numbers[column - self.first_span]
        if number is None:
            return NOTHING
        is_gap = row == len(self.lines) - 1 and show is not full
        return self.writing._replace(digits=FEWEST_DIGITS).show(number) if is_gap else show(number)


def has_nets(scenario: Scenario) -> bool:
    """Tell whether the net inputs of the outputs are other numbers than the outputs."""
    return scenario.network.layers[-1].activation != "linear"


def _numbers(scenario: Scenario, net: Array, out: Array) -> list[float]:
    return [*out.tolist(), *(net.tolist() if has_nets(scenario) else [])]


def _gap(whole: float, mean: float) -> float:
    return 0.0 if abs(whole - mean) <= _ROUNDING * max(1.0, abs(mean)) else whole - mean
