"""Where something may be saved: not over what a scenario was read from; a picture under a name that tells its form."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from explainer.engine.scenario.scenario import Scenario
from explainer.export.whole_file import ExportError
from explainer.files.examples import example_names
from explainer.files.locate import STANDARD_INPUT


def spare_sources(output: str | Path, scenario: Scenario, name: str) -> None:
    """Raise ExportError if `output` is, through links too, the scenario's file or that of its data; `name` is what the
    scenario was opened as."""
    if name not in example_names() and any(_is_same(output, source) for source in _opened_as(name)):
        raise ExportError(f"{output} is the scenario itself; name another file")
    spare_data(output, scenario)


def spare_data(output: str | Path, scenario: Scenario) -> None:
    """Raise ExportError if `output` is, through links too, the file of the scenario's data."""
    if scenario.data.file is not None and _is_same(output, scenario.data.file):
        raise ExportError(f"{output} holds the data of the scenario; name another file")


def spare_read(output: str | Path, files: Iterable[Path]) -> None:
    """Raise ExportError if `output` is, through links too, one of the files that are read."""
    if any(_is_same(output, file) for file in files):
        raise ExportError(f"{output} is one of the files that are read; name another file")


def _opened_as(name: str) -> Iterator[str | int]:
    """Yield the path, or the descriptor, that the scenario came from."""
    if name != STANDARD_INPUT:
        yield name
    elif sys.stdin is not None:
        with suppress(OSError):
            yield sys.stdin.fileno()


def _is_same(output: str | Path, source: str | Path | int) -> bool:
    there, here = _status(output), _status(source)
    return there is not None and here is not None and S_ISREG(there.st_mode) and os.path.samestat(there, here)


def _status(file: str | Path | int) -> os.stat_result | None:
    with suppress(OSError, ValueError):  # there is no such file
        return os.fstat(file) if isinstance(file, int) else Path(file).stat()
    return None


FORMS = ("svg", "png")


def form_of(path: str) -> str:
    """Return the form that the name of a file asks for. Raises ExportError where it is no picture's."""
    form = Path(path).suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise ExportError(f"{path} is no picture: its name must end with .svg or .png")
    return form
