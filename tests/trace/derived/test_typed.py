"""Typed lines: equal ones are told to be, in whatever form; others differ by numbers that are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_chains import known_of, line_named

from explainer.files.examples import example
from explainer.functions.own.grammar import FormulaError
from explainer.trace.derived.typed import judged, letters_of, read_line
from explainer.trace.formula.notation import Writing


def words(known, name, *texts):
    symbol = line_named(known, name).symbol
    rules = [read_line(known, symbol, text) for text in texts]
    return [one.words for one in judged(known, symbol, rules, Writing())]


EQUAL = [
    ("mazur", "dout_o1/dnet_o1", "exp(net)/(1 + exp(net))**2"),
    ("mazur", "dout_o1/dnet_o1", "(1 - tanh(z/2)**2)/4"),
    ("mazur", "dout_o1/dnet_o1", "= out_o1·(1 − out_o1)"),
    ("mazur", "dE_total/dout_o1", "out - target"),
    ("mazur", "dE_total/dout_o1", "2*0.5*(t - o)**(2 - 1)*(-1) + 0"),
    ("mazur", "delta_o1", "-(t - o)*o*(1 - o)"),
    ("mazur", "dE_total/dw5", "delta_o1*out_h1"),
    ("mazur", "dE_total/dout_h1", "delta_o1*w5 + delta_o2*w7"),
    ("mazur", "delta_h1", "(delta_o1*w5 + delta_o2*w7)*o*(1 - o)"),
    ("square", "dout_h1/dnet_h1", "1 - tanh(net)**2"),
    ("square", "dout_h1/dnet_h1", "4/(exp(z) + exp(-z))**2"),
    ("dying_relu", "dout_h1/dnet_h1", "max(0, sign(net))"),
    ("saturated_entropy", "delta_o1", "(1 - t)*o - t*(1 - o)"),
    ("saturated_entropy", "E_o1", "-(t*log(o) + (1 - t)*log(1 - o))"),
    ("blobs", "delta_o2", "(target_o1 + target_o2 + target_o3)*o - t"),
    ("l2", "dE_batch/dw1", "sum_w1/n + l2/m*w1"),
]


@pytest.mark.parametrize(("name", "made", "text"), EQUAL)
def test_an_equal_form_is_equal(name, made, text):
    assert words(known_of(example(name)), made, text) == ["Line 1 is equal to the formula."]


@pytest.mark.parametrize(
    ("name", "made", "text", "said"),
    [
        ("mazur", "dout_o1/dnet_o1", "1 - out", "at the current numbers 0.248635 against 0.186816."),
        ("mazur", "dE_total/dout_o1", "target - out", "at the current numbers −0.741365 against 0.741365."),
        ("square", "dout_h1/dnet_h1", "out*(1 - out)", "at the current numbers 0.0503644 against 0.103558."),
        ("dying_relu", "dout_h1/dnet_h1", "0", "at other numbers than the current ones 0 against 1."),
    ],
)
def test_another_form_differs_by_numbers(name, made, text, said):
    (told,) = words(known_of(example(name)), made, text)
    assert told == f"Line 1 differs from the formula: {said}"


def test_the_line_that_breaks_a_chain_is_named_with_the_line_before_it():
    known = known_of(example("mazur"))
    told = words(
        known, "dout_o1/dnet_o1", "out - out**2", "exp(-z)/(1 + exp(-z))**2", "exp(-z)/(1 + exp(-z))", "o*(1 - o)"
    )
    assert told[:2] == ["Line 1 is equal to the formula.", "Line 2 is equal to line 1."]
    assert told[2] == "Line 3 differs from line 2: at the current numbers 0.248635 against 0.186816."
    assert told[3].startswith("Line 4 differs from line 3: ")
    assert told[3].endswith(" It is equal to the formula again.")


def test_a_line_that_is_equal_to_a_slope_on_the_way_is_told_so():
    (told,) = words(known_of(example("saturated_entropy")), "delta_o1", "o*(1 - o)")
    assert told.endswith("It is equal to ∂out_o1/∂net_o1.")


def test_where_rounding_leaves_few_digits_an_equal_form_is_equal_all_the_same():
    scenario = example("saturated_entropy")
    known = known_of(replace(scenario, theta=scenario.theta * 4.4))
    assert words(known, "delta_o1", "((1 - t)/(1 - o) - t/o)*exp(-z)/(1 + exp(-z))**2") == [
        "Line 1 is equal to the formula."
    ]


def test_a_line_without_a_value_anywhere_cannot_be_compared():
    (told,) = words(known_of(example("mazur")), "dout_o1/dnet_o1", "log(-1 - out)")
    assert told == "Line 1 has no value at the numbers that were tried, so it cannot be compared with the formula."


def test_the_names_are_those_of_the_formula_and_short_ones_of_its_unit():
    known = known_of(example("mazur"))
    letters = letters_of(known, line_named(known, "dE_total/dout_o1").symbol)
    assert {"target", "t", "target_o1", "out", "o", "out_o1"} <= {*letters}
    assert "out_o2" not in letters


def test_a_name_of_another_formula_is_refused_with_its_place():
    known = known_of(example("mazur"))
    with pytest.raises(FormulaError, match="character 5: “w5”"):
        read_line(known, line_named(known, "dout_o1/dnet_o1").symbol, "=2**w5")
