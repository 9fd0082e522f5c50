"""Options as buttons: none is cut, and those that are their own key say so once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from explainer.variants.questions.question import AnswerOption
from explainer.views.controls.choices import Choices, OptionButton

NUMBERS = [
    AnswerOption(key, text) for key, text in zip("ABC", ("0.291027774", "0.291027924", "0.305640633"), strict=True)
]


@pytest.fixture
def choices(qtbot):
    widget = Choices()
    qtbot.addWidget(widget)
    return widget


def shown_at(choices: Choices, width: int) -> list[OptionButton]:
    choices.resize(width, 200)
    choices.show()
    choices.layout().activate()
    return sorted(choices.findChildren(OptionButton), key=lambda button: button.place)


def test_short_options_are_beside_each_other_where_they_have_room(choices):
    choices.show_options(NUMBERS, frozenset(), is_open=True)
    first, second, _ = shown_at(choices, 600)
    assert first.y() == second.y()
    assert first.x() < second.x()


def test_and_below_each_other_where_they_have_none(choices):
    choices.show_options(NUMBERS, frozenset(), is_open=True)
    shown_at(choices, 600)
    buttons = shown_at(choices, 150)
    assert buttons[0].x() == buttons[1].x()
    assert buttons[0].y() < buttons[1].y() < buttons[2].y()
    assert all("0.29" in button.text() or "0.30" in button.text() for button in buttons)


def test_a_sign_is_written_once(choices):
    choices.show_options([AnswerOption("+", "+"), AnswerOption("A", "up")], frozenset(), is_open=True)
    assert [button.text() for button in shown_at(choices, 600)] == ["+", "A   up"]


def test_a_double_click_chooses_once_also_where_other_options_come(choices, qtbot):
    choices.show_options(NUMBERS, frozenset(), is_open=True)
    first = shown_at(choices, 600)[0]
    chosen = []

    def on_chosen(place):
        chosen.append(place)
        choices.show_options([AnswerOption("A", "up"), AnswerOption("B", "down")], frozenset(), is_open=True)

    choices.chosen.connect(on_chosen)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(first, left)
    again = choices.findChild(OptionButton, "option_1")
    qtbot.mouseDClick(again, left)
    qtbot.mouseRelease(again, left)
    assert chosen == [0]
    assert choices.findChild(OptionButton, "option_1") is first
    assert first.text() == "A   up"
    qtbot.mouseClick(first, left)
    assert chosen == [0, 0]
