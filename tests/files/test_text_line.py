"""A scenario as one line of text: bit for bit there and back, and nothing that a stranger's line can do."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest

from explainer.engine.run.run import Run
from explainer.files import text_line
from explainer.files.checks import ScenarioError
from explainer.files.examples import example, example_names
from explainer.files.locate import load
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import members_of, write_scenario
from explainer.files.text_line import BEGINNING, is_line, line_of, read_line


def packed(text):
    return BEGINNING + urlsafe_b64encode(zlib.compress(text.encode())).decode()


@pytest.mark.parametrize("name", [*example_names()[::7], "mazur", "digits"])
def test_it_is_read_again_as_it_was(name):
    scenario = example(name)
    line = line_of(scenario)
    assert "\n" not in line
    assert line.isascii()
    again = read_line(line)
    assert members_of(again) == members_of(scenario)
    assert again.theta.tobytes() == scenario.theta.tobytes()


def test_trained_weights_come_back_to_the_last_bit():
    run = Run(example("xor"))
    run.advance(137)
    scenario = run.scenario_after(137)
    assert read_line(line_of(scenario)).theta.tobytes() == scenario.theta.tobytes()


def test_a_message_may_break_it_and_the_command_line_takes_it():
    line = line_of(example("mazur"))
    broken = "  " + "\r\n".join(line[at : at + 70] for at in range(0, len(line), 70)) + "\n"
    assert members_of(read_line(broken)) == members_of(example("mazur"))
    assert is_line(broken)
    assert not is_line("mazur")
    assert members_of(load(line)) == members_of(example("mazur"))


def test_numbers_from_a_file_are_spelled_out(tmp_path):
    (tmp_path / "points.csv").write_text("a,b\n0.1,1\n0.25,0\n")
    members = {**members_of(example("and")), "data": {"csv": "points.csv", "inputs": ["a"], "targets": ["b"]}}
    members["layers"] = [{"units": 1}, {"units": 1, "activation": "sigmoid", "weights": [[2.0]], "biases": [0.5]}]
    members.pop("published", None)
    scenario = read_scenario(json.dumps(members), "", tmp_path)
    again = read_line(line_of(scenario))
    assert again.data.inputs.tolist() == [[0.1], [0.25]]
    assert again.data.targets.tolist() == [[1.0], [0.0]]
    assert "points" not in write_scenario(again)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("", "begins"),
        ("mazur", "begins"),
        ("backprop:2:abc", "newer"),
        (BEGINNING, "not complete"),
        (BEGINNING + "!!!", "damaged"),
        (BEGINNING + "QUJD", "damaged"),
        (packed(""), "empty"),
        (packed("[1, 2]"), "object"),
        (packed('{"format": "else"}'), "format"),
        (packed('{"layers": [], "data": {"csv": "/etc/passwd", "inputs": ["a"], "targets": ["b"]}}'), "file"),
        (packed('{"layers": [], "data": {"images": "x.png", "size": [8, 8]}}'), "file"),
    ],
)
def test_what_is_no_scenario_is_one_sentence(line, word):
    with pytest.raises(ScenarioError) as told:
        read_line(line)
    assert word in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("cut", [5, 40, 200])
def test_a_line_that_was_not_copied_whole_says_so(cut):
    line = line_of(example("mazur"))
    with pytest.raises(ScenarioError, match=r"not complete|damaged|begins"):
        read_line(line[:-cut])


def test_a_small_line_cannot_unpack_to_much(monkeypatch):
    monkeypatch.setattr(text_line, "MOST_BYTES", 1000)
    with pytest.raises(ScenarioError, match="unpacks to more"):
        read_line(packed(" " * 100_000))


def test_a_line_that_is_too_long_is_refused_both_ways(monkeypatch):
    line = line_of(example("mazur"))
    monkeypatch.setattr(text_line, "MOST_LETTERS", 100)
    with pytest.raises(ScenarioError, match="save it as a file"):
        line_of(example("mazur"))
    with pytest.raises(ScenarioError, match="too many"):
        read_line(line)


def test_a_number_that_is_not_finite_is_refused():
    scenario = example("mazur")
    with pytest.raises(ScenarioError, match="not finite"):
        line_of(replace(scenario, l2=float("nan")))
