"""Every action of the window as a list of records; menus, shortcuts and the shortcut page are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget


@dataclass(frozen=True)
class ActionRecord:
    """An action: its id (objectName), the menu it is in, its text, its shortcuts and one line on what it does."""

    id: str
    menu: str
    text: str
    shortcuts: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False


ACTIONS = (
    ActionRecord("open", "File", "Open…", ("Ctrl+O",), "Open a scenario from a file"),
    ActionRecord("save", "File", "Save", ("Ctrl+S",), "Save the network as it is at this update, with its data"),
    ActionRecord("save_as", "File", "Save As…", ("Ctrl+Shift+S",), "Save the scenario under another name"),
    ActionRecord("export_csv", "File", "Export CSV…", ("Ctrl+E",), "Write the calculation to a CSV file"),
    ActionRecord("quit", "File", "Quit", ("Ctrl+Q",), "Close the window"),
    ActionRecord("undo", "Edit", "Undo", ("Ctrl+Z",), "Take back the last change"),
    ActionRecord("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Make the change again"),
    ActionRecord("reset", "Edit", "Reset", ("Ctrl+R",), "Go back to the starting weights; data and settings stay"),
    ActionRecord("new_random_weights", "Edit", "New Random Weights", ("Ctrl+Shift+R",), "Draw other starting weights"),
    ActionRecord("next_step", "Step", "Next", ("Right", "PgDown"), "Go one step on, by the chosen size"),
    ActionRecord("previous_step", "Step", "Back", ("Left", "PgUp"), "Go one step back, by the chosen size"),
    ActionRecord("next_phase", "Step", "Next Phase", ("Shift+Right",), "Go to the end of this phase, or of the next"),
    ActionRecord("previous_phase", "Step", "Previous Phase", ("Shift+Left",), "Go to the end of the phase before"),
    ActionRecord("next_update", "Step", "Next Update", ("Ctrl+Right",), "Go before the first line of the next update"),
    ActionRecord(
        "previous_update", "Step", "Previous Update", ("Ctrl+Left",), "Go to the start of this update, or before"
    ),
    ActionRecord("first_step", "Step", "First", ("Home",), "Go before the first line of the first update"),
    ActionRecord("last_step", "Step", "Last", ("End",), "Go to the last line that has been computed"),
    ActionRecord("play_pause", "Step", "Play", ("Space",), "Step by itself, at the chosen speed"),
    ActionRecord("step_by_line", "Step", "Step by Line", ("2",), "One line of arithmetic at a time", True),
    ActionRecord("step_by_phase", "Step", "Step by Phase", ("5",), "Forward, loss, backward, update", True),
    ActionRecord("step_by_update", "Step", "Step by Update", ("6",), "A whole update at a time", True),
    ActionRecord("train_1", "Train", "1 Update", ("Ctrl+1",), "Compute one more update"),
    ActionRecord("train_10", "Train", "10 Updates", ("Ctrl+2",), "Compute 10 more updates"),
    ActionRecord("train_100", "Train", "100 Updates", ("Ctrl+3",), "Compute 100 more updates"),
    ActionRecord("train_1000", "Train", "1,000 Updates", ("Ctrl+4",), "Compute 1,000 more updates"),
    ActionRecord("stop", "Train", "Stop", ("Ctrl+.",), "Stop training or playing; what was done is kept"),
    ActionRecord(
        "settings", "View", "Settings", ("Ctrl+,",), "Show or hide the settings of network, data and training", True
    ),
    ActionRecord("reduce_motion", "View", "Reduce Motion", (), "Show each step at once, without animation", True),
    ActionRecord("shortcuts", "Help", "Keyboard Shortcuts", ("F1",), "How the picture is read, and the keys"),
)


def make_actions(window: QWidget, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Return a QAction for every record, by id, triggering the slot of the same id.

    Raises KeyError if an action has no slot.
    """
    return {record.id: _action(window, record, slots[record.id]) for record in ACTIONS}


def _action(window: QWidget, record: ActionRecord, slot: Callable[[], object]) -> QAction:
    action = QAction(record.text, window)
    action.setObjectName(record.id)
    action.setShortcuts([QKeySequence(keys) for keys in record.shortcuts])
    action.setCheckable(record.checkable)
    action.setToolTip(tool_tip(record))
    action.setStatusTip("")
    action.triggered.connect(slot)
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
    """Add a menu for every group of records, in their order."""
    menus = {}
    for record in ACTIONS:
        if record.menu not in menus:
            menus[record.menu] = bar.addMenu(f"&{record.menu}")
        menus[record.menu].addAction(actions[record.id])
