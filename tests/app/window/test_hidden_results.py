"""While a result is asked for, nothing that the window shows, says or saves tells it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from painted_texts import painted_texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from told_texts import four_digits, is_long, numbers_told

from explainer.export.whole_file import ExportError
from explainer.files.locate import load
from explainer.state.predict.mode import PredictMode
from explainer.state.session.session import Session
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace
from explainer.views.plots.plot_tabs.plots import PLOTS, make_plot

SCENARIOS = ("mazur", "softmax", "valley_nadam", "own")
MORE = ("l2", "dropout", "mazur_sequential", "batch", "brownlee_backward", "valley_adam")
EXAMPLES = Path(__file__).parents[3] / "assets" / "examples"
ALL_LINES = bool(os.environ.get("EXPLAINER_ALL_LINES"))
"""Set to look at every line of all scenarios; else at a line of some kinds, each in another tab."""
MOST_LINES = 150
TABS = ("Lines", "Matrix", "Code", "Paths", "Nudge", "Why", "Bug lab", "Printed")


def lines_of(trace, start=0):
    """Return the last line of every second kind, from this one on, or all lines, of a long update some of them."""
    last = {trace.plan.place(number).operation: number for number in range(1, len(trace) + 1)}
    return range(1, len(trace) + 1, len(trace) // MOST_LINES + 1) if ALL_LINES else [*last.values()][start % 2 :: 2]


def results(trace, lines):
    """Return what the first lines make."""
    known = Known(trace, lines)
    return [known.value(trace[number].symbol) for number in range(1, lines + 1)]


def numbers_given(walkthrough):
    """Return what was there from the start: parameters of the update, data, settings."""
    known = walkthrough.known
    data, scenario = known.scenario.data, known.scenario
    given = [*known.theta, *data.inputs.ravel(), *data.targets.ravel(), scenario.optimizer.learning_rate]
    return {four_digits(number) for number in (*given, scenario.l2, scenario.l1)}


def hidden_numbers(walkthrough, asked=()):
    """Return by their digits the results that may not be told: of the line that is asked for, of all after it, and of
    those `asked` for of which nothing is said yet; as far as no number that is known is the same."""
    known, first = walkthrough.known, walkthrough.trace_of(1)
    trace = Trace(walkthrough.run.pass_of(known.update))
    made, reached = results(trace, len(trace)), known.line - known.is_hidden
    lines = {*asked, *range(reached + 1, len(trace) + 1)}
    before = [made[line - 1] for line in range(1, reached + 1) if line not in lines]
    told = numbers_given(walkthrough) | {four_digits(number) for number in (*results(first, len(first)), *before)}
    later = {four_digits(made[line - 1]): trace[line].symbol_text for line in lines}
    return {digits: name for digits, name in later.items() if digits not in told and is_long(digits)}


@pytest.fixture
def letters_only(monkeypatch):
    """Leave symbols in letters, which can be read in what is painted; shapes of glyphs cannot."""
    monkeypatch.setattr("explainer.views.sheet.typesetter.prepare", lambda tex: None)


def plots_of(window, qtbot):
    """Return the plots over updates: that in the window's first tab, and two of our own that no screen shows."""
    made = [plot for plot in PLOTS if plot.name in ("weights", "gradients")]
    own = [make_plot(plot, window.session) for plot in made]
    for plot in own:
        qtbot.addWidget(plot)
        plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        plot.show()
    return [window.findChild(QWidget, "loss_page").made(), *own]


def opened(open_app, name, folder):
    """Open a scenario; `own` is the worked example with a formula of one's own."""
    if name != "own":
        return open_app(name)
    scenario = json.loads((EXAMPLES / "mazur.json").read_text("utf-8"))
    del scenario["published"]
    scenario["layers"][1]["activation"] = {"name": "soft_plus", "formula": "log1p(exp(x))"}
    path = folder / "own.json"
    path.write_text(json.dumps(scenario), "utf-8")
    return open_app(str(path))


def do(window, turn, line):
    """What a person does at a line, in turn: what is said then tells nothing, either."""
    prediction, walkthrough = window.session.prediction, window.walkthrough
    if prediction.is_exam:
        prediction.answer(f"-{98765.4 + line}")
        return
    match turn % 5:
        case 0:
            prediction.answer("-98765.4")
        case 1:
            prediction.hint()
            prediction.answer("-98765.4")
            prediction.answer("-98765.4")
        case 2:
            prediction.hint()
        case 3:
            for move in ("next_step", "next_step", "previous_step", "previous_step"):
                window.findChild(QAction, move).trigger()
        case 4:
            window.session.set_number(window.session.walkthrough.scenario.network.layers[0].names[0], 0.321)
            window.findChild(QAction, "undo").trigger()
            walkthrough.go_to(2, line)


