"""The formula that a row of each operation must have, as a table, and what it thereby says about the scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.verify.errors import WrongRow, shown
from explainer.verify.formula_parser import ParsedFormula
from explainer.verify.function_forms import (
    ACTIVATION_FOR,
    ACTIVATIONS,
    ERROR_SLOPES,
    ERRORS,
    NO_PENALTY,
    PENALTIES,
    REDUCTIONS,
    SLOPES,
    categorical_error,
    optimizers_with,
    penalty_slopes,
    softmax,
    unit_penalties,
)
from explainer.verify.own_functions import OWN
from explainer.verify.rows import RowShape
from explainer.verify.state import Structure


class Claim(NamedTuple):
    """What a row says of the scenario: all rows of an update must leave at least one possibility in common."""

    about: str
    possible: frozenset[str]


class Form(NamedTuple):
    """A formula that a row may have, and what it claims; `symbol` where more than the unit decides it."""

    formula: str
    claims: tuple[Claim, ...] = ()
    symbol: str = ""


class _Of(NamedTuple):
    """A row, and the network it belongs to."""

    shape: RowShape
    formula: ParsedFormula
    network: Structure

    @property
    def at_top(self) -> bool:
        return self.shape.layer == self.network.top

    @property
    def activation(self) -> str:
        return f"activation of layer {self.shape.layer}"

    def written(self, pattern: str) -> str:
        """Return a pattern with the names of the unit and the parameter in."""
        unit = self.shape.unit
        names = {"net": f"net_{unit}", "out": f"out_{unit}", "target": f"target_{unit}"}
        outputs = len(self.network.units.get(self.network.top, ()))
        return pattern.format(u=unit, p=self.shape.parameter, outputs=outputs, **names)


Forms = Callable[[_Of], Iterator[Form]]


def check_shape(shape: RowShape, formula: ParsedFormula, network: Structure) -> tuple[Claim, ...]:
    """Compare a formula with those that its operation can have, and return what it claims. Raises WrongRow."""
    forms = _FORMS.get(shape.operation, _optimizer)
    first = Form("")
    for count, form in enumerate(forms(_Of(shape, formula, network))):
        if form.formula == shape.formula and form.symbol in ("", shape.symbol):
            return form.claims
        first = form if not count else Form("")
    if first.formula and first.formula != shape.formula:
        raise WrongRow(_difference(shape, first.formula))
    if first.symbol:
        raise WrongRow(f"a row with this formula makes {first.symbol}")
    raise WrongRow(f"{shown(shape.formula)} is no formula that {shape.symbol} can have")


def _difference(shape: RowShape, expected: str) -> str:
    """Quote both formulas, long ones from a little before their first difference."""
    same = next((i for i, (a, b) in enumerate(zip(shape.formula, expected, strict=False)) if a != b), len(expected))
    start = max(0, min(same, len(shape.formula)) - 10) if max(len(shape.formula), len(expected)) > 40 else 0
    return f"the formula of {shape.symbol} is {_from(shape.formula, start)}, expected {_from(expected, start)}"


def _from(text: str, start: int) -> str:
    return shown(("…" if start else "") + text[start:])


def _claim(about: str, *possible: str) -> tuple[Claim, ...]:
    return (Claim(about, frozenset(possible)),)


def _fixed(pattern: str) -> Forms:
    return lambda of: iter((Form(of.written(pattern)),))


def _net(of: _Of) -> Iterator[Form]:
    """weight*input + … + bias*1, or without the bias: the row itself tells the names, the network whether they fit."""
    shape, symbols = of.shape, of.formula.symbols
    bias = symbols[-1] if len(symbols) % 2 else ""
    weights, handed = (symbols[:-1:2] if bias else symbols[::2]), symbols[1::2]
    products = [f"{weight}*{source}" for weight, source in zip(weights, handed, strict=True)]
    if not products or shape.formula != " + ".join([*products, *([f"{bias}*1"] if bias else [])]):
        return
    if {shape.symbol, *weights, bias} & {*handed}:
        return
    kind = "" if shape.layer == "2" else handed[0].partition("_")[0]
    start = f"{kind}_" if kind else ""
    if kind not in ("", "out", "passed") or not all(source.startswith(start) for source in handed):
        return
    of.network.add_net(shape.layer, shape.unit, weights, [source.removeprefix(start) for source in handed], bias)
    yield Form(shape.formula, (*_claim("bias", "there" if bias else "none"), *(_handing(kind) if kind else ())))


def _handing(kind: str) -> tuple[Claim, ...]:
    """With dropout hidden units hand on what it leaves of out: passed."""
    return _claim("dropout", "on" if kind == "passed" else "off")


def _out(of: _Of) -> Iterator[Form]:
    for name, patterns in ACTIVATIONS.items():
        yield from (Form(of.written(pattern), _claim(of.activation, name)) for pattern in patterns)
    net = of.written("{net}")
    if {*of.formula.symbols} <= {net} and of.shape.formula not in softmax(net, [net]):
        yield from _own(of, of.activation, "{net}")
        return
    known = of.network.units.get(of.shape.layer, [])
    seen = [symbol.removeprefix("net_") for symbol in dict.fromkeys(of.formula.symbols)]
    nets = [f"net_{u}" for u in of.network.with_later(of.shape.layer, [unit for unit in seen if unit not in known])]
    claims = _claim(of.activation, "softmax")
    yield from (Form(formula, claims) for formula in softmax(net, nets))


def _own(of: _Of, about: str, *letters: str, symbol: str = "") -> Iterator[Form]:
    """A formula of nothing but these letters of the unit may be that of a function which is not built in."""
    if {*of.formula.symbols} <= {of.written(letter) for letter in letters}:
        yield Form(of.shape.formula, _claim(about, OWN), symbol)


def _dropout(of: _Of) -> Iterator[Form]:
    before = "out_{u}" if of.shape.phase == "forward" else "dE_total/dpassed_{u}"
    if not of.at_top or of.shape.phase == "forward":
        yield Form(of.written(before + "*keep_{u}/(1 - dropout)"), _handing("passed"))


def _error(of: _Of) -> Iterator[Form]:
    if not of.at_top:
        raise WrongRow("only the units of the last layer have an error")
    for name, patterns in ERRORS.items():
        yield from (Form(of.written(pattern), _of_loss(of, name)) for pattern in patterns)
    nets = [f"net_{unit}" for unit in of.network.units[of.shape.layer]]
    name = "categorical_cross_entropy"
    for formula in categorical_error(of.written("{target}"), of.written("{net}"), nets):
        yield Form(formula, _of_loss(of, name))
    yield from _own(of, "loss", "{target}", "{out}")


def _of_loss(of: _Of, name: str) -> tuple[Claim, ...]:
    claims = _claim("loss", name)
    return claims + _claim(of.activation, ACTIVATION_FOR[name]) if name in ACTIVATION_FOR else claims


def _sample_error(of: _Of) -> Iterator[Form]:
    of.network.complete()
    yield Form(" + ".join(f"E_{unit}" for unit in of.network.units.get(of.network.top, [])))


def _contribution(of: _Of) -> Iterator[Form]:
    above, source = of.network.weights.get(of.shape.parameter, ("", ""))
    if not above or source != of.shape.unit or above not in of.network.above(of.shape.layer):
        raise WrongRow(f"{of.shape.parameter or 'no weight'} does not lead from {of.shape.unit} to the layer above")
    if of.shape.layer == "1":
        yield Form(f"delta_{above}*{of.shape.parameter}", (), _share(of, above, ""))
        return
    for kind in ("out", "passed"):
        if of.shape.symbol.endswith(f"/d{kind}_{of.shape.unit}"):
            yield Form(f"delta_{above}*{of.shape.parameter}", _handing(kind), _share(of, above, kind))


def _share(of: _Of, above: str, kind: str) -> str:
    """Name the part of the error that comes through a unit above: its own error, where it has one."""
    via = "" if above in of.network.units[of.network.top] else "via_"
    return f"dE_{via}{above}/d{kind}{'_' if kind else ''}{of.shape.unit}"


def _blame(of: _Of) -> Iterator[Form]:
    if of.at_top:
        for name, pattern in ERROR_SLOPES.items():
            yield Form(of.written(pattern), _claim("loss", name), of.written("dE_total/d{out}"))
        yield from _own(of, "loss", "{target}", "{out}", symbol=of.written("dE_total/d{out}"))
        return
    kind = "passed" if of.shape.symbol.startswith("dE_total/dpassed_") else "out"
    parts = (_share(of, above, kind) for above in of.network.above(of.shape.layer))
    yield Form(" + ".join(parts), _handing(kind))


def _input_gradient(of: _Of) -> Iterator[Form]:
    if of.shape.layer != "1" or of.shape.unit not in of.network.inputs:
        raise WrongRow(f"{of.shape.unit} is no input")
    yield Form(" + ".join(_share(of, above, "") for above in of.network.above("1")))


def _slope(of: _Of) -> Iterator[Form]:
    for name, patterns in SLOPES.items():
        yield from (Form(of.written(pattern), _claim(of.activation, name)) for pattern in patterns)
    yield from _own(of, of.activation, "{net}", "{out}")


def _delta(of: _Of) -> Iterator[Form]:
    claims = _claim("loss", *ERROR_SLOPES, OWN) if of.at_top else ()
    yield Form(of.written("dE_total/d{out} * d{out}/d{net}"), claims)
    if of.at_top:
        yield Form(of.written("{out} - {target}"), _claim("loss", *ACTIVATION_FOR))


def _gradient(of: _Of) -> Iterator[Form]:
    shape, network = of.shape, of.network
    units = network.units.get(shape.layer, [])
    if not shape.unit:
        if all(network.bias_of(unit) == shape.parameter for unit in units):
            yield Form(" + ".join(f"delta_{unit}" for unit in units))
        return
    if shape.parameter not in network.weights:
        if [unit for unit in units if network.bias_of(unit) == shape.parameter] == [shape.unit]:
            yield Form(f"delta_{shape.unit}*1")
        return
    unit, source = network.weights[shape.parameter]
    if unit != shape.unit:
        raise WrongRow(f"{shape.parameter} leads to {unit}, not to {shape.unit}")
    if shape.layer == "2":
        yield Form(f"delta_{unit}*{source}")
    else:
        kind = "passed" if f"*passed_{source}" in shape.formula else "out"
        yield Form(f"delta_{unit}*{kind}_{source}", _handing(kind))


def _batch_error(of: _Of) -> Iterator[Form]:
    yield from (Form(f"E_sum{divided}", _claim("reduction", name)) for name, divided in REDUCTIONS.items())


def _unit_penalty(of: _Of) -> Iterator[Form]:
    weights = of.network.weights_into(of.shape.unit)
    yield from (Form(formula, _claim("penalty", name)) for name, formula in unit_penalties(weights))


def _penalty(of: _Of) -> Iterator[Form]:
    units = (unit for layer in of.network.units.values() for unit in layer)
    yield Form(" + ".join(f"penalty_{unit}" for unit in units), _claim("penalty", *PENALTIES))


def _objective(of: _Of) -> Iterator[Form]:
    yield Form("E_batch", _claim("penalty", NO_PENALTY))
    yield from (Form(f"{error} + penalty", _claim("penalty", *PENALTIES)) for error in ("E_batch", "E_total"))


def _batch_gradient(of: _Of) -> Iterator[Form]:
    parameter = of.shape.parameter
    sums = [(f"sum_{parameter}{divided}", _claim("reduction", name)) for name, divided in REDUCTIONS.items()]
    for start, claims in (*sums, (f"dE_total/d{parameter}", ())):
        if parameter not in of.network.weights:
            yield Form(start, claims)
            continue
        for name, slopes in penalty_slopes(parameter):
            yield Form(start + slopes, (*claims, *_claim("penalty", name)))


def _optimizer(of: _Of) -> Iterator[Form]:
    """All rows of the phase update: what optimizer they are of shows in their formulas."""
    names = optimizers_with(of.shape.operation, of.shape.parameter, of.shape.formula)
    if names:
        yield Form(of.shape.formula, _claim("optimizer", *names))


_FORMS: dict[str, Forms] = {
    "net": _net,
    "out": _out,
    "dropout": _dropout,
    "error": _error,
    "sample_error": _sample_error,
    "error_sum": _fixed("E_sum + E_total"),
    "contribution": _contribution,
    "input_gradient": _input_gradient,
    "dE_dout": _blame,
    "dout_dnet": _slope,
    "delta": _delta,
    "gradient": _gradient,
    "gradient_sum": _fixed("sum_{p} + dE_total/d{p}"),
    "batch_error": _batch_error,
    "unit_penalty": _unit_penalty,
    "penalty": _penalty,
    "objective": _objective,
    "batch_gradient": _batch_gradient,
}
