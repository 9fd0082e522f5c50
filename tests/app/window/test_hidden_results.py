"""While a result is asked for, nothing that the window shows, says or saves tells it."""

from __future__ import annotations

import os
import re
from functools import cache

import numpy as np
import pytest
from painted_texts import painted_texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsView,
    QProgressBar,
    QTabWidget,
    QWidget,
)

from explainer.export.whole_file import ExportError
from explainer.files.locate import load
from explainer.state.predict.mode import PredictMode
from explainer.state.session.display import Display
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known
from explainer.views.plots.plot_tabs.plots import PLOTS, make_plot

SCENARIOS = ("mazur", "l2", "softmax", "dropout", "mazur_sequential", "valley_nadam")
ALL_LINES = bool(os.environ.get("EXPLAINER_ALL_LINES"))
"""Set to look at every line in every tab; else at a line of each kind, each in another tab."""
TABS = ("Lines", "Matrix", "Code", "Paths", "Nudge", "Why", "Bug lab", "Printed")
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|e[-+−]?\d+)?")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def four_digits(number):
    return f"{abs(number):.3e}"


def is_long(plain):
    """Whether a number has four digits or more."""
    return len(plain.partition("e")[0].replace(".", "").strip("0")) >= 4


@cache
def numbers_in(text):
    """Return the numbers of a text that have four digits or more."""
    plain = [token.replace("·10", "e").translate(PLAIN) for token in NUMBER.findall(text)]
    return [four_digits(float(token)) for token in filter(is_long, plain)]


def texts_of(widget):
    """Yield what a widget says in words, tool tips and to screen readers."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QAbstractItemView) and widget.model():
        yield from cells_of(widget.model())
    elif isinstance(widget, QProgressBar):
        yield widget.format()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QGraphicsView):
        for item in widget.scene().items() if widget.scene() else ():
            yield from (item.toolTip(), str(getattr(item, "toPlainText", str)()))
        yield from heard_of(QAccessible.queryAccessibleInterface(widget))
    elif callable(text := getattr(widget, "text", None)):
        yield str(text())


def heard_of(interface):
    """Yield what the children of a widget are to screen readers."""
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None:
            yield from (child.text(QAccessible.Text.Name), child.text(QAccessible.Text.Value))


def cells_of(model):
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            yield from (str(model.data(index, role) or "") for role in ROLES)


def told_by(window, plots):
    """Return the numbers, to four digits, with one text that has each."""
    found = {}
    for root in (window, *(plot for plot in plots if plot.isWindow())):
        for widget in (root, *root.findChildren(QWidget)):
            if widget.isVisible():
                for text in texts_of(widget):
                    found.update(dict.fromkeys(numbers_in(text), f"{type(widget).__name__}: {text}"))
        for text in painted_texts(root):
            found.update(dict.fromkeys(numbers_in(text), f"painted in {type(root).__name__}: {text}"))
    for text in cells_of(window.findChild(QWidget, "step_table").model()):
        found.update(dict.fromkeys(numbers_in(text), f"a tab that is not in front: {text}"))
    for plot in plots:
        for column in plot.table().columns:
            numbers = np.asarray(column.values, dtype=np.float64)
            found.update({four_digits(number): f"table: {column.name}" for number in numbers[np.isfinite(numbers)]})
    return found


def lines_of(trace):
    """Return the last line of each kind, or all lines."""
    last = {trace.plan.place(number).operation: number for number in range(1, len(trace) + 1)}
    return range(1, len(trace) + 1) if ALL_LINES else last.values()


def results(trace, lines):
    """Return what the first lines make."""
    known = Known(trace, lines)
    return [known.value(trace[number].symbol) for number in range(1, lines + 1)]


def known_numbers(walkthrough):
    """Return what may be told: given numbers, the results of update 1 and those of update 2 so far."""
    known, first = walkthrough.known, walkthrough.trace_of(1)
    before = results(first, len(first)) + results(known.trace, known.line - 1)
    data, scenario = known.scenario.data, known.scenario
    given = [*known.theta, *data.inputs.ravel(), *data.targets.ravel(), scenario.optimizer.learning_rate]
    return {four_digits(number) for number in (*before, *given, scenario.l2, scenario.l1)}


@pytest.fixture
def letters_only(monkeypatch):
    """Leave symbols in letters, which can be read in what is painted; shapes of glyphs cannot."""
    monkeypatch.setattr("explainer.views.sheet.typesetter.prepare", lambda tex: None)


def plots_of(window, qtbot):
    """Return the plots over updates: that in the window's first tab, and two of our own that no screen shows."""
    made = [plot for plot in PLOTS if plot.name in ("weights", "gradients")]
    own = [make_plot(plot, window.walkthrough, window.session.pointing, window.display) for plot in made]
    for plot in own:
        qtbot.addWidget(plot)
        plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        plot.show()
    return [window.findChild(QWidget, "loss_page").made(), *own]


MODES = {
    **dict.fromkeys(SCENARIOS, (PredictMode.TRY_AGAIN,)),
    "mazur": tuple(PredictMode),
    "softmax": (PredictMode.TRY_AGAIN, PredictMode.AT_END),
    "valley_nadam": (PredictMode.TRY_AGAIN, PredictMode.AT_END),
}


