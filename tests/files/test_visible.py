"""Text of a file is cleaned where it enters: what a terminal, a picture or a reader could trip over is taken out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.app.command_line import main
from explainer.files.checks import ScenarioError
from explainer.files.data.csv_table import read_head, read_table
from explainer.files.examples import example, example_text
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario
from explainer.files.wording import lines, one_line

NASTY = "a\x1b]0;owned\x07\x1b[31mb\u202ec\x00\r\nd\x9b2Je\u2028f\uffffg\tend"
HALF = "\ud800"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (NASTY, "abc de fg end"),
        ("two\nlines\r\nthree", "two lines three"),
        ("\x1b[1;31mred\x1b[0m and \x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "red and link"),
        ("left \u202eright\u202c \u2066inner\u2069", "left right inner"),
        ("half \ud800 a", "half  a"),
        ("  \x07 ", ""),
        ("naïve — 神経 回路 ∂E/∂w «σ»\u00a0!", "naïve — 神経 回路 ∂E/∂w «σ»\u00a0!"),
        ("می\u200cخواهم 👩\u200d🏫", "می\u200cخواهم 👩\u200d🏫"),
    ],
)
def test_a_title_is_one_line_of_what_can_be_seen(text: str, seen: str) -> None:
    assert one_line(text) == seen


def test_notes_keep_their_lines() -> None:
    assert lines("one\r\ntwo\x1b[2J\n\nfour\n") == "one\ntwo\n\nfour\n"


@given(st.text())
def test_what_is_clean_is_left_alone_and_can_stand_in_any_file(text: str) -> None:
    seen = one_line(text)
    assert one_line(seen) == seen
    assert lines(lines(text)) == lines(text)
    assert (ElementTree.fromstring(f"<a>{escape(seen)}</a>").text or "") == seen
    assert len(seen.splitlines()) <= 1


Way = tuple[str | int, ...]


def places(value: Any, here: Way = ()) -> Iterator[Way]:
    """Yield the way to every value in a scenario."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield (*here, key)
        yield from places(part, (*here, key))


def full(data: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario with everything in it that a file may say."""
    scenario = json.loads(write_scenario(example("xor")))
    return scenario | {"data": {**data, "scale": "standard", "test_fraction": 0.25}, "notes": "some"}


SCENARIOS = {
    "rows": full({"inputs": [[0, 1], [1, 0]], "targets": [[1], [0]]}),
    "csv": full({"csv": "points.csv", "inputs": ["x1", "x2"], "targets": ["y"]}),
    "generator": full({"generator": "circles", "samples": 20, "noise": 0.1, "seed": 0}),
    "builtin": full({"builtin": "digits"}),
}
ALL = [(name, place) for name, scenario in SCENARIOS.items() for place in places(scenario)]


def with_text(scenario: Any, place: Way, text: str, as_key: bool) -> str:
    """Return the scenario as JSON, with `text` for the value at the place, or for its key."""
    changed = item = json.loads(json.dumps(scenario))
    for key in place[:-1]:
        item = item[key]
    if as_key and isinstance(item, dict):
        item[text] = item.pop(place[-1])
    else:
        item[place[-1]] = text
    return json.dumps(changed)


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("points.csv").write_text("x1,x2,y\n1,2,0\n3,4,1\n")


@pytest.mark.parametrize("as_key", [False, True], ids=["value", "key"])
@pytest.mark.parametrize("text", [HALF, f"x{HALF}y", "\udfff\ud800"], ids=ascii)
def test_half_a_character_is_refused_at_every_place(text: str, as_key: bool) -> None:
    for name, place in ALL:
        content = with_text(SCENARIOS[name], place, text, as_key)
        with pytest.raises(ScenarioError, match="half a character") as caught:
            read_scenario(content)
        assert str(caught.value).isprintable(), place


def test_both_halves_together_are_a_character() -> None:
    assert read_scenario(with_text(SCENARIOS["rows"], ("title",), "😀", False)).title == "😀"


@pytest.mark.parametrize("as_key", [False, True], ids=["value", "key"])
def test_nothing_of_a_file_gives_orders_to_the_terminal(capsys: pytest.CaptureFixture[str], as_key: bool) -> None:
    for name, place in ALL:
        Path("a.json").write_text(with_text(SCENARIOS[name], place, NASTY, as_key))
        assert main(["train", "a.json", "--updates", "1"]) in (0, 2), place
        out, err = capsys.readouterr()
        assert all(line.isprintable() for line in f"{out}{err}".split("\n")), place


def test_the_name_of_a_file_gives_none_either(capsys: pytest.CaptureFixture[str]) -> None:
    updates = ["--updates", "1"]
    for words in (["train", NASTY, *updates], ["verify", NASTY], ["trace", "mazur", "-o", f"no/{NASTY}", *updates]):
        assert main([word.replace("\0", "") for word in words]) == 2
        assert all(line.isprintable() for line in capsys.readouterr().err.split("\n"))


def test_columns_are_found_by_their_clean_names() -> None:
    Path("points.csv").write_text('"x\x1b[31m1",\u202ex2,"y\nz"\n1,2,3\n', encoding="utf-8")
    assert read_head(Path("points.csv")).names == ("x1", "x2", "y z")
    assert read_table(Path("points.csv"), ["y z", "x1"]).rows.tolist() == [[3, 1]]
    data = {"csv": "points.csv", "inputs": ["x\x1b[31m1", "x2"], "targets": ["y\nz"]}
    assert read_scenario(json.dumps(full(data) | {"data": data})).data.targets.tolist() == [[3]]


def test_a_title_is_written_as_it_was_read() -> None:
    title = read_scenario(with_text(json.loads(example_text("mazur")), ("title",), NASTY, False)).title
    assert title == one_line(NASTY)
