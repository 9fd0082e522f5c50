"""Layer forms: NumPy, given the blocks of an equation, gets the result; what is known and marked follows the line."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur, square

from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example
from explainer.files.locate import load
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
    children,
    symbols,
)
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace
from explainer.trace.matrix.form import number_at, rows_of
from explainer.trace.matrix.forms import layer_form
from explainer.trace.matrix.written import arranged, form_summary, form_text, plain
from explainer.trace.words.origin import origin_of


def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()


FUNCTIONS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(0, z),
    "leaky_relu": lambda z: np.maximum(0.01 * z, z),
    "step": lambda z: np.where(z > 0, 1.0, 0.0),
    "softmax": softmax,
    "g": lambda z: 1 / (1 + np.exp(-z)),
    "matmul": np.matmul,
    "sum": lambda x: x.sum().reshape(1, 1),
    "diag": lambda x: np.diag(x[:, 0]),
    "abs": np.abs,
    "max": np.maximum,
    "min": np.minimum,
    **{name: getattr(np, name) for name in ("exp", "log", "sqrt", "sign")},
}


def numbers_of(block, known):
    """The numbers of a block, NaN where they are not known."""
    return np.array([[number_at(symbol, known) for symbol in row] for row in rows_of(block)], dtype=np.float64)


def every_number(form, block):
    """The numbers of a block, known at the line or not."""
    rows = [[1.0 if symbol is None else read(form.step.of, symbol) for symbol in row] for row in symbols_of(block)]
    return np.array(rows, dtype=float)


def calculated(form, rule):
    """Work out the right-hand side from the numbers of its blocks alone."""
    parts = [calculated(form, part) for part in children(rule)]
    match rule:
        case Leaf(block):
            return every_number(form, block)
        case Constant(value):
            return np.array([[float(value)]])
        case Sum():
            return sum(parts)
        case Difference():
            return parts[0] - parts[1]
        case Product():
            return reduce(entrywise, parts)
        case Quotient():
            return parts[0] / parts[1]
        case Power():
            return parts[0] ** parts[1]
        case Negative():
            return -parts[0]
        case Call(function):
            return FUNCTIONS[function](*parts)


def entrywise(left, right):
    assert left.shape == right.shape or 1 in (left.size, right.size)
    return left * right


def blocks(rule):
    return [*symbols(rule)] if rule else []


def symbols_of(block):
    grid = block.grid
    return [[grid.at(row, column) for column in range(grid.columns)] for row in range(grid.rows)]


def check(step, notation=Notation.WORKED):
    form = layer_form(step, notation)
    result = every_number(form, form.result)
    row, column = form.result.grid.place_of(step.symbol)
    assert form.result.grid.at(row, column) == step.symbol
    assert result[row, column] == step.value
    assert form.caption
    assert form.result.name.tex
    assert form.result.name.plain
    if form.rule is None:
        assert step.formula == step.symbol_text
        return form
    with np.errstate(all="ignore"):
        found = calculated(form, form.rule)
    assert found.shape == result.shape or found.size == 1
    scale = max(1.0, np.abs(result).max())
    found = np.where(stays(form), result, np.broadcast_to(found, result.shape))
    np.testing.assert_allclose(found, result, rtol=1e-9, atol=1e-12 * scale)
    return form


def stays(form):
    """Which entries of an update are frozen, which the caption says."""
    frozen = form.step.scenario.network.frozen if form.step.symbol.quantity is Quantity.NEW else ()
    which = [[symbol.parameter in frozen for symbol in row] for row in symbols_of(form.result)]
    assert np.any(which) == form.caption.endswith("; those that are frozen stay as they are.")
    return which


def check_places(step):
    """The known entries are those whose lines do not come later; each entry is found again in its place."""
    form, trace = layer_form(step), Trace(step.of)
    for block in [form.result, *blocks(form.rule)]:
        is_known = ~np.isnan(numbers_of(block, Known(trace, step.number)))
        for row, placed in enumerate(symbols_of(block)):
            for column, symbol in enumerate(placed):
                if symbol is None:
                    assert every_number(form, block)[row, column] == 1
                    continue
                assert block.grid.at(*block.grid.place_of(symbol)) == symbol
                assert is_known[row, column] == (made_at(trace, symbol) <= step.number)


@examples(12)
@given(scenarios(), st.sampled_from([*Notation]), st.integers(1, 3))
def test_numpy_gets_the_result_from_the_blocks(scenario, notation, number):
    state = None
    for update in range(1, number + 1):
        p = run_pass(scenario, update, state)
        state = p.after
    assume(np.abs(p.arrays.all_z).max() < 300)  # beyond, exp overflows where a row is written in another way
    trace = Trace(p)
    lines = range(1, len(trace) + 1, max(1, len(trace) // 60))
    for line in lines:
        check(trace[line], notation)
    for line in list(lines)[:: max(1, len(lines) // 8)]:
        check_places(trace[line])


@pytest.mark.parametrize(
    "make",
    [mazur, lambda: mazur("per_unit"), lambda: mazur("shared"), square],
    ids=["frozen", "per_unit", "shared", "square"],
)
@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_every_line_of_the_lectures(make, order):
    for step in Trace(run_pass(replace(make(), update_order=order))):
        check(step)
        check_places(step)


def worked(symbol_text, notation=Notation.WORKED, **settings):
    step = next(step for step in Trace(run_pass(mazur("per_unit", **settings))) if step.symbol_text == symbol_text)
    form = layer_form(step, notation)
    return form, f"{form.result.name.plain} {form.relation} {plain(arranged(form.rule))}"


@pytest.mark.parametrize(
    ("symbol", "notation", "text"),
    [
        ("net_h1", "worked", "net⁽²⁾ = w⁽²⁾ out⁽¹⁾ + b⁽²⁾"),
        ("net_h1", "matrix", "z² = w² a¹ + b²"),
        ("net_h1", "theta", "z⁽²⁾ = Θ⁽¹⁾ a⁽¹⁾"),
        ("out_o2", "worked", "out⁽³⁾ = σ(net⁽³⁾)"),
        ("out_o2", "theta", "a⁽³⁾ = g(z⁽³⁾)"),
        ("E_o1", "worked", "e = 0.5 · (target − out⁽³⁾)^⊙2"),
        ("E_total", "worked", "E_total = Σ(e)"),
        ("dE_total/dout_o1", "worked", "∇out⁽³⁾ E = −(target − out⁽³⁾)"),
        ("dout_o1/dnet_o1", "matrix", "σ′(z³) = a³ ⊙ (1 − a³)"),
        ("delta_o1", "worked", "δ⁽³⁾ = ∇out⁽³⁾ E ⊙ σ′(net⁽³⁾)"),
        ("dE_o1/dout_h1", "matrix", "C² = (w³)ᵀ diag(δ³)"),
        ("dE_total/dout_h1", "matrix", "∇a² E = (w³)ᵀ δ³"),
        ("delta_h1", "worked", "δ⁽²⁾ = (w⁽³⁾)ᵀ δ⁽³⁾ ⊙ σ′(net⁽²⁾)"),
        ("delta_h1", "theta", "δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾ ⊙ g′(z⁽²⁾)"),
        ("dE_total/dw5", "worked", "∂E_total/∂w⁽³⁾ = δ⁽³⁾ (out⁽²⁾)ᵀ"),
        ("dE_total/db_h1", "worked", "∂E_total/∂b⁽²⁾ = δ⁽²⁾"),
        ("w5+", "worked", "w⁽³⁾ := w⁽³⁾ − η · ∂E_total/∂w⁽³⁾"),
        ("w5+", "matrix", "w³ ← w³ − η · ∂E/∂w³"),
    ],
)
def test_the_equations_are_those_of_the_lectures(symbol, notation, text):
    assert worked(symbol, Notation(notation))[1] == text


@pytest.mark.parametrize(
    ("notation", "texts"),
    [
        ("worked", ["∂E_total/∂w⁽²⁾", "sum_w⁽²⁾", "∂E_batch/∂w⁽²⁾"]),
        ("matrix", ["∂E_sample/∂w²", "sum_w²", "∂E/∂w²"]),
        ("theta", ["∂J_sample/∂Θ⁽¹⁾", "Δ⁽¹⁾", "D⁽¹⁾"]),
    ],
)
def test_gradients_of_a_batch_are_called_what_its_lines_call_them(notation, texts):
    kinds = (Operation.GRADIENT, Operation.GRADIENT_SUM, Operation.BATCH_GRADIENT)
    steps = list(Trace(run_pass(example("batch"))))
    found = [next(s for s in steps if s.place.operation is kind and not s.is_of_bias) for kind in kinds]
    assert [layer_form(step, Notation(notation)).result.name.plain for step in found] == texts


def numbers(form, wanted):
    """The numbers of the marked entries, block by block."""
    return [
        [read(form.step.of, s) for row in symbols_of(block) for s in row if s is not None and wanted(s)]
        for block in blocks(form.rule)
    ]


@pytest.mark.parametrize(
    ("symbol", "marked"),
    [
        ("net_h1", [[0.15, 0.2], [0.05, 0.1], [0.35]]),  # row 1 of w, all of a, entry 1 of b
        ("net_o2", [[0.5, 0.55], [0.593269992, 0.596884378], [0.6]]),
        ("dE_total/dout_h1", [[0.4, 0.5], [0.138498562, -0.038098236]]),
        ("dE_o2/dout_h1", [[0.5], [-0.038098236]]),
        ("delta_h1", [[0.4, 0.5], [0.138498562, -0.038098236], [0.241300709]]),
        ("dE_total/dw5", [[0.138498562], [0.593269992]]),
        ("dE_total/db_o2", [[-0.038098236]]),
        ("E_o1", [[0.01], [0.751365070]]),
        ("w5+", [[0.4], [0.5], [0.082167041]]),
    ],
)
def test_the_operands_of_the_line_are_marked(symbol, marked):
    """The numbers are printed in the lecture that the example comes from, to nine decimals."""
    form, _ = worked(symbol)
    assert [sorted(x) for x in numbers(form, form.operands.__contains__)] == [
        pytest.approx(sorted(x), abs=1e-8) for x in marked
    ]


def is_known(form, block):
    return (~np.isnan(numbers_of(block, Known.after(form.step)))).tolist()


def test_a_line_knows_nothing_of_what_comes_later():
    form, _ = worked("net_h1")
    assert is_known(form, form.result) == [[True], [False]]
    form, _ = worked("delta_h1")
    assert is_known(form, form.result) == [[True], [False]]
    assert is_known(form, blocks(form.rule)[-1]) == [[True], [False]]  # the slope of h2
    assert all(map(Known.after(form.step).is_known, form.operands))


def test_while_the_result_is_hidden_it_is_an_empty_box():
    form, _ = worked("net_h2")
    known = replace(Known.after(form.step), reveal=Reveal.ASKED)
    assert np.isnan(numbers_of(form.result, known)).tolist() == [[False], [True]]
    assert form_summary(form, known, Writing()).endswith("net_h2 is not computed yet")
    assert "[0.3775; ▢]" in form_text(form, known, Writing())


def test_the_operands_of_every_line_are_known_and_stand_in_the_equation():
    for name in ("mazur_sequential", "dropout", "softmax", "valley_nadam", "l1"):
        trace = Trace(run_pass(example(name)))
        for number in range(1, len(trace) + 1, max(1, len(trace) // 150)):
            step = trace[number]
            form = layer_form(step)
            if form.rule is None:
                continue
            standing = {symbol for block in blocks(form.rule) for row in symbols_of(block) for symbol in row}
            assert form.operands <= standing, step.symbol_text
            assert all(map(Known.after(step).is_known, form.operands)), step.symbol_text


def test_the_sum_before_the_first_sample_is_given():
    trace = Trace(run_pass(square()))
    form = layer_form(next(step for step in trace if step.symbol.quantity is Quantity.GRADIENT_SUM))
    before = blocks(form.rule)[0].grid.at(0, 0)
    assert (before.sample, Known(trace).value(before)) == (-1, 0)
    assert origin_of(trace, before)[1:] == ("0 before the first sample", None)


@pytest.mark.parametrize(
    ("name", "symbol", "expected"),
    [
        ("mazur", "net_o1", "All net inputs of layer 3 at once: a row of weights times the column of inputs, for each"),
        ("xor", "net_o1", "The net input of the only unit of layer 3: a row of weights times the column of inputs."),
        ("xor", "E_total", "There is one output, so its error is the whole."),
        ("xor", "delta_o1", "The delta of the only output"),
        ("xor", "dE_total/db_o1", "The gradient of the bias of layer 3 is its delta"),
        ("mazur", "dE_total/dout_h1", "the deltas above go back along the same weights"),
        ("mazur_sequential", "dE_total/dout_h1", "along weights that are already updated, the classic slip"),
        ("dropout", "dE_total/dout_h1", "none goes through those that are left out"),
    ],
)
def test_a_caption_is_about_this_layer(name, symbol, expected):
    step = next(step for step in Trace(run_pass(load(name))) if step.symbol_text == symbol)
    assert expected in layer_form(step).caption
