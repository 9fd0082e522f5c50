"""Symbols in TeX, and formulas as pieces in a row: the same symbols in the same places, and the same value."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    evaluate,
    symbols,
)
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.notation import show
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace
from explainer.trace.notations.naming import symbol_name, symbol_tex
from explainer.trace.typeset.pieces import (
    Fraction,
    Operator,
    Raised,
    Tex,
    Text,
    arrange,
    formula_pieces,
    number_pieces,
    symbol_pieces,
    tex_in,
)


def named(names, biases="per_unit", optimizer="momentum", dropout=0.0):
    """Return two samples with all settings on, so that every kind of symbol appears."""
    network = Network.of(names, ["sigmoid"] * (len(names) - 1), biases)
    rng = np.random.default_rng(0)
    data = Data(frozen(rng.normal(size=(2, len(names[0])))), frozen(rng.uniform(size=(2, len(names[-1])))))
    options = OPTIMIZERS[optimizer].options
    theta = frozen(rng.normal(size=network.size))
    settings = OptimizerSettings(optimizer, 0.5, options)
    return Scenario(network, theta, data, l1=0.1, l2=0.2, dropout=dropout, optimizer=settings)


def every_symbol(scenario):
    """Return the symbols of an update by their plain names."""
    trace = Trace(Run(scenario).pass_of(1))
    found = {symbol for step in trace for symbol in (step.symbol, *symbols(step.rule))}
    return {symbol_name(scenario, symbol): symbol for symbol in found}


def tex(scenario):
    return {name: symbol_tex(scenario, symbol) for name, symbol in every_symbol(scenario).items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("i1", ("i_{1}",)),
        ("w5", ("w_{5}",)),
        ("b_h1", ("b_{h1}",)),
        ("net_h1", ("net_{h1}",)),
        ("out_h1", ("out_{h1}",)),
        ("target_o1", ("target_{o1}",)),
        ("E_o1", ("E_{o1}",)),
        ("E_total", ("E_{total}",)),
        ("E_sum", ("E_{sum}",)),
        ("E_batch", ("E_{batch}",)),
        ("delta_o1", (r"\delta_{o1}",)),
        ("dE_total/dout_o1", (r"\partial E_{total}", r"\partial out_{o1}")),
        ("dout_h1/dnet_h1", (r"\partial out_{h1}", r"\partial net_{h1}")),
        ("dE_o1/dout_h1", (r"\partial E_{o1}", r"\partial out_{h1}")),
        ("dE_total/dw5", (r"\partial E_{total}", r"\partial w_{5}")),
        ("dE_batch/db_o1", (r"\partial E_{batch}", r"\partial b_{o1}")),
        ("sum_w5", ("sum_{w_{5}}",)),
        ("velocity_b_h1", ("velocity_{b_{h1}}",)),
        ("penalty_h1", ("penalty_{h1}",)),
        ("penalty", ("penalty",)),
        ("objective", ("objective",)),
        ("w5+", ("w_{5}^{+}",)),
        ("b_h1+", ("b_{h1}^{+}",)),
        ("learning_rate", (r"\eta",)),
        ("momentum", ("momentum",)),
        ("n", ("n",)),
        ("m", ("m",)),
        ("l1", (r"\lambda_1",)),
        ("l2", (r"\lambda_2",)),
    ],
)
def test_symbols_are_written_as_in_the_worked_example(name, expected):
    assert tex(named(default_names([2, 2, 2])))[name] == expected


def test_a_bias_in_common_has_a_number():
    assert tex(mazur())["b1"] == ("b_{1}",)


def test_between_hidden_layers_an_error_goes_via_a_unit():
    found = tex(named(default_names([2, 2, 2, 1])))
    assert found["dE_via_h3_1/dout_h2_2"] == (r"\partial E_{via\;h3\_1}", r"\partial out_{h2\_2}")


def test_a_persons_names_are_text():
    found = tex(named([("height_cm", "x12y"), ("my_unit",), ("o1",)]))
    assert found["height_cm"] == (r"height\_cm",)
    assert found["x12y"] == ("x12y",)
    assert found["net_my_unit"] == (r"net_{my\_unit}",)
    assert found["b_my_unit"] == (r"b_{my\_unit}",)
    assert found["sum_b_my_unit"] == (r"sum_{b_{my\_unit}}",)


def test_every_kind_of_symbol_has_tex():
    names = default_names([2, 2, 2, 1])
    kinds = set()
    for scenario in (named(names), named(names, optimizer="nadam", dropout=0.5)):
        kinds |= {symbol.quantity for symbol in every_symbol(scenario).values()}
        kinds |= {symbol.quantity for step in Trace(Run(scenario).pass_of(1)) for symbol in symbols(step.rule)}
    assert kinds == set(Quantity)


NET, OUT = leaf(Quantity.NET, 0, 1, 0), leaf(Quantity.OUT, 0, 1, 0)


def words(pieces):
    """Pieces as one line of text: ⟨top/bottom⟩ for a fraction, ^{…} for what is raised."""
    written = []
    for piece in pieces:
        match piece:
            case Text(text):
                written.append(text)
            case Operator(text):
                written.append(f" {text} " if text else " ")
            case Tex(tex):
                written.append(tex)
            case Fraction(top, bottom):
                written.append(f"⟨{words(top)}/{words(bottom)}⟩")
            case Raised(inner):
                written.append(f"^{{{words(inner)}}}")
    return "".join(written)


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        (NET, -2, "−2"),
        (Sum((NET,)), -2, "−2"),
        (Sum((NET, NET)), -2, "(−2) + (−2)"),
        (Product((Constant(0.5), NET)), -2, "0.5 · (−2)"),
        (Product((NET, Sum((NET, NET)))), 2, "2 · (2 + 2)"),
        (Difference(NET, Difference(NET, NET)), 2, "2 − (2 − 2)"),
        (Negative(Difference(NET, OUT)), 2, "−(2 − 2)"),
        (Negative(NET), -2, "−(−2)"),
        (Sum((NET, Negative(NET))), 2, "2 + (−2)"),
        (Power(NET, Constant(2)), 2, "2^{2}"),
        (Power(NET, Constant(2)), -2, "(−2)^{2}"),
        (Power(NET, Constant(2)), 2e-9, "(2·10⁻⁹)^{2}"),
        (Power(Quotient(NET, NET), Constant(2)), 2, "(⟨2/2⟩)^{2}"),
        (Quotient(NET, Product((Constant(2), NET))), -2, "⟨−2/2 · (−2)⟩"),
        (Product((Quotient(NET, NET), NET)), 2, "⟨2/2⟩ · 2"),
        (Quotient(Constant(1), Sum((Constant(1), Call("exp", (Negative(NET),))))), -2, "⟨1/1 + e^{−(−2)}⟩"),
        (Call("tanh", (NET,)), -2, "tanh(−2)"),
        (Call("max", (Constant(0), NET)), -2, "max(0, −2)"),
        (Call("abs", (NET,)), -2, "|−2|"),
        (Call("sign", (NET,)), -2, "sign(−2)"),
    ],
)
def test_parentheses_stand_where_a_reader_needs_them(rule, value, expected):
    assert words(arrange(rule, lambda symbol: Text(show(value), symbol))) == expected


def test_an_exponent_stands_above_the_index_of_its_symbol():
    assert words(arrange(Power(NET, Constant(2)), lambda symbol: Tex("net_{h1}", "net_h1", symbol))) == "net_{h1}^{2}"


def test_a_line_of_the_worked_example():
    trace = Trace(Run(mazur()).pass_of(1))
    step = next(step for step in trace if step.symbol_text == "out_h1")
    assert words(symbol_pieces(step)) == "out_{h1}"
    assert words(formula_pieces(step)) == "⟨1/1 + e^{−net_{h1}}⟩"
    assert words(number_pieces(Known.after(step))) == "⟨1/1 + e^{−0.3775}⟩"
    assert list(tex_in(formula_pieces(step))) == ["net_{h1}"]


def leaves(pieces):
    """Go through the symbols of pieces; one with parentheses or a fraction bar around it counts once."""
    for piece in pieces:
        match piece:
            case Tex(_, _, symbol):
                yield symbol
            case Text(text, symbol) if symbol and text not in "()":
                yield symbol
            case Fraction(_, _, symbol) if symbol:
                yield symbol
            case Fraction(top, bottom):
                yield from leaves((*top, *bottom))
            case Raised(inner):
                yield from leaves(inner)


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def python(pieces):
    """Pieces as a Python expression, read as a person would read them."""
    return "".join(map(_python, pieces)).replace("−", "-").replace("·", "*")


def _python(piece):
    match piece:
        case Text("|"):
            return "BAR"
        case Text(text):
            return re.sub("·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"e{power[1].translate(SUPERSCRIPTS)}", text)
        case Operator(text):
            return f" {text} "
        case Fraction(top, bottom):
            return f"(({python(top)})/({python(bottom)}))"
        case Raised(inner):
            return f"**({python(inner)})"
    raise AssertionError(piece)


def computed(text):
    text = re.sub("BAR(.*?)BAR", r"abs(\1)", text)
    functions = {name: getattr(math, name) for name in ("log", "log1p", "sqrt", "tanh")}
    functions |= {"max": max, "abs": abs, "sign": np.sign, "step": lambda x: float(x > 0)}
    return eval(text, {**functions, "e": math.e, "__builtins__": {}})


@examples(25)
@given(scenarios())
def test_every_line_says_the_same_in_symbols_and_in_numbers(scenario):
    for step in Trace(Run(scenario).pass_of(1)):
        expected = list(symbols(step.rule))
        assert list(leaves(formula_pieces(step))) == expected
        assert list(leaves(number_pieces(Known.after(step)))) == expected
        exact = arrange(step.rule, lambda symbol, step=step: Text(show(step.read(symbol), 17), symbol))
        own = evaluate(step.rule, step.read)
        size = max([abs(own), *(abs(step.read(symbol)) for symbol in expected)])
        assert computed(python(exact)) == pytest.approx(own, rel=1e-9, abs=1e-9 * size)


def test_a_symbol_is_typeset_from_one_string_or_two_that_its_plain_name_has_too():
    scenario = named(default_names([2, 3, 2, 1]))
    for name, symbol in every_symbol(scenario).items():
        parts = symbol_tex(scenario, symbol)
        assert len(parts) == len(name.split("/"))
        assert all(part.count("{") == part.count("}") for part in parts)


def test_a_long_line_is_broken_where_its_parts_hold_least():
    x = Leaf(Symbol(Quantity.NET, 0, 1, 0))
    rule = Sum((Product((x, x)), Product((x, Sum((x, x))))))
    pieces = arrange(rule, lambda symbol: Text("x", symbol))
    operators = [(piece.text, piece.hold) for piece in pieces if isinstance(piece, Operator)]
    assert operators == [("·", 1), ("+", 0), ("·", 1), ("+", 2)]
