"""A scenario is named by a built-in name, a path or `-`; what is none of these gets one sentence."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from explainer.files.checks import ScenarioError
from explainer.files.examples import example, example_text
from explainer.files.locate import load


def sentence(argument: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(argument)
    return str(caught.value)


def test_a_built_in_name() -> None:
    assert load("mazur") is example("mazur")


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(example_text("xor"))
    assert load(str(path)).title == example("xor").title


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO(example_text("and").encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content, encoding="ascii"))
    assert load("-").title == example("and").title


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert sentence("-") == "standard input is closed, so no scenario can be read from it"


def test_a_built_in_name_is_not_hidden_by_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xor").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load("xor") is example("xor")


def test_neither_file_nor_example() -> None:
    assert sentence("mazor") == (
        'there is no file "mazor", and "mazor" is not a built-in scenario; did you mean "mazur"?'
    )
    assert sentence("no/such.json") == 'there is no file "no/such.json"'


def test_a_folder(tmp_path: Path) -> None:
    assert sentence(str(tmp_path)) == f'"{tmp_path}" cannot be read: Is a directory'


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    path.touch(mode=0)
    assert sentence(str(path)).endswith("cannot be read: Permission denied")


def test_a_name_that_no_file_can_have() -> None:
    assert sentence("a\0b") == "'a\\x00b' is not the name of a file"
    assert sentence("x" * 5000).endswith("cannot be read: File name too long")


def test_an_endless_file_is_refused() -> None:
    assert sentence("/dev/zero") == "/dev/zero: the file is larger than the 64 MiB that a scenario may have"


def test_what_is_wrong_inside_comes_with_the_path(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(b"\xff")
    assert sentence(str(path)) == f"{path}: not a text in UTF-8: byte 1 cannot be read as such"


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert "is a pipe; give it as standard input, with -" in sentence(str(path))
