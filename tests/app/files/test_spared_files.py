"""Whatever the window writes, it spares the scenario's file and the table that its data are from."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog

from explainer.files.data.csv_table import read_table
from explainer.state.background.exporter import Exporter, Request
from explainer.state.edits.sample_edits import with_table
from explainer.views.plots.histories.loss_plot import LossPlot

DATA = "x1,x2,y\n0,1,1\n1,1,0\n"
SCENARIO = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [{"units": 2}, {"units": 1}],
    "data": {"csv": "points.svg", "inputs": ["x1", "x2"], "targets": ["y"]},
}


@pytest.fixture
def opened(open_app, tmp_path):
    """A window with a scenario of two files; pictures may have any name that ends like one."""
    (tmp_path / "points.svg").write_text(DATA)
    scenario = tmp_path / "mine.svg"
    scenario.write_text(json.dumps(SCENARIO))
    return open_app(str(scenario))


def said(window, write):
    """Return what the window says when something is written."""
    sentences = []
    message = window.statusBar().messageChanged
    message.connect(sentences.append)
    write()
    QApplication.processEvents()
    return [sentence for sentence in sentences if sentence][-1]


def answer(window, path):
    """Choose a file in the dialog that was opened last."""
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.close()


def save_picture(window, path):
    window.findChild(QAction, "export_picture").trigger()
    answer(window, path)


def save_plot(window, path):
    window.findChild(QAction, "plot_loss").trigger()
    window.findChild(LossPlot).save_button.ask("svg")
    answer(window, path)


WRITERS = {"picture": save_picture, "plot": save_plot}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("name", "why"), [("points.svg", "holds the data of"), ("mine.svg", "is the scenario itself")])
def test_pictures_spare_them(opened, tmp_path, writer, name, why):
    before = (tmp_path / name).read_bytes()
    assert why in said(opened, lambda: WRITERS[writer](opened, tmp_path / name))
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize(("name", "why"), [("points.svg", "holds the data of"), ("mine.svg", "is the scenario itself")])
def test_the_calculation_spares_them(qtbot, opened, tmp_path, name, why):
    before = (tmp_path / name).read_bytes()
    exporter = Exporter(opened.walkthrough)
    with qtbot.waitSignal(exporter.failed) as failed:
        exporter.start(Request(tmp_path / name, "step", 1, 1))
    assert why in failed.args[0]
    assert (tmp_path / name).read_bytes() == before


def test_saving_spares_the_data_and_replaces_the_scenario(opened, tmp_path):
    opened.walkthrough.set_input(0, 0.5)  # the table stays the person's, whatever is changed here
    assert "holds the data of" in said(opened, lambda: opened._documents.save_to(str(tmp_path / "points.svg")))
    assert (tmp_path / "points.svg").read_text() == DATA
    assert "Saved" in said(opened, lambda: opened._documents.save_to(str(tmp_path / "mine.svg")))
    assert json.loads((tmp_path / "mine.svg").read_text())["data"]["inputs"][0] == [0.5, 1]


def test_a_table_that_was_imported_is_spared_too(opened, tmp_path):
    (tmp_path / "more.svg").write_text(DATA + "1,0,1\n")
    table = read_table(tmp_path / "more.svg")
    opened.walkthrough.change(lambda scenario: with_table(scenario, table, ["x1", "x2"], ["y"], "more.svg"))
    assert "holds the data of" in said(opened, lambda: save_plot(opened, tmp_path / "more.svg"))
    save_plot(opened, tmp_path / "points.svg")
    assert (tmp_path / "points.svg").read_text() != DATA
