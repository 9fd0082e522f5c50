"""A program with a bug in the window: open, each view tells what is wrong; closed, none tells how anything is made."""

from __future__ import annotations

import pytest
from painted_texts import painted_texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget, QWidget
from told_texts import texts_of

from explainer.bugs.catalogue import with_bug
from explainer.engine.run.run import Run
from explainer.export.whole_file import ExportError
from explainer.files.examples import example
from explainer.files.scenario.scenario_text import write_scenario
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Trace

TABS = ("Lines", "Matrix", "Code", "Paths", "Nudge", "Why")


@pytest.fixture
def window(open_app, tmp_path, monkeypatch):
    monkeypatch.setattr("explainer.views.sheet.typesetter.prepare", lambda tex: None)
    path = tmp_path / "wrong.json"
    path.write_text(write_scenario(with_bug(example("mazur"), "no_transpose")), encoding="utf-8")
    return open_app(str(path))


def _show(window, tab):
    tabs = next(it for it in window.findChildren(QTabWidget) if it.tabText(0) == "Lines")
    tabs.setCurrentIndex([tabs.tabText(index) for index in range(tabs.count())].index(tab))
    QApplication.processEvents()
    return tabs.currentWidget()


def _all_said(root):
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible():
            yield from texts_of(widget)
    yield from painted_texts(root)


def _line(window, symbol):
    window.session.go_to(symbol)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("Lines", "This is the bug no_transpose."),
        ("Matrix", "This is the bug no_transpose."),
        ("Code", "# bug no_transpose"),
        ("Why", "The program does not follow from this: its line is ∂E_o2/∂out_h1 = δ_o2·w6 = −0.0171442"),
    ],
)
def test_each_tab_tells_the_bug_of_the_line(window, qtbot, tab, said):
    _line(window, "dE_o2/dout_h1")
    shown = _show(window, tab)
    qtbot.waitUntil(lambda: any(said in text for text in _all_said(shown)))


def test_paths_tell_what_the_program_has_in_their_place(window, qtbot):
    _line(window, "dE_total/dw1")
    shown = _show(window, "Paths")
    qtbot.waitUntil(lambda: any("it does not follow these paths" in text for text in _all_said(shown)))


def test_the_table_of_steps_has_both_formulas(window):
    model = window.findChild(QWidget, "step_table").model()
    assert model.text(23, 6) == "delta_o2*w6 [wrong: bug no_transpose; right: delta_o2*w7]"


def test_a_closed_program_tells_no_formula_in_any_tab_and_any_notation(window, qtbot):
    trace = Trace(Run(with_bug(example("mazur"), "no_transpose")).pass_of(1))
    qtbot.mouseClick(window.findChild(QPushButton, "bug_close"), Qt.MouseButton.LeftButton)
    kinds = {step.place.operation: step for step in trace}
    formulas = {step.formula_in(notation) for step in trace for notation in Notation}
    formulas = {formula for formula in formulas if any(sign in formula for sign in "*+/")} | {"no_transpose"}
    for tab, notation in zip(TABS * 2, (*Notation, *Notation, *Notation, *Notation), strict=False):
        shown = _show(window, tab)
        window.display.set_notation(notation)
        for step in kinds.values():
            window.walkthrough.go_to(1, step.number)
            QApplication.processEvents()
            for text in _all_said(window):
                assert not any(formula in text for formula in formulas), (tab, step.symbol_text, text)
        assert shown.isVisible()
    assert window.windowTitle().count("(mystery bug)") == 1


def test_a_closed_program_is_not_saved(window, tmp_path):
    window.walkthrough.show_bug(BugShown.CLOSED)
    with pytest.raises(ExportError, match="would name the bug"):
        window._documents._write(str(tmp_path / "told.json"))
    assert not (tmp_path / "told.json").exists()
