"""One of a thing is called one: on a window where nearly everything is there once, no word is in the plural."""

from __future__ import annotations

import re

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSlider, QSpinBox, QWidget

from explainer.state.background.playback import SPEEDS
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.window.export_dialog import ExportDialog

LONELY = """{
  "format": "backprop-explainer scenario", "version": 1,
  "layers": [{"units": 1}, {"units": 1, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}],
  "data": {"inputs": [[0.5]], "targets": [[1]]}, "batch_size": 1, "l1": 0.1, "l2": 0.1
}"""
COUNTED = "updates samples rows steps epochs units layers numbers digits weights columns inputs outputs terms gradients"
ONE_OF_MANY = re.compile(rf"(?<![\d.,⁻^])1 (?:[a-z]+ )?(?:{'|'.join(COUNTED.split())})\b")
PLOTS = ("loss", "weights", "gradients", "activation", "fit", "classes", "surface", "race", "compare", "ensemble")
SAYS = ("text", "toolTip", "accessibleName", "accessibleDescription", "format", "placeholderText")


def texts_of(window):
    """Return everything that the window and its canvas say."""
    widgets = window.findChildren(QWidget)
    found = {getattr(widget, says)() for widget in widgets for says in SAYS if callable(getattr(widget, says, None))}
    canvas = window.findChild(QWidget, "canvas")
    settings = [
        Element(ElementKind.SETTING, name=quantity.value) for quantity in (Quantity.BATCH_SIZE, Quantity.DATA_SIZE)
    ]
    found |= {text for element in settings for text in canvas.texts_of(element)}
    return {text for text in found if isinstance(text, str)} | {window.statusBar().currentMessage()}


def test_nothing_that_is_there_once_is_in_the_plural(open_app, qtbot, tmp_path):
    path = tmp_path / "lonely.json"
    path.write_text(LONELY, "utf-8")
    window = open_app(str(path))
    for name in PLOTS:
        window.findChild(QAction, f"plot_{name}").trigger()
    for name in ("plot_window", "settings", "export_csv", "train_1"):
        window.findChild(QAction, name).trigger()
    qtbot.waitUntil(lambda: window.walkthrough.run.updates >= 1)
    window.findChild(QSlider, "speed").setValue(SPEEDS.index(1))
    for box in window.findChildren(QSpinBox):
        box.setValue(1)
    said = texts_of(window)
    window.findChild(QAction, "first_step").trigger()
    for _ in range(len(window.walkthrough.trace)):
        window.findChild(QAction, "next_step").trigger()
        said |= texts_of(window)
    assert [text for text in said if ONE_OF_MANY.search(text)] == []
    assert {"1 sample", "1 update", "1 step a second"} <= said
    window.findChild(ExportDialog).close()
