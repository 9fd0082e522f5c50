"""From what a person names to the scenario: a path, a built-in name, or `-` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from stat import S_ISFIFO

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_BYTES, ScenarioError
from explainer.files.examples import example, example_names
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.text_line import is_line, read_line
from explainer.files.wording import quoted, unknown

STANDARD_INPUT = "-"


def load(argument: str) -> Scenario:
    """Return the scenario named by a built-in name, a path or `-`, or that a line of text is. Raises ScenarioError with
    one sentence."""
    if argument in example_names():
        return example(argument)
    if not argument:
        raise ScenarioError("the name of the scenario is empty")
    if is_line(argument):
        return read_line(argument)
    if argument == STANDARD_INPUT:
        return read_scenario(_standard_input(), "standard input")
    return load_file(argument)


def load_file(path: str | Path) -> Scenario:
    """Return the scenario in the file at `path`. Raises ScenarioError with one sentence."""
    return read_scenario(_content(Path(path)), str(path), Path(path).parent)


def _content(path: Path) -> bytes:
    try:
        content = _read(path)
    except FileNotFoundError:
        raise ScenarioError(_missing(str(path))) from None
    except OSError as error:
        raise ScenarioError(f"{quoted(str(path))} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise ScenarioError(f"{quoted(str(path))} is not the name of a file") from None
    if content is None:
        raise ScenarioError(f"{quoted(str(path))} is a pipe; give it as standard input, with -")
    return content


def _read(path: Path) -> bytes | None:
    """Return the bytes, or None for a pipe with a name, which could keep the program waiting for ever; one that a shell
    makes for a command has a writer."""
    if S_ISFIFO(path.stat().st_mode) and not str(path).startswith(("/dev/fd/", "/proc/")):
        return None
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _missing(argument: str) -> str:
    if not argument.isidentifier():
        return f"there is no file {quoted(argument)}"
    return f"there is no file {quoted(argument)}, and {unknown(argument, 'a built-in scenario', example_names())}"


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ScenarioError("standard input is closed, so no scenario can be read from it")
    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        raise ScenarioError(f"standard input cannot be read: {error.strerror or error}") from None
