"""`find`: where a number can come from, on the command line."""

from __future__ import annotations

import json

import pytest

from explainer.app.command_line import main
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.lines.trace import Trace


def found(capsys, *words):
    """Return the exit status and what is printed as JSON."""
    status = main(["find", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def changes(report, symbol, update=1):
    """Return what leads to the number at a symbol, most likely first."""
    matches = [match for match in report["matches"] if (match["symbol"], match["update"]) == (symbol, update)]
    return [match["changes"] for match in matches]


def test_a_number_of_the_calculation_is_found_at_its_line(capsys):
    status, report = found(capsys, "0.298371109", "mazur")
    assert status == 0
    assert (report["number"], report["digits"]) == (0.298371109, 9)
    assert report["matches"][0] == {
        "update": 1,
        "step": 11,
        "sample": 1,
        "symbol": "E_total",
        "value": pytest.approx(0.298371109, abs=1e-9),
        "changes": [],
    }


def test_the_famous_number_is_that_of_the_sequential_order(capsys):
    _, report = found(capsys, "0.291027924", "mazur")
    assert [(match["update"], match["step"], match["symbol"]) for match in report["matches"]] == [(2, 11, "E_total")]
    assert report["matches"][0]["changes"] == ["update_order: sequential"]
    _, right = found(capsys, "0.291027774", "mazur")
    assert changes(right, "E_total", update=2)[0] == []


@pytest.mark.parametrize(
    ("number", "symbol", "change"),
    [
        ("-0.13849856", "delta_o1", "sign"),
        ("1.3849856", "delta_o1", "times 10**1"),
        ("0.31849856", "delta_o1", "digits exchanged"),
        ("0.27699712", "delta_o1", "times 2"),
        ("0.74136507", "delta_o1", "slip at delta_o1: You left out the slope, dout_o1/dnet_o1."),
        ("0.05133900", "delta_o1", "slip at delta_o1: You took the error, E_o1, instead of dE_total/dout_o1."),
        ("0.8686", "net_o1", "slip at net_o1: You left out w5*out_h1."),
        ("0.139", "delta_o1", "rounded: 3 decimals"),
        ("0.59674222", "E_total", "loss: squared_error"),
    ],
)
def test_one_change_is_named(capsys, number, symbol, change):
    _, report = found(capsys, number, "mazur")
    assert [change] in changes(report, symbol)


def test_what_a_slip_leads_to_further_on_is_found(capsys):
    """The gradient of w5 of somebody who forgot the slope in the line before."""
    _, report = found(capsys, "0.43982965", "mazur")
    assert ["slip at delta_o1: You left out the slope, dout_o1/dnet_o1."] in changes(report, "dE_total/dw5")


def test_two_changes_are_tried_where_one_does_not_do(capsys):
    status, report = found(capsys, "-0.43982965", "mazur")
    assert status == 0
    assert ["slip at delta_o1: You left out the slope, dout_o1/dnet_o1.", "sign"] in changes(report, "dE_total/dw5")
    assert all(len(match["changes"]) == 2 for match in report["matches"])


def test_given_numbers_are_found(capsys):
    _, report = found(capsys, "0.55", "mazur")
    assert report["matches"][0]["symbol"] == "w8"
    assert report["matches"][0]["step"] == 0


def test_a_number_that_is_nowhere(capsys):
    status, report = found(capsys, "0.123456789012", "mazur")
    assert (status, report["matches"]) == (1, [])
    assert main(["find", "0.123456789012", "mazur"]) == 1
    assert "nowhere" in capsys.readouterr().out


def test_a_short_number_fits_much_and_that_is_said(capsys):
    _, report = found(capsys, "0.3", "mazur")
    assert len(report["matches"]) == 20
    main(["find", "0.3", "mazur"])
    assert f"1 digit fits {report['places']} places." in capsys.readouterr().out
    assert report["places"] > 20


def test_what_is_just_the_number_comes_before_what_is_rounded_to_it(capsys):
    assert found(capsys, "0.3", "mazur")[1]["matches"][0]["symbol"] == "w4"


@pytest.mark.parametrize("number", ["0", "-0"])
def test_nothing_is_only_what_is_nothing(capsys, number):
    status, report = found(capsys, number, "mazur")
    assert status == 0
    assert {match["value"] for match in report["matches"]} == {0}
    assert found(capsys, number, "perceptron")[1]["matches"][0]["changes"] == []


@pytest.mark.parametrize("number", ["0,3775", "0.3775", "3775e-4", "151/400"])
def test_a_number_is_read_however_it_is_written(capsys, number):
    _, report = found(capsys, number, "mazur")
    assert report["matches"][0]["symbol"] == "net_h1"


@pytest.mark.parametrize("number", ["-1e-3", "-,2"])
def test_a_negative_number_is_no_option(capsys, number):
    assert main(["find", number, "mazur"]) in (0, 1)


def test_what_is_no_number_is_refused(capsys):
    assert main(["find", "abc", "mazur"]) == 2
    assert '"abc" is not a number' in capsys.readouterr().err


@pytest.mark.parametrize("scenario", ["l2", "dropout", "valley_adam", "xor_bfgs", "perceptron"])
def test_numbers_of_other_networks_are_found(capsys, scenario):
    run = Run(example(scenario))
    run.advance(1)
    step = Trace(run.pass_of(2))[7]
    status, report = found(capsys, repr(step.value), scenario)
    assert status == 0
    assert any(match["symbol"] == step.symbol_text and not match["changes"] for match in report["matches"])
