"""Every lesson from its first card to its end in a real window: by the keyboard alone, and by the mouse alone, with a
wrong answer before each right one."""

from __future__ import annotations

import os

import pytest
from lesson_hands import Keyboard, Mouse, answers_to
from PySide6.QtWidgets import QLabel, QWidget

from explainer.lessons.lesson import DoAsked
from explainer.lessons.shipped import lessons
from explainer.state.lesson.outcome import CardOutcome
from explainer.views.controls.choices import OptionButton

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen, of every menu

ALL = [head.id for head in lessons()]
SHORT = ("one_unit", "losses")
WALKED = ALL if os.environ.get("EXPLAINER_ALL_LINES") else SHORT
"""Set to go through all lessons; else through two that have cards of most kinds."""

DEEDS = {
    "out_o1@1 == 0 and net_o1@1 > -1": [("set", "b_o1", "-(w1*i1@1 + w2*i2@1 + w3*i3@1) - 0.5")],
    "sig(w2 + b_o1) > 0.9 and sig(w1 + b_o1) > 0.9 and sig(b_o1) < 0.1": [("set", "b_o1", "-10")],
    "sig(net_h1)*(1 - sig(net_h1)) < 0.05": [("set", "b1", "9")],
    "learning_rate == 0.1 and trained 100 and loss < 0.01": [("set", "learning_rate", "0.1"), ("train", 100)],
    "E_o1 < 0.0001": [("set", "target_o1", "out_o1")],
    "trained 150": [("train", 150)],
    "new_w1 >= 0.9": [("set", "learning_rate", "1.01*(0.9 - w1)/-(dE_batch/dw1)")],
    "changed w1 and trained 1000": [("set", "w1", "0.001"), ("train", 1000)],
    "changed w5": [("set", "w5", "0.9")],
    "trained 100": [("train", 100)],
    "learning_rate >= 2 and trained 20": [("set", "learning_rate", "2"), ("train", 20)],
    "learning_rate > 0.4759 and trained 100": [("set", "learning_rate", "0.48"), ("train", 100)],
    "w1 > 0.89 and w1 < 0.91 and b_o1 > 0.89 and b_o1 < 0.91": [("button", "curvature"), ("button", "Newton's step")],
    "loss < 0.01": [("train", 210)],
    "trained 200": [("train", 200)],
    "trained 450": [("train", 450)],
}
"""What is done where a card waits until this is so."""


@pytest.fixture(params=[Keyboard, Mouse], ids=lambda hands: hands.name)
def learner(request, window, qtbot):
    hands = request.param(window, qtbot)
    window.resize(*hands.window_size)
    yield hands
    hands.walk.end()


def said(learner):
    return learner.window.findChild(QLabel, "lesson_said").text()


def shown_as_chosen(learner):
    """Return of each option whether it is shown as chosen, and of none where none are in sight."""
    buttons = [it for it in learner.window.findChildren(OptionButton) if it.isVisible()]
    return [it.isChecked() for it in sorted(buttons, key=lambda it: it.place)]


def place_of_keys(answer):
    """Return the name of what has the keys when a card comes."""
    return "lesson_number" if answer.takes_number else "choices_of_lesson" if answer.takes_option else "canvas"


def go_through(learner):
    """Answer the card that is there: wrong, then right."""
    answer, card = learner.walk.answer, learner.walk.card
    assert learner.focused.isVisible()
    if card.card.ask is None:
        return
    assert answer.is_open
    assert learner.focused.objectName() == place_of_keys(answer)
    if isinstance(card.card.ask, DoAsked):
        for deed in DEEDS[card.card.ask.until]:
            assert answer.is_open, deed
            learner.do(deed)
    else:
        wrong, right = answers_to(card, learner.window.display.writing.digits)
        learner.answer(wrong)
        assert answer.is_open
        assert said(learner)
        assert shown_as_chosen(learner) == [text in answer.picked for text in card.options]
        learner.answer(right)
    assert answer.outcome in (CardOutcome.LATER, CardOutcome.AT_FIRST), said(learner)
    assert "Right" in said(learner)


@pytest.mark.parametrize("lesson", WALKED)
def test_a_lesson_is_gone_through(learner, lesson):
    learner.begin(lesson)
    walk, count = learner.walk, len(learner.walk.lesson.cards)
    for index in range(count):
        assert walk.index == index
        title = f"card {index + 1}: {walk.card.card.title}"
        try:
            go_through(learner)
        except AssertionError as error:
            raise AssertionError(f"{title}: {error}") from error
        learner.next()
    assert walk.is_at_end
    assert walk.kept.done == count
    assert CardOutcome.SHOWN not in walk.kept.outcomes
    learner.back()
    assert walk.index == count - 1
    learner.next()
    learner.end()
    assert not walk.is_on
    assert learner.child(QWidget, f"lesson_{lesson}").accessibleName().endswith("(done)")
    assert learner.window.walkthrough.name == "mazur"
    assert learner.focused is not None
    assert learner.window.findChild(object, "canvas") is learner.focused