@pytest.mark.timeout(3600 if ALL_LINES else 120)
@pytest.mark.parametrize(("name", "mode"), [(name, mode) for name, modes in MODES.items() for mode in modes])
def test_nothing_tells_the_result_that_is_asked_for(open_app, qtbot, letters_only, name, mode):
    """Nor, where answers are judged at the end, the right results of lines before."""
    window = open_app(name)
    walkthrough = window.walkthrough
    window.findChild(QWidget, "canvas").player.reduce_motion = True
    plots = plots_of(window, qtbot)
    walkthrough.grow(3)
    walkthrough.go_to(2, 0)
    exact = walkthrough.trace
    window.session.prediction.set_mode(mode)
    predict = window.findChild(QAction, "predict")
    predict.trigger()
    explanation = window.findChild(QTabWidget, "explanation")
    told, hidden = [], {}
    for turn, line in enumerate(lines_of(exact)):
        walkthrough.go_to(2, line)
        assert walkthrough.cursor.step == line
        right = four_digits(Known(exact, line).value(exact[line].symbol))
        if mode is not PredictMode.AT_END:
            hidden.clear()
        allowed = known_numbers(walkthrough)
        if right not in allowed and is_long(right):
            hidden[right] = exact[line].symbol_text
        if line == len(exact) or (not hidden and mode is not PredictMode.AT_END):
            continue
        window.session.prediction.answer(f"-{98765.4 + line}")
        window.findChild(QAction, "hint").trigger()
        for tab in range(len(TABS)) if ALL_LINES else [turn % len(TABS)]:
            explanation.setCurrentIndex(tab)
            for _ in range(3):
                QApplication.processEvents()
            for plot in plots:
                plot.prepare()
            found = told_by(window, plots)
            told += [
                f"line {line}, {TABS[tab]}: {hidden[number]} = {number} in {found[number]}"
                for number in hidden.keys() & found.keys() - known_numbers(walkthrough)
            ]
    assert told == []
    predict.trigger()
    walkthrough.go_to(2, line)
    QApplication.processEvents()
    assert right in told_by(window, plots), "what is told can be found"


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_a_plot_that_would_give_a_result_away_is_quiet(qtbot, plot):
    scenario = {"fit": "parabola", "boundary": "moons", "digits": "digits"}.get(plot.name, "mazur")
    walkthrough = Walkthrough(load(scenario), scenario)
    panel = make_plot(plot, walkthrough, Pointing(walkthrough), Display())
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    walkthrough.go_to(1, 3)
    described = panel.accessibleDescription()
    walkthrough.hide_result()
    if panel.tells_only_past:
        assert panel.content.isVisible()
        return
    assert [text for text in painted_texts(panel) if text] == [QUIET]
    assert panel.accessibleDescription() == QUIET
    for save in (panel.csv, panel.png, panel.svg):
        with pytest.raises(ExportError, match="would give it away"):
            save()
    walkthrough.reveal_result()
    qtbot.waitUntil(panel.content.isVisible)
    assert panel.accessibleDescription() == described


def test_a_gradient_check_is_quiet_too(open_app, qtbot):
    window = open_app("mazur")
    table = window.findChild(QWidget, "gradient_table")
    table.check()
    qtbot.waitUntil(lambda: table.checker.outcome is not None)
    window.walkthrough.go_to(1, 3)
    window.walkthrough.hide_result()
    assert table.content.isHidden()
    assert table.accessibleDescription() == QUIET
    window.walkthrough.reveal_result()
    assert not table.content.isHidden()


@pytest.mark.parametrize("name", ["mazur", "softmax"])
def test_a_line_that_is_answered_tells_nothing_of_the_next(open_app, qtbot, letters_only, name):
    window = open_app(name)
    walkthrough = window.walkthrough
    window.findChild(QWidget, "canvas").player.reduce_motion = True
    plots = plots_of(window, qtbot)
    walkthrough.grow(3)
    walkthrough.go_to(2, 0)
    window.findChild(QAction, "predict").trigger()
    told = []
    for line in lines_of(walkthrough.trace):
        if line == len(walkthrough.trace):
            continue
        walkthrough.go_to(2, line)
        window.findChild(QAction, "reveal").trigger()
        symbol = walkthrough.trace[line + 1].symbol
        hidden = four_digits(Known(walkthrough.trace, line + 1).value(symbol))
        allowed = known_numbers(walkthrough) | {four_digits(walkthrough.known.value(walkthrough.step.symbol))}
        if hidden in allowed or not is_long(hidden):
            continue
        for _ in range(3):
            QApplication.processEvents()
        found = told_by(window, plots)
        told += [f"line {line}: {found[hidden]}"] if hidden in found else []
    assert told == []


def test_a_csv_file_that_is_being_written_is_given_up_when_results_are_asked_for(open_app, qtbot, tmp_path):
    window = open_app("mazur")
    window.findChild(QAction, "export_csv").trigger()
    dialog = window.findChild(QWidget, "export_button").window()
    path = tmp_path / "told.csv"
    dialog.findChild(QWidget, "path").setText(str(path))
    dialog.findChild(QWidget, "last_update").setValue(20_000)
    dialog.findChild(QWidget, "export_button").click()
    window.findChild(QAction, "predict").trigger()
    assert dialog.findChild(QWidget, "message").text() == f"{QUIET} No file was written."
    assert not path.exists()


def test_a_csv_file_is_not_written_while_a_result_is_asked_for(open_app, tmp_path):
    window = open_app("mazur")
    window.findChild(QAction, "predict").trigger()
    window.findChild(QAction, "export_csv").trigger()
    dialog = window.findChild(QWidget, "export_button").window()
    path = tmp_path / "told.csv"
    dialog.findChild(QWidget, "path").setText(str(path))
    dialog.findChild(QWidget, "export_button").click()
    assert dialog.findChild(QWidget, "message").text() == QUIET
    assert not path.exists()
