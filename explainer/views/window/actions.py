"""Every action of the window as a list of records; menus, shortcuts and the page of help are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from explainer.state.session.display import ROUNDINGS
from explainer.state.session.session import Session
from explainer.views.explanation.predict.question_actions import MORE_EACH_ROUND, WANTED
from explainer.views.plots.plot_tabs.plots import PLOTS


@dataclass(frozen=True)
class ActionRecord:
    """An action: its id (objectName), the menu it is in ("View/Theme" is one within View), its text, its shortcuts and
    one line on what it does."""

    id: str
    menu: str
    text: str
    shortcuts: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False


PAPERS = {f"on_paper_{how.spoken.replace(' ', '_')}": how for how in ROUNDINGS}
_MORE = "Compute {} than there are, and go to the end of them"

ACTIONS = (
    ActionRecord("open", "File", "Open…", ("Ctrl+O",), "Open a scenario from a file"),
    ActionRecord("save", "File", "Save", ("Ctrl+S",), "Save the network as it is at this update, with its data"),
    ActionRecord("save_as", "File", "Save As…", ("Ctrl+Shift+S",), "Save the scenario under another name"),
    ActionRecord("copy_line", "File", "Copy as Text Line", (), "Put the scenario on the clipboard as one line of text"),
    ActionRecord("paste_line", "File", "Open Text Line", (), "Open the scenario on the clipboard, a line of text"),
    ActionRecord("mark_answers", "File", "Mark Answers…", (), "Mark somebody's numbers line by line, with their slips"),
    ActionRecord("export_csv", "File", "Export CSV…", ("Ctrl+E",), "Write the calculation to a CSV file"),
    ActionRecord(
        "export_picture", "File", "Export Picture…", ("Ctrl+Shift+E",), "Save the network at this step as PNG or SVG"
    ),
    ActionRecord("quit", "File", "Quit", ("Ctrl+Q",), "Close the window"),
    ActionRecord("undo", "Edit", "Undo", ("Ctrl+Z",), "Take back the last change"),
    ActionRecord("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Make a change again that was taken back"),
    ActionRecord("reset", "Edit", "Reset", ("Ctrl+R",), "Go back to the starting weights; data and settings stay"),
    ActionRecord("new_random_weights", "Edit", "New Random Weights", ("Ctrl+Shift+R",), "Draw other starting weights"),
    ActionRecord(
        "find_number", "Edit", "Find a Number…", ("Ctrl+F",), "Where a number from a book or a notebook comes from"
    ),
    ActionRecord(
        "fresh_numbers", "Edit", "The Same with Other Numbers", ("Ctrl+Shift+M",), "Draw numbers that no slip hides in"
    ),
    ActionRecord("copy_text", "Edit", "Copy Line as Text", (), "Copy the line as symbol = formula = numbers = result"),
    ActionRecord("copy_tex", "Edit", "Copy Line as TeX", ("Ctrl+Shift+C",), "Copy the line as TeX, for LaTeX"),
    ActionRecord("copy_picture", "Edit", "Copy Line as Picture", (), "Copy the formula as it is set here, but sharper"),
    ActionRecord("next_step", "Step", "Next", ("Right", "PgDown"), "Go one step on, by the chosen size"),
    ActionRecord("previous_step", "Step", "Back", ("Left", "PgUp"), "Go one step back, by the chosen size"),
    ActionRecord("finish_phase", "Step", "Finish This Phase", ("Shift+End",), "Go to the end of this phase"),
    ActionRecord("next_phase", "Step", "Next Phase", ("Shift+Right",), "Go to the end of this phase, or of the next"),
    ActionRecord("previous_phase", "Step", "Previous Phase", ("Shift+Left",), "Go to the end of the phase before"),
    ActionRecord("next_update", "Step", "Next Update", ("Ctrl+Right",), "Go before the first line of the next update"),
    ActionRecord(
        "previous_update", "Step", "Previous Update", ("Ctrl+Left",), "Go to the start of this update, or before"
    ),
    ActionRecord("first_step", "Step", "First", ("Home",), "Go before the first line of the first update"),
    ActionRecord("last_step", "Step", "Last", ("End",), "Go to the last line that has been computed"),
    ActionRecord(
        "last_good", "Step", "Last Good Update", ("Ctrl+G",), "Go to the last update before the numbers went wrong"
    ),
    ActionRecord("play_pause", "Step", "Play", ("Space",), "Step by itself, at the chosen speed"),
    ActionRecord("step_by_term", "Step", "Step by Term", ("1",), "A sum grows term by term", True),
    ActionRecord("step_by_line", "Step", "Step by Line", ("2",), "One line of arithmetic at a time", True),
    ActionRecord("step_by_unit", "Step", "Step by Unit", ("3",), "All lines about a unit at a time", True),
    ActionRecord("step_by_layer", "Step", "Step by Layer", ("4",), "All lines about a layer at a time", True),
    ActionRecord("step_by_phase", "Step", "Step by Phase", ("5",), "Forward, loss, backward, update", True),
    ActionRecord("step_by_update", "Step", "Step by Update", ("6",), "A whole update at a time", True),
    ActionRecord("step_by_epoch", "Step", "Step by Epoch", ("7",), "Once through the data at a time", True),
    ActionRecord("step_by_seven", "Step", "Step by Seven", ("8",), "As lectures tell it: in seven steps", True),
    ActionRecord("predict", "Step", "Predict", ("P",), "Each result is asked for before it is shown", True),
    ActionRecord("hint", "Step", "Hint", ("H",), "Help with the result that is asked for"),
    ActionRecord("reveal", "Step", "Show the Result", ("R",), "Show the result that is asked for"),
    ActionRecord("go_on_with_mine", "Step", "Go On With My Number", ("G",), "Go on with the wrong number you typed"),
    ActionRecord("mend", "Step", "Mend My Numbers", ("M",), "Let every number be as training has it"),
    ActionRecord(
        "predict_try_again",
        "Step/After a Wrong Answer",
        "Try Again",
        (),
        "The slip is told; you have two more tries",
        True,
    ),
    ActionRecord(
        "predict_fix",
        "Step/After a Wrong Answer",
        "Fix and Go On",
        (),
        "The slip is told; you go on with your number, or have the line shown",
        True,
    ),
    ActionRecord(
        "predict_at_end",
        "Step/After a Wrong Answer",
        "Say It at the End",
        (),
        "As in an exam: nothing is said before the end of the update, and your numbers go on",
        True,
    ),
    *(ActionRecord(id, "Step/Ask For", wanted.said, (), wanted.tip, True) for id, wanted in WANTED.items()),
    ActionRecord(
        MORE_EACH_ROUND,
        "Step/Ask For",
        "More Each Round",
        (),
        "The last lines, then a group more each update",
        True,
    ),
    ActionRecord("train_1", "Train", "1 More Update", ("Ctrl+1",), _MORE.format("one more update")),
    ActionRecord("train_10", "Train", "10 More Updates", ("Ctrl+2",), _MORE.format("10 more updates")),
    ActionRecord("train_100", "Train", "100 More Updates", ("Ctrl+3",), _MORE.format("100 more updates")),
    ActionRecord("train_1000", "Train", "1,000 More Updates", ("Ctrl+4",), _MORE.format("1,000 more updates")),
    ActionRecord("pause_training", "Train", "Pause", ("Ctrl+Shift+P",), "Let the training wait, or go on with it"),
    ActionRecord("stop", "Train", "Stop", ("Ctrl+.",), "Stop training or playing; what was done is kept"),
    ActionRecord(
        "settings", "View", "Settings", ("Ctrl+,",), "Show or hide the settings of network, data and training", True
    ),
    ActionRecord(
        "start_page", "Lesson", "Start Page", ("Ctrl+Home",), "Lessons, examples and the files of last time", True
    ),
    ActionRecord("lessons", "Lesson", "Lessons", ("Ctrl+L",), "Show the column of lessons, or fold it", True),
    ActionRecord("next_card", "Lesson", "Next Card", ("Ctrl+PgDown",), "Go to the next card of the lesson"),
    ActionRecord("previous_card", "Lesson", "Card Before", ("Ctrl+PgUp",), "Go to the card before"),
    ActionRecord("back_to_lesson", "Lesson", "Back to the Card", (), "Put the window where the card has it"),
    ActionRecord("flow", "View", "Flow", ("F6",), "What flows, as pipes, in the place of the canvas; or hold E", True),
    ActionRecord(
        "present", "View", "Present", ("F5", "F11"), "Fill the screen with network and formula; Esc leads back"
    ),
    ActionRecord("blank", "View", "Blank Screen", ("B", "."), "While presenting: a black screen, and back"),
    ActionRecord("leave_presentation", "View", "Stop Presenting", ("Esc",), "Back to the desk"),
    ActionRecord(
        "show_lines",
        "View/Explanation",
        "Lines",
        ("Alt+1",),
        "The line of the step, those it is made of, and those to come",
    ),
    ActionRecord("show_matrix", "View/Explanation", "Matrix", ("Alt+2",), "The step for its whole layer"),
    ActionRecord("show_code", "View/Explanation", "Code", ("Alt+3",), "The step as a line of NumPy"),
    ActionRecord("show_paths", "View/Explanation", "Paths", ("Alt+4",), "All paths from a weight to the error"),
    ActionRecord("show_nudge", "View/Explanation", "Nudge", ("Alt+5",), "Change a weight a little and see the error"),
    ActionRecord("show_why", "View/Explanation", "Why", ("Alt+9",), "Where a formula comes from, rule by rule"),
    ActionRecord("show_bug_lab", "View/Explanation", "Bug Lab", ("Ctrl+B",), "Put a bug into the program and find it"),
    ActionRecord("show_printed", "View/Explanation", "Printed", ("Alt+0",), "What a book prints, beside our numbers"),
    *(ActionRecord(plot.action, "View/Plots", plot.title, (plot.keys,), plot.tip) for plot in PLOTS),
    ActionRecord(
        "plot_window", "View/Plots", "Open in a Window", ("Ctrl+Shift+T",), "Give the plot a window, or put it back"
    ),
    ActionRecord("close_plots", "View/Plots", "Back to the Explanation", (), "Put away what covers it; Esc does, too"),
    ActionRecord("table_steps", "View/Tables", "Steps", ("Alt+6",), "Every line of this update, as a table"),
    ActionRecord("table_data", "View/Tables", "Data", ("Alt+7",), "The samples: inputs and targets"),
    ActionRecord("table_check", "View/Tables", "Check", ("Alt+8",), "Gradients beside differences of the loss"),
    ActionRecord("zoom_in", "View", "Zoom In", ("Ctrl+=", "Ctrl++"), "Make everything larger"),
    ActionRecord("zoom_out", "View", "Zoom Out", ("Ctrl+-",), "Make everything smaller"),
    ActionRecord("zoom_reset", "View", "Usual Size", ("Ctrl+0",), "Make everything as large as at first"),
    ActionRecord("fit_network", "View", "Fit Network", ("Ctrl+9",), "Show the whole network, however small", True),
    ActionRecord("unit_maps", "View", "Maps in Units", (), "What each unit makes of any two inputs", True),
    ActionRecord(
        "wish_arrows", "View", "Arrows of the Wish", (), "Which way each weight wants to go, and how far", True
    ),
    ActionRecord("on_paper", "View/As on Paper", "Round Every Line", (), "What lines come to if all are rounded", True),
    *(ActionRecord(id, "View/As on Paper", how.spoken, (), "Round lines to that", True) for id, how in PAPERS.items()),
    ActionRecord("theme_light", "View/Theme", "Light", (), "Dark text on a light ground", True),
    ActionRecord("theme_dark", "View/Theme", "Dark", (), "Light text on a dark ground", True),
    ActionRecord("theme_high_contrast", "View/Theme", "High Contrast", (), "For weak projectors", True),
    ActionRecord("next_theme", "View/Theme", "Next Theme", ("Ctrl+T",), "Light, dark, high contrast in turn"),
    ActionRecord("notation_worked", "View/Notation", "net / out", (), "net_h1, out_h1, w5, b1", True),
    ActionRecord("notation_theta", "View/Notation", "theta", (), "z, a and Θ with the layer in parentheses", True),
    ActionRecord("notation_matrix", "View/Notation", "matrix", (), "z, a, w and b with the layer above", True),
    ActionRecord(
        "next_notation", "View/Notation", "Next Notation", ("Ctrl+Shift+N",), "net / out, theta and matrix in turn"
    ),
    ActionRecord("digits_more", "View/Digits", "More Digits", ("Ctrl+]",), "Show numbers with one more digit"),
    ActionRecord("digits_fewer", "View/Digits", "Fewer Digits", ("Ctrl+[",), "Show numbers with one digit less"),
    ActionRecord("reduce_motion", "View", "Reduce Motion", (), "Show each step at once, without animation", True),
    ActionRecord("explain", "Help", "Explain This", ("Ctrl+I",), "What is selected, or what the line makes"),
    ActionRecord("glossary", "Help", "Glossary", ("Shift+F1",), "What the words mean, and what books call them"),
    ActionRecord("shortcuts", "Help", "Help", ("F1",), "How the picture is read, and the keys"),
)


def slots_of(session: Session) -> dict[str, Callable[[], object]]:
    """Return what the actions do that need only the session, by id."""
    walkthrough, playback, trainer = session.walkthrough, session.playback, session.trainer
    return {
        "undo": walkthrough.undo_stack.undo,
        "redo": walkthrough.undo_stack.redo,
        "reset": walkthrough.reset,
        "next_step": playback.next,
        "previous_step": playback.back,
        "finish_phase": walkthrough.finish_phase,
        "next_phase": walkthrough.next_phase,
        "previous_phase": walkthrough.previous_phase,
        "next_update": walkthrough.next_update,
        "previous_update": walkthrough.previous_update,
        "first_step": walkthrough.first_step,
        "last_step": walkthrough.last_step,
        "last_good": session.watch.go_to_last_good,
        "play_pause": playback.play_or_pause,
        "step_by_term": playback.step_by_term,
        "step_by_line": playback.step_by_line,
        "step_by_unit": playback.step_by_unit,
        "step_by_layer": playback.step_by_layer,
        "step_by_phase": playback.step_by_phase,
        "step_by_update": playback.step_by_update,
        "step_by_epoch": playback.step_by_epoch,
        "step_by_seven": playback.step_by_seven,
        "hint": session.prediction.hint,
        "reveal": session.prediction.reveal,
        "train_1": trainer.train_1,
        "train_10": trainer.train_10,
        "train_100": trainer.train_100,
        "train_1000": trainer.train_1000,
        "pause_training": trainer.pause_or_go_on,
    }


def make_actions(window: QWidget) -> dict[str, QAction]:
    """Return a QAction for every record, by id."""
    return {record.id: _action(window, record) for record in ACTIONS}


def connect_actions(actions: Mapping[str, QAction], slots: Mapping[str, Callable[..., object]]) -> None:
    """Let each action trigger the slot of its id; those of actions that can be checked may take whether they are.

    Raises KeyError if an action has no slot.
    """
    for name, action in actions.items():
        action.triggered.connect(slots[name])


def _action(window: QWidget, record: ActionRecord) -> QAction:
    action = QAction(record.text, window)
    action.setObjectName(record.id)
    action.setShortcuts([QKeySequence(keys) for keys in record.shortcuts])
    action.setCheckable(record.checkable)
    action.setToolTip(tool_tip(record))
    action.setStatusTip("")
    window.addAction(action)
    return action


def tool_tip(record: ActionRecord) -> str:
    """Return what the action does and the key for it."""
    keys = ", ".join(key_text(keys) for keys in record.shortcuts)
    return f"{record.tip}  ({keys})" if keys else record.tip


def key_text(keys: str) -> str:
    """Return a shortcut as people write it: → for Right."""
    for name, arrow in (("Right", "→"), ("Left", "←"), ("PgDown", "PageDown"), ("PgUp", "PageUp")):
        keys = keys.replace(name, arrow)
    return keys


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Add a menu for every group of records, in their order; "View/Theme" is a menu within View."""
    menus: dict[str, QMenu] = {}
    for record in ACTIONS:
        outer, _, inner = record.menu.partition("/")
        if outer not in menus:
            menus[outer] = bar.addMenu(f"&{outer}")
        if inner and record.menu not in menus:
            menus[record.menu] = menus[outer].addMenu(inner)
        menus[record.menu].addAction(actions[record.id])
