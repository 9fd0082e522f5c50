"""The three notations: what every quantity is called, and that a formula says the same in each of them."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from strategies import examples, scenarios
from traces import find, rich, trace_of
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import symbols
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import relation
from explainer.trace.notations.naming import (
    parameter_label,
    parameter_name,
    parameter_names,
    spoken_name,
    symbol_name,
    symbol_tex,
    unit_captions,
)
from explainer.trace.typeset.pieces import (
    Fraction,
    Tex,
    Text,
    formula_pieces,
    number_pieces,
    short_form_pieces,
    symbol_pieces,
)

_, THETA, MATRIX = Notation


def every_symbol(scenario):
    """Return the symbols of an update by their names in a worked trace; of w5+ and w5 each one."""
    trace = trace_of(scenario)
    found = {symbol for step in trace for symbol in (step.symbol, *symbols(step.rule))}
    return {symbol_name(scenario, symbol): symbol for symbol in found}


FRACTION = (r"\partial J", r"\partial a_{1}^{(3)}")
OF_MAZUR = [
    # worked, on screen | theta: file, screen, TeX | matrix: file, screen, TeX
    ("i2", "i2", "a1_2", "a₂⁽¹⁾", ("a_{2}^{(1)}",), "a1_2", "a¹₂", ("a^{1}_{2}",)),
    ("net_h1", "net_h1", "z2_1", "z₁⁽²⁾", ("z_{1}^{(2)}",), "z2_1", "z²₁", ("z^{2}_{1}",)),
    ("out_h1", "out_h1", "a2_1", "a₁⁽²⁾", ("a_{1}^{(2)}",), "a2_1", "a²₁", ("a^{2}_{1}",)),
    ("w5", "w5", "Theta2_1_1", "Θ₁₁⁽²⁾", (r"\Theta_{11}^{(2)}",), "w3_1_1", "w³₁₁", ("w^{3}_{11}",)),
    ("w2", "w2", "Theta1_1_2", "Θ₁₂⁽¹⁾", (r"\Theta_{12}^{(1)}",), "w2_1_2", "w²₁₂", ("w^{2}_{12}",)),
    ("w5+", "w5⁺", "Theta2_1_1", "Θ₁₁⁽²⁾", (r"\Theta_{11}^{(2)}",), "w3_1_1", "w³₁₁", ("w^{3}_{11}",)),
    ("target_o2", "target_o2", "y_2", "y₂", ("y_{2}",), "y_2", "y₂", ("y_{2}",)),
    ("E_o2", "E_o2", "J_2", "J₂", ("J_{2}",), "E_2", "E₂", ("E_{2}",)),
    ("E_total", "E_total", "J", "J(Θ)", (r"J(\Theta)",), "E", "E", ("E",)),
    ("delta_o1", "δ_o1", "delta3_1", "δ₁⁽³⁾", (r"\delta_{1}^{(3)}",), "delta3_1", "δ³₁", (r"\delta^{3}_{1}",)),
    (
        *("dE_total/dout_o1", "∂E_total/∂out_o1"),
        *("dJ/da3_1", "∂J/∂a₁⁽³⁾", FRACTION),
        *("dE/da3_1", "∂E/∂a³₁", (r"\partial E", r"\partial a^{3}_{1}")),
    ),
    (
        *("dout_h2/dnet_h2", "∂out_h2/∂net_h2"),
        *("g_prime2_2", "g′(z₂⁽²⁾)", ("g'(z_{2}^{(2)})",)),
        *("sigma_prime2_2", "σ′(z²₂)", (r"\sigma'(z^{2}_{2})",)),
    ),
    (
        *("dE_o2/dout_h1", "∂E_o2/∂out_h1"),
        *("dJ_2/da2_1", "∂J₂/∂a₁⁽²⁾", (r"\partial J_{2}", r"\partial a_{1}^{(2)}")),
        *("dE_2/da2_1", "∂E₂/∂a²₁", (r"\partial E_{2}", r"\partial a^{2}_{1}")),
    ),
    (
        *("dE_total/dw6", "∂E_total/∂w6"),
        *("D2_1_2", "D₁₂⁽²⁾", ("D_{12}^{(2)}",)),
        *("dE/dw3_1_2", "∂E/∂w³₁₂", (r"\partial E", r"\partial w^{3}_{12}")),
    ),
    ("learning_rate", "η", "alpha", "α", (r"\alpha",), "eta", "η", (r"\eta",)),
]


@pytest.mark.parametrize("row", OF_MAZUR, ids=lambda row: row[0])
def test_the_worked_example_in_three_notations(row):
    scenario, (name, worked, *others) = mazur(), row
    symbol = every_symbol(scenario)[name]
    assert spoken_name(scenario, symbol) == worked
    for notation, expected in ((THETA, others[:3]), (MATRIX, others[3:])):
        forms = (symbol_name, spoken_name, symbol_tex)
        assert [form(scenario, symbol, notation) for form in forms] == expected


OF_BATCH = {
    "E_total": (r"J_{sample}", "J_sample", "E_{sample}", "E_sample"),
    "E_sum": (r"J_{sum}", "J_sum", "E_{sum}", "E_sum"),
    "E_batch": (r"J_{batch}", "J_batch", "E_{batch}", "E_batch"),
    "objective": (r"J(\Theta)", "J(Θ)", "E", "E"),
    "penalty": ("penalty", "penalty", "penalty", "penalty"),
    "penalty_o1": ("penalty_{1}^{(4)}", "penalty₁⁽⁴⁾", "penalty^{4}_{1}", "penalty⁴₁"),
    "sum_w5": (r"\Delta_{11}^{(2)}", "Δ₁₁⁽²⁾", "sum_{w^{3}_{11}}", "sum_w³₁₁"),
    "sum_b_o2": (r"\Delta_{20}^{(3)}", "Δ₂₀⁽³⁾", "sum_{b^{4}_{2}}", "sum_b⁴₂"),
    "dE_total/dw5": (
        *((r"\partial J_{sample}", r"\partial \Theta_{11}^{(2)}"), "∂J_sample/∂Θ₁₁⁽²⁾"),
        *((r"\partial E_{sample}", r"\partial w^{3}_{11}"), "∂E_sample/∂w³₁₁"),
    ),
    "dE_batch/dw5": ("D_{11}^{(2)}", "D₁₁⁽²⁾", (r"\partial E", r"\partial w^{3}_{11}"), "∂E/∂w³₁₁"),
    "dE_batch/db_o2": ("D_{20}^{(3)}", "D₂₀⁽³⁾", (r"\partial E", r"\partial b^{4}_{2}"), "∂E/∂b⁴₂"),
    "dE_via_h3_2/dpassed_h2_1": (
        *((r"\partial J_{via\;2}^{(3)}", r"\partial \tilde{a}_{1}^{(2)}"), "∂J_via₂⁽³⁾/∂ã₁⁽²⁾"),
        *((r"\partial E^{3}_{via\;2}", r"\partial \tilde{a}^{2}_{1}"), "∂E_via³₂/∂ã²₁"),
    ),
    "dE_total/dpassed_h3_1": (
        *((r"\partial J_{sample}", r"\partial \tilde{a}_{1}^{(3)}"), "∂J_sample/∂ã₁⁽³⁾"),
        *((r"\partial E_{sample}", r"\partial \tilde{a}^{3}_{1}"), "∂E_sample/∂ã³₁"),
    ),
    "keep_h2_1": ("r_{1}^{(2)}", "r₁⁽²⁾", "r^{2}_{1}", "r²₁"),
    "passed_h2_1": (r"\tilde{a}_{1}^{(2)}", "ã₁⁽²⁾", r"\tilde{a}^{2}_{1}", "ã²₁"),
    "velocity_w5": (
        *(r"velocity_{\Theta_{11}^{(2)}}", "velocity_Θ₁₁⁽²⁾"),
        *("velocity_{w^{3}_{11}}", "velocity_w³₁₁"),
    ),
    "momentum": ("momentum", "momentum", "momentum", "momentum"),
    "dropout": ("dropout", "dropout", "dropout", "dropout"),
    "m": ("m", "m", "m", "m"),
    "n": ("m", "m", "n", "n"),
    "l1": (r"\lambda_1", "λ₁", r"\lambda_1", "λ₁"),
    "l2": (r"\lambda_2", "λ₂", r"\lambda_2", "λ₂"),
}


@pytest.mark.parametrize("name", OF_BATCH)
def test_a_batch_with_everything_in_theta_and_matrix(name):
    scenario = rich(dropout=0.5)
    symbol = every_symbol(scenario)[name]
    theta_tex, theta, matrix_tex, matrix = OF_BATCH[name]
    for notation, tex, shown in ((THETA, theta_tex, theta), (MATRIX, matrix_tex, matrix)):
        assert symbol_tex(scenario, symbol, notation) == ((tex,) if isinstance(tex, str) else tex)
        assert spoken_name(scenario, symbol, notation) == shown


def test_n_stays_n_where_a_batch_is_not_all_the_data():
    scenario = rich((2, 2, 1), batch_size=1)
    assert [symbol_name(scenario, Symbol(Quantity.BATCH_SIZE), notation) for notation in Notation] == ["n", "n", "n"]


def test_the_learning_rate_of_theta_leaves_rmsprop_another_letter():
    scenario = rich((1, 1), "rmsprop")
    kept, rate = Symbol(Quantity.OPTION, name="alpha"), Symbol(Quantity.LEARNING_RATE)
    assert [spoken_name(scenario, kept, notation) for notation in Notation] == ["α", "ρ", "α"]
    assert [spoken_name(scenario, rate, notation) for notation in Notation] == ["η", "α", "η"]
    assert symbol_name(scenario, kept, THETA) == "rho"


def test_settings_of_optimizers_have_the_letters_of_books_on_screen():
    scenario = rich((1, 1), "adam")
    found = [spoken_name(scenario, Symbol(Quantity.OPTION, name=name)) for name in ("beta1", "beta2", "epsilon")]
    assert found == ["β₁", "β₂", "ε"]


def test_in_sequential_order_the_backward_pass_meets_new_weights():
    scenario = mazur(update_order="sequential")
    weight = Symbol(Quantity.BACKWARD_WEIGHT, parameter=scenario.network.layers[2].weight(0, 0))
    assert [spoken_name(scenario, weight, notation) for notation in Notation] == ["w5⁺", "Θ₁₁⁽²⁾", "w³₁₁"]


@pytest.mark.parametrize(
    ("biases", "expected", "labels"),
    [
        ("frozen", ["b1", "Theta1_0", "b2"], ["b1", "Θ₀⁽¹⁾", "b²"]),
        ("shared", ["b1", "Theta1_0", "b2"], ["b1", "Θ₀⁽¹⁾", "b²"]),
        ("per_unit", ["b_h1", "Theta1_1_0", "b2_1"], ["b_h1", "Θ₁₀⁽¹⁾", "b²₁"]),
    ],
)
def test_a_bias_that_a_layer_has_in_common_belongs_to_no_unit(biases, expected, labels):
    scenario = mazur(biases)
    bias = scenario.network.parameter(scenario.network.layers[1].bias_start)
    assert [parameter_name(scenario, bias, notation) for notation in Notation] == expected
    assert [parameter_label(scenario, bias, notation) for notation in Notation] == labels


def test_frozen_biases_stand_in_sums_as_the_entries_of_column_0():
    assert find(mazur(), "net_h2").row(THETA)[10].endswith("+ Theta1_2_0*1")
    assert find(mazur("shared"), "dE_total/db2").row(THETA)[8:11] == ("Theta2_0", "D2_0", "delta3_1 + delta3_2")


def test_columns_of_parameters_follow_the_notation():
    assert list(parameter_names(mazur(), THETA))[-3:] == ["Theta2_2_2", "Theta1_0", "Theta2_0"]
    assert list(parameter_names(mazur("per_unit"), MATRIX))[-3:] == ["b2_2", "b3_1", "b3_2"]


def test_units_have_captions():
    assert [unit_captions(notation) for notation in Notation] == [("net", "out"), ("z", "a"), ("z", "a")]


def test_two_digits_need_a_comma():
    scenario = rich((12, 1))
    weight = Symbol(Quantity.WEIGHT, parameter=9)
    assert spoken_name(scenario, weight, THETA) == "Θ₁,₁₀⁽¹⁾"
    assert symbol_tex(scenario, weight, MATRIX) == ("w^{2}_{1,10}",)
    assert symbol_name(scenario, weight, THETA) == "Theta1_1_10"
    assert spoken_name(scenario, Symbol(Quantity.OUT, 0, 0, 11), MATRIX) == "a¹₁₂"


ONE_SIGN = [
    {Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.NEW},
    {Quantity.MEMORY, Quantity.MEMORY_BEFORE},
    {Quantity.SCALAR, Quantity.SCALAR_BEFORE},
    {Quantity.BATCH_SIZE, Quantity.DATA_SIZE},
]


def element(symbol):
    """Return what a symbol belongs to: its place, without sample and quantity."""
    parameter = -1 if symbol.quantity is Quantity.CONTRIBUTION else symbol.parameter
    return symbol._replace(sample=-1, quantity="", parameter=parameter)


@examples(20)
@given(scenarios())
def test_different_things_have_different_names_in_an_update(scenario):
    """Only the old and the new value of one thing share a sign, and the m of theta where both counts are the same."""
    trace = trace_of(scenario)
    found = {symbol for step in trace for symbol in (step.symbol, *symbols(step.rule))}
    for notation in (THETA, MATRIX):
        for form in (symbol_name, spoken_name, symbol_tex):
            named = {}
            for symbol in found:
                other = named.setdefault(form(scenario, symbol, notation), symbol)
                pair = {other.quantity, symbol.quantity}
                assert element(other) == element(symbol)
                assert len(pair) == 1 or any(pair <= together for together in ONE_SIGN), pair
                if pair == {Quantity.BATCH_SIZE, Quantity.DATA_SIZE}:
                    assert read(trace.of, other) == read(trace.of, symbol)


@examples(20)
@given(scenarios())
def test_an_old_value_under_the_same_sign_is_told_by_the_relation(scenario):
    for step in trace_of(scenario):
        for notation, sign in ((THETA, ":="), (MATRIX, "←")):
            made = symbol_name(scenario, step.symbol, notation)
            others = [part for part in symbols(step.rule) if part != step.symbol]
            stands_on_both_sides = made in {symbol_name(scenario, part, notation) for part in others}
            assert relation(step, notation) == (sign if stands_on_both_sides else "="), step.row()
        assert relation(step) == "="


SLOPE = re.compile(r"d[A-Z]\w*/d\w+")
FUNCTIONS = {"exp": math.exp, "abs": abs, "sign": np.sign}


def carried_out(rows, given):
    """Carry out the formulas of rows as a Python program; return the variables, and what each row came to."""
    variables, results = dict(given), []
    for row in rows:
        symbol, formula = (SLOPE.sub(lambda found: found[0].replace("/", "_by_"), cell) for cell in row[9:11])
        assert symbol.isidentifier()
        variables[symbol] = eval(formula, {"__builtins__": {}, **FUNCTIONS}, variables)
        results.append(variables[symbol])
    return variables, results


GIVEN = {
    THETA: {
        **{"a1_1": 0.05, "a1_2": 0.10, "y_1": 0.01, "y_2": 0.99, "alpha": 0.5},
        **{"Theta1_1_0": 0.35, "Theta1_1_1": 0.15, "Theta1_1_2": 0.20},
        **{"Theta1_2_0": 0.35, "Theta1_2_1": 0.25, "Theta1_2_2": 0.30},
        **{"Theta2_1_0": 0.60, "Theta2_1_1": 0.40, "Theta2_1_2": 0.45},
        **{"Theta2_2_0": 0.60, "Theta2_2_1": 0.50, "Theta2_2_2": 0.55},
    },
    MATRIX: {
        **{"a1_1": 0.05, "a1_2": 0.10, "y_1": 0.01, "y_2": 0.99, "eta": 0.5},
        **{"w2_1_1": 0.15, "w2_1_2": 0.20, "b2_1": 0.35, "w2_2_1": 0.25, "w2_2_2": 0.30, "b2_2": 0.35},
        **{"w3_1_1": 0.40, "w3_1_2": 0.45, "b3_1": 0.60, "w3_2_1": 0.50, "w3_2_2": 0.55, "b3_2": 0.60},
    },
}


@pytest.mark.parametrize("notation", [THETA, MATRIX])
def test_the_formulas_of_the_worked_example_run_as_python(notation):
    """From the given numbers alone the formulas, as Python, reach every value and the published new weights."""
    trace = trace_of(mazur())
    rows = [step.row(notation) for step in trace]
    variables, results = carried_out(rows, GIVEN[notation])
    assert results == pytest.approx([float(row[12]) for row in rows], rel=1e-12)
    w5 = {THETA: "Theta2_1_1", MATRIX: "w3_1_1"}[notation]
    assert variables[w5] == pytest.approx(0.35891648, abs=5e-9)


@pytest.mark.parametrize("notation", [THETA, MATRIX])
def test_only_names_differ_from_the_worked_trace(notation):
    for scenario in (mazur(), rich(), rich(dropout=0.5, optimizer="adam")):
        for step in trace_of(scenario):
            row, worked = step.row(notation), step.row()
            assert (row[:8], row[11:]) == (worked[:8], worked[11:])
            assert bool(row[8]) == bool(worked[8])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sum_w1", {THETA: ("Delta1_1_1", "Delta1_1_1 + dJ_sample/dTheta1_1_1"), MATRIX: ("sum_w2_1_1", None)}),
        ("dE_batch/dw1", {THETA: ("D1_1_1", "Delta1_1_1/m + lambda_2/m*Theta1_1_1 + lambda_1/m*sign(Theta1_1_1)")}),
        ("velocity_w1", {THETA: ("velocity_Theta1_1_1", "momentum*velocity_Theta1_1_1 + D1_1_1")}),
        ("w1+", {THETA: ("Theta1_1_1", "Theta1_1_1 - alpha*velocity_Theta1_1_1")}),
        ("E_batch", {THETA: ("J_batch", "J_sum/m"), MATRIX: ("E_batch", "E_sum/n")}),
        ("objective", {THETA: ("J", "J_batch + penalty"), MATRIX: ("E", "E_batch + penalty")}),
    ],
)
def test_sums_over_a_batch_are_those_of_the_lectures(name, expected):
    step = find(rich(), name)
    for notation, (symbol, formula) in expected.items():
        row = step.row(notation)
        assert row[9] == symbol
        assert formula is None or row[10] == formula


def tex_of(pieces):
    (piece,) = pieces
    return piece.tex


def test_pieces_follow_the_writing():
    step = find(mazur(), "dE_total/dw5")
    assert isinstance(symbol_pieces(step)[0], Fraction)
    assert tex_of(symbol_pieces(step, Writing(THETA))) == "D_{11}^{(2)}"
    found = [piece.tex for piece in formula_pieces(step, Writing(MATRIX)) if isinstance(piece, Tex)]
    assert found == [r"\delta^{3}_{1}", "a^{2}_{1}"]
    numbers = [piece.text for piece in number_pieces(Known.after(step), Writing(digits=9)) if isinstance(piece, Text)]
    assert numbers == ["0.138498562", "0.593269992"]


def test_an_exponent_does_not_stand_on_a_layer():
    step = find(rich((1, 1)), "penalty_o1")
    found = [piece.tex for piece in formula_pieces(step, Writing(THETA)) if isinstance(piece, Tex)]
    assert r"(\Theta_{11}^{(1)})^{2}" in found
    assert next(piece.tex for piece in formula_pieces(step) if isinstance(piece, Tex)) == "w_{1}^{2}"


def test_an_activation_is_also_a_function_of_its_net_input():
    step = find(mazur(), "out_h1")
    assert short_form_pieces(step) == ()
    assert tex_of(short_form_pieces(step, Writing(THETA))) == "g(z_{1}^{(2)})"
    assert tex_of(short_form_pieces(step, Writing(MATRIX))) == r"\sigma(z^{2}_{1})"
    assert short_form_pieces(find(mazur(), "net_h1"), Writing(THETA)) == ()


def test_a_softmax_is_no_function_of_one_net_input():
    network = Network.of(default_names([1, 2]), ["softmax"], "per_unit")
    data = Data(frozen([[0.5]]), frozen([[0.0, 1.0]]))
    scenario = Scenario(network, frozen([0.1, 0.2, 0.3, 0.4]), data, loss="categorical_cross_entropy")
    assert short_form_pieces(find(scenario, "out_o1"), Writing(THETA)) == ()
