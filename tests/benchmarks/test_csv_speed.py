"""Computing and writing every step of 10,000 updates, against writing the same rows from memory."""

from __future__ import annotations

import gc
import os
from io import StringIO
from pathlib import Path

import pytest
from conftest import Race
from yardsticks import plain_csv

from explainer.engine.run.run import Run
from explainer.export.levels import write_csv
from explainer.files.examples import example

UPDATES, LINES = 10_000, 43


def ours(stream):
    write_csv("step", stream, Run(example("mazur")), 1, UPDATES)


@pytest.fixture
def rows():
    """The finished table, out of sight of the garbage collector, which would look through it in every round."""
    text = StringIO()
    ours(text)
    rows = plain_csv.table(text.getvalue().splitlines(keepends=True))
    gc.collect()
    gc.freeze()
    yield rows
    gc.unfreeze()


@pytest.fixture
def stream():
    """A text file that encodes what it is given as any file does, and stores nothing: no disk is measured."""
    with Path(os.devnull).open("w", encoding="utf-8", newline="") as stream:
        yield stream


@pytest.mark.timeout(600)
def test_against_csv_writer(run_race, rows, stream):
    mine, theirs = StringIO(), StringIO()
    ours(mine)
    plain_csv.write(theirs, rows)
    assert len(rows) == 1 + UPDATES * LINES
    assert mine.getvalue() == theirs.getvalue()

    race = Race(f"CSV of {UPDATES * LINES:,} steps", "csv.writer, rows in memory", 2)
    run_race(race, lambda: ours(stream), lambda: plain_csv.write(stream, rows), rounds=4)
