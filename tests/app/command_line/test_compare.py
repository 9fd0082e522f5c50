"""`compare`: printed figures held against ours, by what the command prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.app import command_line

EXAMPLES = Path(__file__).parents[2] / "golden" / "published_examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json") if not path.stem.endswith(".expected"))


@pytest.fixture
def compare(capfd, tmp_path):
    """Compare a file's figures; return status, standard output and standard error."""

    def run(scenario, *words):
        if isinstance(scenario, dict):
            path = tmp_path / "scenario.json"
            path.write_text(json.dumps(scenario), encoding="utf-8")
            scenario = path
        capfd.readouterr()
        status = command_line.main(["compare", str(scenario), *words])
        return status, *capfd.readouterr()

    return run


def scenario_with(*figures, **members):
    return {
        "format": "backprop-explainer scenario",
        "version": 2,
        "layers": [
            {"units": 2},
            {"units": 2, "weights": [[0.15, 0.2], [0.25, 0.3]], "biases": [0.35, 0.35]},
            {"units": 2, "weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6, 0.6]},
        ],
        "data": {"inputs": [[0.05, 0.1]], "targets": [[0.01, 0.99]]},
        "biases": "frozen",
        "published": {"source": "A book", "figures": list(figures)},
        **members,
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_ours_and_rightly_called_agreeing_or_not(compare, name):
    status, out, _ = compare(EXAMPLES / f"{name}.json", "--json")
    expected = json.loads((EXAMPLES / f"{name}.expected.json").read_text("utf-8"))["figures"]
    found = json.loads(out)
    assert len(found["figures"]) == len(expected)
    for figure, ours in zip(found["figures"], expected, strict=True):
        assert figure["symbol"] == ours["symbol"]
        assert figure["printed"] == ours["printed"]
        assert figure["value"] == pytest.approx(ours["ours"], rel=1e-12, abs=1e-12)
        assert figure["agrees"] == (not ours.get("expected_to_disagree", False))
        assert (figure["off_by"] == 0) == figure["agrees"]
    assert found["agree"] + found["disagree"] == len(expected)
    assert status == (1 if found["disagree"] else 0)


def test_the_result_is_an_object_with_these_members(compare):
    status, out, _ = compare(scenario_with({"update": 1, "symbol": "net_h1", "printed": "0.3775"}), "--json")
    assert status == 0
    [value] = (figure.pop("value") for figure in json.loads(out)["figures"])
    assert value == pytest.approx(0.3775, rel=1e-12)
    found = json.loads(out)
    found["figures"][0].pop("value")
    assert found == {
        "source": "A book",
        "figures": [
            {
                "update": 1,
                "symbol": "net_h1",
                "printed": "0.3775",
                "agrees": True,
                "off_by": 0,
                "explanation": "",
                "changes": [],
            }
        ],
        "agree": 1,
        "disagree": 0,
    }


def test_a_print_that_is_known_to_be_wrong_is_no_failure(compare):
    figure = {"update": 2, "symbol": "E_total", "printed": "0.291027924"}
    assert compare(scenario_with(figure))[0] == 1
    status, out, _ = compare(scenario_with(figure | {"wrong": True, "note": "New weights on the way back."}), "--json")
    assert status == 0
    [found] = json.loads(out)["figures"]
    assert found["wrong"] is True
    assert found["explanation"] == "New weights on the way back."
    assert (found["agrees"], found["off_by"]) == (False, 150)


@pytest.mark.parametrize(
    ("figure", "changes"),
    [
        ({"update": 2, "symbol": "E_total", "printed": "0.291027924"}, ["update_order: sequential"]),
        ({"update": 2, "symbol": "E_total", "printed": "0.258260102"}, ["bug: no_out_slope"]),
        ({"update": 1, "symbol": "delta_o1", "printed": "-0.138498562"}, ["sign"]),
        ({"update": 1, "symbol": "delta_o1", "printed": "1.38498562"}, ["times 10**1"]),
        ({"update": 1, "symbol": "delta_o1", "printed": "0.276997123"}, ["loss: squared_error"]),
        ({"update": 1, "symbol": "net_h1", "printed": "0.7550"}, ["times 2"]),
        ({"update": 1, "symbol": "out_h1", "printed": "0.593269"}, ["cut"]),
        ({"update": 1, "symbol": "out_h1", "printed": "0.506875"}, ["biases: 0"]),
        ({"update": 1, "symbol": "w5+", "printed": "0.400"}, ["not updated"]),
        ({"update": 1, "symbol": "E_total", "printed": "0.291027774"}, ["update: 2"]),
        ({"update": 2, "symbol": "E_total", "printed": "0.280471"}, ["biases: per_unit"]),
        ({"update": 1, "symbol": "delta_o1", "printed": "0.1386"}, ["rounded: 3 decimals"]),
        ({"update": 1, "symbol": "out_h1", "printed": "0.595269992"}, []),
        ({"update": 1, "symbol": "out_h1", "printed": "0.593296992"}, ["digits exchanged"]),
        ({"update": 1, "symbol": "w5+", "printed": "0.441084"}, ["step"]),
        ({"update": 1, "symbol": "w5+", "printed": "0.34659"}, ["learning_rate: 0.65"]),
        ({"update": 1, "symbol": "w5+", "printed": "0.317833"}, ["loss: squared_error"]),
        ({"update": 1, "symbol": "out_h1", "printed": "0.596884378"}, ["symbol: out_h2"]),
        ({"update": 1, "symbol": "out_h1", "printed": "0.58661758"}, ["weights: 0"]),
        ({"update": 1, "symbol": "out_h1", "printed": "0.5932700037956238"}, ["float32"]),
        ({"update": 1, "symbol": "delta_o1", "printed": "0.777777"}, []),
        (
            {"update": 1, "symbol": "dE_total/dw5", "printed": "0.006924928"},
            ["slip at dE_total/dw5: You took i1, an input of the network, not out_h1."],
        ),
    ],
)
def test_only_what_was_computed_is_told_of_a_print_that_differs(compare, figure, changes):
    status, out, _ = compare(scenario_with(figure), "--json")
    [found] = json.loads(out)["figures"]
    assert status == 1
    assert found["changes"] == changes
    assert bool(found["explanation"]) == bool(changes)


def test_who_goes_on_with_a_wrong_print_is_followed(compare):
    figures = [
        {"update": 1, "symbol": "delta_o1", "printed": "0.1400"},
        {"update": 1, "symbol": "dE_total/dw5", "printed": "0.083058"},
        {"update": 1, "symbol": "w5+", "printed": "0.358471"},
        {"update": 1, "symbol": "w7+", "printed": "0.6"},
        {"update": 2, "symbol": "net_o1", "printed": "1.05632"},
        {"update": 1, "symbol": "dE_o1/dout_h1", "printed": "0.050186"},
    ]
    _, out, _ = compare(scenario_with(*figures), "--json")
    assert [figure["changes"] for figure in json.loads(out)["figures"]] == [
        [],
        ["printed before"],
        ["printed before"],
        [],
        ["printed before"],
        ["update_order: sequential", "printed before"],
    ]


def test_two_changes_at_once_are_found_where_the_print_is_long_enough(compare):
    scenario = {"update": 2, "symbol": "E_total", "printed": "0.52457"}
    for printed, changes in (("0.52457", ["biases: per_unit", "loss: squared_error"]), ("0.53", [])):
        _, out, _ = compare(scenario_with(scenario | {"printed": printed}), "--json")
        assert json.loads(out)["figures"][0]["changes"] == changes


@pytest.mark.parametrize(
    ("printed", "factor"),
    [
        ("59.3%", 1),
        ("5.9327×10⁻¹", 1),
        ("593.27", 1000),
        ("1,186.54", 2000),
        ("1’186.54", 2000),
        ("0,59327", 1),
        ("−0.59327", -1),
    ],
)
def test_figures_are_read_as_books_print_them(compare, printed, factor):
    figure = {"update": 1, "symbol": "out_h1", "printed": printed, "factor": factor}
    status, out, _ = compare(scenario_with(figure), "--json")
    assert status == 0
    assert json.loads(out)["figures"][0]["value"] == pytest.approx(0.5932699921071872 * factor, rel=1e-12)


def test_people_get_a_line_for_each_figure(compare):
    status, out, _ = compare(
        scenario_with(
            {"update": 1, "symbol": "net_h1", "printed": "0.3775"},
            {"update": 1, "symbol": "delta_o1", "printed": "-0.1385", "factor": -1},
            {"update": 1, "symbol": "delta_o1", "printed": "0.1400"},
        )
    )
    assert status == 1
    assert out.splitlines() == [
        "A book",
        "update 1, net_h1: printed 0.3775, agrees.",
        "update 1, delta_o1: printed -0.1385, agrees.",
        "update 1, delta_o1: printed 0.1400, ours is 0.13849856162855698, off by 15 in the last digit.",
        "2 of 3 figures agree",
    ]


def test_numbers_that_are_not_finite_are_null(compare):
    scenario = scenario_with(
        {"update": 3, "symbol": "E_total", "printed": "1.0"},
        layers=[{"units": 1}, {"units": 1, "activation": "linear", "weights": [[1]], "biases": [0]}],
        data={"inputs": [[1]], "targets": [[0]]},
        optimizer={"learning_rate": 1e100},
    )
    status, out, _ = compare(scenario, "--json")
    [found] = json.loads(out)["figures"]
    assert status == 1
    assert (found["value"], found["off_by"], found["agrees"]) == (None, None, False)


def test_without_figures_there_is_nothing_to_compare(compare):
    status, out, err = compare(scenario_with(published=None))
    assert (status, out) == (2, "")
    assert "nothing to compare with; printed figures go under “published”" in err
    assert err.count("\n") == 1
