"""Undo while something is half typed: where its field goes with the undone edit, so does what was typed."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTabWidget, QWidget

from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.edits.data_edits import with_generated
from explainer.state.edits.network_edits import with_added_layer, with_init
from explainer.state.edits.sample_edits import with_added_row
from explainer.state.edits.training_edits import with_batch_size, with_optimizer
from explainer.trace.lines.elements import weight_element

OF_THE_NEW_LAYER = weight_element(12)

OPTIONS = {f"setting_{option}": name for name, optimizer in OPTIMIZERS.items() for option in optimizer.options}
DATA = ("setting_data_samples", "setting_data_noise", "setting_data_seed")
GONE_WITH = {
    "mazur": {
        **{field: partial(with_optimizer, name=name) for field, name in OPTIONS.items()},
        "setting_init_epsilon": partial(with_init, scheme="uniform"),
        **{
            f"setting_data_{detail}": partial(with_generated, name="circles") for detail in ("samples", "noise", "seed")
        },
        "units_3": with_added_layer,
    },
    "xor": {"setting_batch_size": partial(with_batch_size, value=2)},
    "xor_bfgs": {"setting_learning_rate": partial(with_optimizer, name="sgd")},
}
"""For a scenario the fields that an edit brings, and that go when it is undone."""


def half_type(window: QWidget, field: QWidget) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "3")


def undo(window: QWidget) -> None:
    window.findChild(QAction, "undo").trigger()


@pytest.mark.parametrize("scenario", GONE_WITH)
def test_a_setting_that_goes_takes_what_is_half_typed_with_it(open_app, scenario: str) -> None:
    window = open_app(scenario)
    window.findChild(QAction, "settings").trigger()
    before = window.walkthrough.run
    for name, edit in GONE_WITH[scenario].items():
        window.walkthrough.change(edit)
        field = window.findChild(QLineEdit, name)
        assert field.isVisible(), name
        half_type(window, field)
        undo(window)
        assert not field.isVisible(), name
        assert window.walkthrough.run is before, name
        assert window.walkthrough.undo_stack.canRedo(), name


def test_an_edited_number_that_goes_closes_its_editor(open_app) -> None:
    window = open_app()
    before = window.walkthrough.run
    window.walkthrough.change(with_added_layer)
    canvas = window.findChild(QWidget, "canvas")
    canvas.select(OF_THE_NEW_LAYER)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.rect_of(OF_THE_NEW_LAYER).center())
    editor = canvas.findChild(QLineEdit, "number_editor")
    assert editor.isVisible()
    QTest.keyClicks(editor, "3")
    undo(window)
    assert not editor.isVisible()
    assert window.walkthrough.run is before


def test_a_sample_that_goes_closes_its_cell(open_app) -> None:
    window = open_app("xor")
    before = window.walkthrough.run
    window.walkthrough.change(with_added_row)
    tabs = next(tabs for tabs in window.findChildren(QTabWidget) if tabs.cornerWidget())
    tabs.show_table("Data")
    samples = window.findChild(QAbstractItemView, "samples")
    samples.setCurrentIndex(samples.model().index(samples.model().rowCount() - 1, 0))
    samples.edit(samples.currentIndex())
    QTest.keyClicks(QApplication.focusWidget(), "3")
    undo(window)
    assert samples.state() != QAbstractItemView.State.EditingState
    assert window.walkthrough.run is before