CASES = [
    *((name, PredictMode.TRY_AGAIN, "numbers") for name in SCENARIOS),
    ("mazur", PredictMode.FIX, "numbers"),
    ("mazur", PredictMode.AT_END, "numbers"),
    ("valley_nadam", PredictMode.AT_END, "numbers"),
]
MORE_CASES = [
    *((name, PredictMode.TRY_AGAIN, "numbers") for name in MORE),
    *((name, PredictMode.TRY_AGAIN, "mixture") for name in (*SCENARIOS, *MORE)),
    ("softmax", PredictMode.AT_END, "numbers"),
]


@pytest.mark.timeout(3600 if ALL_LINES else 120)
@pytest.mark.parametrize(("name", "mode", "wanted"), [*CASES, *MORE_CASES] if ALL_LINES else CASES)
def test_nothing_tells_a_result_before_it_is_answered(open_app, qtbot, letters_only, tmp_path, name, mode, wanted):
    window = opened(open_app, name, tmp_path)
    walkthrough = window.walkthrough
    window.findChild(QWidget, "canvas").player.reduce_motion = True
    plots = plots_of(window, qtbot)
    walkthrough.grow(3)
    walkthrough.go_to(2, 0)
    window.session.prediction.set_mode(mode)
    predict = window.findChild(QAction, "predict")
    predict.trigger()
    window.findChild(QAction, f"ask_{wanted}").trigger()
    explanation = window.findChild(QTabWidget, "explanation")
    told, asked = [], set()
    for turn, line in enumerate(lines_of(walkthrough.trace, SCENARIOS.index(name) if name in SCENARIOS else 0)):
        walkthrough.go_to(2, line)
        if mode is PredictMode.AT_END and line == len(walkthrough.trace):
            break  # the answer to the last line ends it, and tells everything
        do(window, turn, line)
        explanation.setCurrentIndex(turn % len(TABS))
        for _ in range(3):
            QApplication.processEvents()
        for plot in plots:
            plot.prepare()
        asked = {*asked, line} if mode is PredictMode.AT_END else set()
        hidden = hidden_numbers(walkthrough, asked)
        found = numbers_told(window, plots, is_thorough=turn % 7 == 2)
        tab = TABS[turn % len(TABS)]
        told += [f"line {line}, {tab}: {hidden[digits]} in {found[digits]}" for digits in hidden.keys() & found.keys()]
    assert told == []
    walkthrough.go_to(1, 3)
    if window.session.prediction.is_on:  # an exam has ended with its update
        predict.trigger()
    QApplication.processEvents()
    made = set(filter(is_long, map(four_digits, results(walkthrough.trace, 3))))
    assert not made or made & numbers_told(window, plots).keys(), "what is told can be found"


def test_another_scenario_that_is_opened_tells_nothing_either(open_app, qtbot, letters_only):
    window = open_app("mazur")
    window.findChild(QAction, "predict").trigger()
    window.walkthrough.go_to(1, 20)
    window.walkthrough.open(load("softmax"), "softmax")
    for line in (0, 1, 4):
        window.walkthrough.go_to(1, line)
        QApplication.processEvents()
        hidden, found = hidden_numbers(window.walkthrough), numbers_told(window, [], is_thorough=True)
        assert [found[digits] for digits in hidden.keys() & found.keys()] == []


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_a_plot_that_would_give_a_result_away_is_quiet(qtbot, plot):
    scenario = {"fit": "parabola", "boundary": "moons", "digits": "digits", "ensemble": "dropout"}.get(
        plot.name, "mazur"
    )
    walkthrough = Walkthrough(load(scenario), scenario)
    panel = make_plot(plot, Session(walkthrough))
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
        walkthrough.go_to(2, line)
        window.findChild(QAction, "reveal").trigger()
        for _ in range(3):
            QApplication.processEvents()
        hidden, found = hidden_numbers(walkthrough), numbers_told(window, plots)
        told += [f"line {line}: {hidden[digits]} in {found[digits]}" for digits in hidden.keys() & found.keys()]
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
