"""Numbers of books, lectures and programs, right and wrong: each is found at its line, with what leads to it."""

from __future__ import annotations

from math import exp

import pytest

from explainer.engine.scenario.printed_number import read_typed
from explainer.files.examples import example
from explainer.variants.finding.find import find


def first(number, scenario):
    """Return the first match: the update, what the number is called, and what leads to it."""
    match = find(read_typed(number), example(scenario)).matches[0]
    return match.update, match.name, [change.words for change in match.changes]


@pytest.mark.parametrize(
    ("number", "update", "symbol"),
    [
        ("0.3775", 1, "net_h1"),
        ("0.593269992", 1, "out_h1"),
        ("0.75136507", 1, "out_o1"),
        ("0.274811083", 1, "E_o1"),
        ("0.298371109", 1, "E_total"),
        ("0.186815602", 1, "dout_o1/dnet_o1"),
        ("0.138498562", 1, "delta_o1"),
        ("0.082167041", 1, "dE_total/dw5"),
        ("0.035891648e1", 1, "w5+"),
        ("0.000438568", 1, "dE_total/dw1"),
        ("0.149780716", 1, "w1+"),
        ("0.291027774", 2, "E_total"),
    ],
)
def test_a_right_number_of_the_worked_example_is_found_as_it_is(number, update, symbol):
    assert first(number, "mazur") == (update, symbol, [])


@pytest.mark.parametrize(
    ("number", "change"),
    [
        ("0.291027924", "update_order: sequential"),
        ("0.305640633", "bug: sign"),
        ("0.283618982", "learning_rate: 1"),
        ("0.258260", "bug: no_out_slope"),
        ("0.291024764", "bug: hid_no_slope"),
        ("0.291028014", "bug: out_slope_in_hidden"),
        ("0.303432", "bug: slope_of_net"),
        ("0.289771", "bug: slope_at_out"),
        ("0.291027283", "bug: one_path"),
        ("0.291026273", "bug: no_weight"),
        ("0.291027661", "bug: no_transpose"),
        ("0.297448", "bug: input_not_hidden"),
        ("0.293627", "bug: grad_uses_net"),
    ],
)
def test_the_error_after_an_update_tells_what_was_done_instead(number, change):
    assert first(number, "mazur") == (2, "E_total", [change])


@pytest.mark.parametrize(
    ("number", "scenario", "symbol", "changes"),
    [
        ("-0.019049119", "mazur", "dE_o2/dout_h1", ["rounded: 9 decimals"]),
        ("0.74136", "mazur", "dE_total/dout_o1", ["cut"]),
        (
            "0.928181",
            "mazur",
            "delta_o1",
            ["slip at delta_o1: You added dE_total/dout_o1 and dout_o1/dnet_o1 instead of multiplying them."],
        ),
        (
            "0.08309914",
            "mazur",
            "dE_total/db_o1",
            ["biases: per_unit", "slip at dE_total/db_o1: You multiplied by b_o1, the bias itself."],
        ),
        ("1.06837185", "schiendorfer", "w5+", ["learning_rate: 0.65"]),
        ("-0.952", "victorzhou_alice", "dE_total/dout_o1", ["cut"]),
        ("0.0214", "victorzhou_alice", "dE_total/dw1", ["cut"]),
        ("0.272392", "macleod_rgu_correct", "w5+", ["printed before"]),
        ("0.7978", "macleod_rgu_correct", "w2+", ["update_order: sequential"]),
        ("0.62138596155553", "brownlee_backward", "out_o1", ["weights: 0"]),
        (
            "0.200945",
            "geeksforgeeks",
            "w1+",
            ["printed before", "slip at w1+: You added learning_rate*dE_total/dw1 instead of subtracting it."],
        ),
    ],
)
def test_a_number_that_a_book_cut_or_went_on_with_is_explained(number, scenario, symbol, changes):
    assert first(number, scenario) == (1, symbol, changes)


def test_among_the_ways_to_a_number_is_the_slip_at_its_line_and_the_bug_of_a_program():
    ways = [
        [change.words for change in match.changes] for match in find(read_typed("0.74136507"), example("mazur")).matches
    ]
    assert ways[0] == []
    assert ways[1] == ["slip at delta_o1: You left out the slope, dout_o1/dnet_o1."]
    assert ["bug: no_out_slope"] in ways


def test_a_cut_number_of_a_slip_is_found_as_well():
    found = find(read_typed("0.74136"), example("mazur")).matches
    assert ["slip at delta_o1: You left out the slope, dout_o1/dnet_o1.", "cut"] in [
        [change.words for change in match.changes] for match in found
    ]


def test_two_slips_one_after_the_other_are_found():
    def out(net):
        return 1 / (1 + exp(-net))

    out_h1, out_h2 = out(0.375), out(0.3925)  # the inputs of h1 exchanged
    number = f"{out(0.4 * out_h1 + 0.45 * out_h2):.8f}"  # and no bias at o1
    assert first(number, "mazur") == (
        1,
        "out_o1",
        ["slip at net_h1: You exchanged i1 and i2.", "slip at net_o1: You left out the bias, b2."],
    )
