"""Exporting in slices: the file is what the screen shows, complete or not there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import count

import pytest
from worked import mazur, square

from explainer.app import command_line
from explainer.engine.run.run import Run
from explainer.export.csv_form import CsvForm
from explainer.export.levels import LEVELS, write_csv
from explainer.files.locate import load
from explainer.state.background.exporter import Exporter, Request
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def exporter(walkthrough):
    exporter = Exporter(walkthrough)
    yield exporter
    exporter.cancel()


def finish(qtbot, exporter, request):
    with qtbot.waitSignal(exporter.finished) as blocker:
        exporter.start(request)
    assert blocker.args == [str(request.path)]
    return request.path.read_text(encoding="utf-8")


def at_once(run, level, first, count):
    stream = io.StringIO()
    write_csv(level, stream, run, first, count)
    return stream.getvalue()


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("spreadsheet", [False, True])
@pytest.mark.parametrize(("name", "first", "last"), [("mazur", 1, 1), ("mazur", 1, 20), ("mini_batch", 3, 12)])
def test_the_file_is_that_of_the_command_line(qtbot, qapp, tmp_path, level, spreadsheet, name, first, last):
    here, there, exporter = tmp_path / "here.csv", tmp_path / "there.csv", Exporter(Walkthrough(load(name), name))
    request = Request(here, level, first, last, CsvForm(spreadsheet))
    rows = finish(qtbot, exporter, request).count("\n") - 1
    form = ["--spreadsheet"] if spreadsheet else []
    updates = ["--from", str(first), "--updates", str(last - first + 1)]
    assert command_line.main(["trace", name, "--level", level, *updates, *form, "-o", str(there)]) == 0
    assert here.read_bytes() == there.read_bytes()
    assert rows == exporter.rows == request.row_count(Run(load(name)))


def test_missing_updates_are_computed_and_shown_but_the_cursor_stays(qtbot, exporter, walkthrough, tmp_path):
    walkthrough.go_to(2, 5)
    grown = []
    walkthrough.grew.connect(lambda: grown.append(walkthrough.run.updates))
    finish(qtbot, exporter, Request(tmp_path / "a.csv", "step", 90, 100))
    assert walkthrough.run.updates == grown[-1] == 100
    assert walkthrough.cursor == (2, 5)


def test_updates_before_an_edit_are_those_that_were_seen(qtbot, exporter, walkthrough, tmp_path):
    walkthrough.go_to(5, 0)
    walkthrough.set_learning_rate(2.0)
    walkthrough.set_input(0, 0.3)
    walkthrough.go_to(9, 0)
    walkthrough.set_target(1, 0.2)
    rows = rows_of(finish(qtbot, exporter, Request(tmp_path / "a.csv", "step", 1, 12)))
    assert len(rows) == 12 * 43
    for update, step in ((1, 1), (4, 43), (5, 1), (5, 43), (8, 20), (9, 11), (12, 43)):
        walkthrough.go_to(update, step)
        row = rows[43 * (update - 1) + step - 1]
        assert tuple(row.values()) == walkthrough.step.row()


def test_an_edit_meanwhile_does_not_mix_two_runs(qtbot, exporter, walkthrough, tmp_path):
    path = tmp_path / "a.csv"
    with qtbot.waitSignal(exporter.finished):
        exporter.start(Request(path, "step", 1, 2000))
        qtbot.waitSignal(exporter.progressed).wait()
        walkthrough.set_learning_rate(3.0)
    assert path.read_text() == at_once(Run(mazur()), "step", 1, 2000)
    assert walkthrough.run.updates == 0


def test_walking_meanwhile_changes_nothing(qtbot, exporter, walkthrough, tmp_path):
    walkthrough.grow(200)
    path = tmp_path / "a.csv"
    exporter.progressed.connect(lambda done, total: walkthrough.go_to(done % 200 + 1, 7))
    with qtbot.waitSignal(exporter.finished):
        exporter.start(Request(path, "step", 1, 200))
    assert path.read_text() == at_once(Run(mazur()), "step", 1, 200)


def test_progress_grows_to_its_total(qtbot, walkthrough, tmp_path):
    exporter, told = Exporter(walkthrough, clock=count().__next__), []  # the time of a slice is over after one piece
    exporter.progressed.connect(lambda done, total: told.append((done, total)))
    finish(qtbot, exporter, Request(tmp_path / "a.csv", "step", 11, 130))
    assert {total for _, total in told} == {130 + 120 * 43}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] <= told[-1][1]


def test_cancelled_there_is_no_file_and_an_old_one_is_as_it_was(qtbot, exporter, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    with qtbot.waitSignal(exporter.progressed):
        exporter.start(Request(path, "step", 1, 100_000))
    with qtbot.waitSignal(exporter.cancelled):
        exporter.cancel()
    assert not exporter.is_exporting
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_a_sentence(qtbot, exporter, tmp_path):
    with qtbot.waitSignal(exporter.failed) as blocker:
        exporter.start(Request(tmp_path / "nowhere" / "a.csv", "step", 1, 10))
    assert "there is no folder" in blocker.args[0]
    assert not exporter.is_exporting
    finish(qtbot, exporter, Request(tmp_path / "a.csv", "step", 1, 10))


def test_a_fault_while_writing_leaves_no_file_and_is_told(qtbot, exporter, walkthrough, tmp_path, monkeypatch):
    walkthrough.grow(10)
    monkeypatch.setattr(type(walkthrough.run), "passes", lambda self, first, last: 1 / 0)
    with qtbot.captureExceptions() as errors, qtbot.waitSignal(exporter.failed):
        exporter.start(Request(tmp_path / "a.csv", "step", 1, 10))
    assert errors[0][0] is ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_stops_being_finite_ends_the_file_there(qtbot, qapp, tmp_path):
    walkthrough = Walkthrough(square())
    walkthrough.set_learning_rate(50.0)
    exporter = Exporter(walkthrough)
    text = finish(qtbot, exporter, Request(tmp_path / "a.csv", "step", 1, 5000))
    assert walkthrough.run.stopped is not None
    assert rows_of(text)[-1]["update"] == str(walkthrough.run.updates)
    assert exporter.rows == len(walkthrough.trace) * walkthrough.run.updates


@pytest.mark.parametrize("batch_size", [None, 1, 2, 3])
def test_the_rows_are_counted_without_computing_any(qapp, batch_size):
    run = Run(replace(square(), batch_size=batch_size))
    for first, last in ((1, 1), (1, 7), (2, 6), (5, 11)):
        counted = LEVELS["step"].row_count(run, first, last)
        assert run.updates < first
        assert counted == at_once(Run(run.scenario), "step", first, last - first + 1).count("\n") - 1


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("batch_size", [1, None])
def test_the_rows_of_a_run_with_a_past_are_counted_by_their_own_plans(qapp, level, batch_size):
    walkthrough = Walkthrough(replace(square(), batch_size=2))
    walkthrough.grow(10)
    run = walkthrough.run.branch(replace(walkthrough.scenario, l2=0.0, batch_size=batch_size), 4)
    run.advance(10)
    for first, last in ((1, 4), (3, 9), (5, 14)):
        text = at_once(run, level, first, last - first + 1)
        assert LEVELS[level].row_count(run, first, last) == text.count("\n") - 1
