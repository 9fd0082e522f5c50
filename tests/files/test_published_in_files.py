"""Printed figures in scenario files: strictly checked, kept as long as they are of the scenario's own numbers."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario
from explainer.variants.printed.comparison import compared

FIGURE = {"update": 1, "symbol": "net_h1", "printed": "0.3775"}


def text_of(figures, samples=1, **members) -> str:
    return json.dumps(
        {
            "format": "backprop-explainer scenario",
            "version": 2,
            "layers": [{"units": 2}, {"units": 2}, {"units": 1}],
            "data": {"inputs": [[1, 2]] * samples, "targets": [[0.5]] * samples},
            "published": {"source": "A book", "figures": figures},
            **members,
        }
    )


def test_figures_are_read_and_written_again():
    figures = [
        FIGURE,
        {"update": 2, "symbol": "delta_o1", "printed": "-.25e-3", "factor": -1, "wrong": True, "note": "Why."},
    ]
    scenario = read_scenario(text_of(figures))
    assert [figure.symbol for figure in scenario.published.figures] == ["net_h1", "delta_o1"]
    written = json.loads(write_scenario(scenario))
    assert written["version"] == 2
    assert written["published"] == {"source": "A book", "figures": figures}
    assert read_scenario(json.dumps(written)).same_as(scenario)


def test_a_file_without_figures_is_one_of_version_1():
    written = json.loads(write_scenario(read_scenario(text_of([], published=None))))
    assert written["version"] == 1
    assert "published" not in written


@pytest.mark.parametrize(
    "symbol",
    [
        *["w1", "w6+", "b_h1", "i2", "target_o1", "E_total", "E_sum", "E_batch", "objective"],
        *["sum_w5", "dE_batch/dw5", "dE_o1/dout_h1"],
    ],
)
def test_all_numbers_of_an_update_can_be_printed(symbol):
    assert read_scenario(text_of([FIGURE | {"symbol": symbol}])).published.figures[0].symbol == symbol


PLACE = "published.figures[0]"


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (FIGURE | {"symbol": "net_h9"}, f'{PLACE}.symbol: "net_h9" is no number of an update; did you mean "net_h2"?'),
        (FIGURE | {"symbol": ""}, f'{PLACE}.symbol: "" is no number of an update; they are called as in a trace file'),
        (FIGURE | {"printed": "1/3"}, f'{PLACE}.printed: "1/3" is not a number in digits'),
        (FIGURE | {"printed": "NaN"}, f'{PLACE}.printed: "NaN" is not a number in digits'),
        (FIGURE | {"printed": "."}, f'{PLACE}.printed: "." is not a number in digits'),
        (FIGURE | {"printed": "1,00.5"}, f'{PLACE}.printed: "1,00.5" is not a number in digits'),
        (FIGURE | {"printed": 0.5}, f"{PLACE}.printed: expected a text, got a number"),
        (FIGURE | {"update": 0}, f"{PLACE}.update: expected a whole number from 1 to 1000000"),
        (FIGURE | {"update": 1.5}, f"{PLACE}.update: expected a whole number, got a number"),
        (FIGURE | {"sample": 2}, f"{PLACE}.sample: expected a whole number from 1 to 1"),
        (FIGURE | {"factor": 0}, f"{PLACE}.factor: expected a number other than 0"),
        (FIGURE | {"wrongg": True}, f'{PLACE}: "wrongg" is not a key here; did you mean "wrong"?'),
        ({"update": 1, "symbol": "net_h1"}, f'{PLACE}: "printed" is missing'),
        ("net_h1", f"{PLACE}: expected an object, got a text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(figure, told):
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text_of([figure]), "book.json")
    assert str(caught.value).startswith(f"book.json: {told}")


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ({"figures": [FIGURE]}, 'published: "source" is missing'),
        ({"source": " ", "figures": [FIGURE]}, "published.source: expected who printed the figures, got nothing"),
        ({"source": "A book", "figures": []}, "published.figures: expected 1 to 1,000 figures, got 0"),
        ({"source": "A book", "figures": [FIGURE], "by": 1}, 'published: "by" is not a key here'),
        ([FIGURE], "published: expected an object or null, got a list"),
    ],
)
def test_the_whole_is_checked_too(published, told):
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text_of([], published=published))
    assert str(caught.value).startswith(told)


def test_where_there_is_a_batch_the_sample_is_needed():
    assert read_scenario(text_of([FIGURE | {"sample": 2}], 2)).published.figures[0].sample == 2
    with pytest.raises(ScenarioError, match=r'figures\[0\]: "net_h1" is there for each sample; say which, as “sample”'):
        read_scenario(text_of([FIGURE], 2))
    assert read_scenario(text_of([FIGURE | {"symbol": "objective"}], 2)).published


def test_a_sum_without_a_sample_is_that_of_the_batch():
    figures = [FIGURE | {"symbol": symbol, "sample": sample} for symbol in ("sum_w1", "E_sum") for sample in (3, None)]
    found = [one.value for one in compared(read_scenario(text_of(figures, 3)).published)]
    assert found[0] == found[1] != 0
    assert found[2] == found[3] != 0


def test_the_sample_is_one_of_its_update():
    read_scenario(text_of([FIGURE | {"update": 2, "sample": 2}], 2, batch_size=1))
    with pytest.raises(ScenarioError, match=r"figures\[0\]\.sample: update 1 is not made from sample 2"):
        read_scenario(text_of([FIGURE | {"sample": 2}], 2, batch_size=1))


def test_figures_stay_with_the_numbers_they_are_of():
    scenario = read_scenario(text_of([FIGURE]))
    renamed = scenario.renamed((("x", "y"), ("left", "right"), ("out",)))
    [figure] = json.loads(write_scenario(renamed))["published"]["figures"]
    assert figure == FIGURE | {"symbol": "net_left"}
    other = replace(scenario, title="Another title", notes="Other notes")
    assert json.loads(write_scenario(other))["published"]["figures"] == [FIGURE]


@pytest.mark.parametrize(
    "change",
    [
        lambda scenario: scenario.with_theta(np.ones(scenario.network.size)),
        lambda scenario: scenario.with_learning_rate(0.25),
        lambda scenario: replace(scenario, loss="squared_error"),
        lambda scenario: replace(scenario, network=replace(scenario.network, frozen=(0,))),
    ],
)
def test_figures_are_not_written_beside_other_numbers(change):
    scenario = read_scenario(text_of([FIGURE]))
    changed = change(scenario)
    assert "published" not in json.loads(write_scenario(changed))
    assert not changed.published.applies_to(changed)
    assert scenario.published.applies_to(scenario)


def test_a_frozen_parameter_is_after_the_update_what_it_was_before():
    figure = FIGURE | {"symbol": "w1+", "printed": "0.5"}
    layers = [{"units": 1}, {"units": 1, "weights": [[0.5]], "biases": [0]}]
    data = {"inputs": [[1]], "targets": [[1]]}
    scenario = read_scenario(text_of([figure], layers=layers, data=data, frozen=["w1"]))
    assert [found.value for found in compared(scenario.published)] == [0.5]
