"""What goes wrong around a lesson: other digits, other numbers, the way back, progress, and Predict beside it."""

# ruff: noqa: F811

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from test_lesson_walk import CHOICE, LESSON, NUMBER, Learner, kept, learner  # noqa: F401 (fixtures)

from explainer.files.examples import example
from explainer.lessons.numbers import training
from explainer.lessons.reading.lesson_file import read_lesson
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.lesson.progress import KeptProgress, key_of

ROUNDED = """
id = "rounded"
title = "Rounded"
minutes = 1
topic = "Test"
goal = "To choose."
closing = "Done."
[[card]]
title = "Choose"
say = "w1 is {w1}."
[card.window]
scenario = "mazur"
step = ""
[card.ask]
kind = "choice"
text = "What is the error?"
answer = "{E_total}"
wrong = [{ text = "{2*E_total}", slip = "Twice." }, { text = "0", slip = "No." }]
"""


@pytest.mark.parametrize("digits", [4, 5, 9])
def test_a_choice_is_right_with_any_digits(learner, digits):
    learner.session.display.set_digits(digits)
    learner.go(0, read_lesson(ROUNDED))
    right = learner.walk.card.options.index(f"{0.2983711087600027:.{digits}g}")
    assert learner.answer.choose(right)


def test_a_choice_is_judged_by_the_numbers_it_was_written_with(learner):
    learner.go(0, read_lesson(ROUNDED))
    right = learner.walk.card.options.index("0.298371")
    learner.session.set_number("w1", 0.9)
    assert learner.answer.choose(right)
    assert learner.answer.outcome is CardOutcome.AT_FIRST


def test_the_way_back_leads_to_what_was_open_with_its_line(learner):
    learner.walkthrough.set_learning_rate(0.7)
    learner.walkthrough.go_to(3, 5)
    scenario, cursor, run = learner.walkthrough.scenario, learner.walkthrough.cursor, learner.walkthrough.run
    learner.go(NUMBER)
    learner.session.set_number("w1", 0.9)
    learner.walkthrough.undo_stack.undo()
    learner.walk.end(goes_back=True)
    assert learner.walkthrough.run is run
    assert learner.walkthrough.cursor == cursor
    assert learner.walkthrough.scenario.same_as(scenario)
    learner.walkthrough.undo_stack.undo()
    assert learner.walkthrough.run is not run, "and that is one edit"


def test_a_lesson_of_ones_own_has_progress_of_its_own(kept):
    shipped = read_lesson(ROUNDED)
    own = replace(shipped, folder=Path("/somewhere"))
    progress = KeptProgress(kept)
    progress.note(own, 0, CardOutcome.AT_FIRST)
    assert progress.of(key_of(shipped), 1).outcomes == (None,)
    assert progress.of(key_of(own), 1).outcomes == (CardOutcome.AT_FIRST,)
    assert key_of(own) != key_of(replace(shipped, folder=Path("/elsewhere")))


@pytest.mark.parametrize(
    ("first", "then", "is_kept"),
    [
        (CardOutcome.SHOWN, CardOutcome.AT_FIRST, CardOutcome.LATER),
        (CardOutcome.SHOWN, CardOutcome.LATER, CardOutcome.LATER),
        (CardOutcome.LATER, CardOutcome.SHOWN, CardOutcome.LATER),
        (CardOutcome.AT_FIRST, CardOutcome.SHOWN, CardOutcome.AT_FIRST),
        (CardOutcome.SEEN, CardOutcome.SHOWN, CardOutcome.SHOWN),
    ],
)
def test_the_better_answer_is_kept(kept, first, then, is_kept):
    progress, lesson = KeptProgress(kept), read_lesson(ROUNDED)
    progress.note(lesson, 0, first)
    progress.note(lesson, 0, then)
    assert progress.of(key_of(lesson), 1).outcomes == (is_kept,)


def test_predict_still_asks_when_a_lesson_ends(learner):
    learner.go(CHOICE)
    learner.walkthrough.go_to(1, 2)
    learner.session.prediction.toggle()
    assert learner.walkthrough.known.is_asked
    learner.walk.end()
    assert learner.walkthrough.known.is_asked


def test_a_clicker_waits_for_the_card(learner):
    learner.go(CHOICE)
    learner.session.display.set_stage(True)
    learner.walk.is_in_sight = True
    learner.walk.go(NUMBER)
    assert learner.walk.is_preparing
    learner.session.playback.next()
    assert learner.walk.index == NUMBER
    learner.wait()
    assert learner.answer.is_open


def test_who_leaves_a_card_does_not_wait_for_its_training(qtbot, kept):
    learner = Learner(qtbot, kept)
    long = ROUNDED.replace('step = ""', 'step = ""\ntrain = 100000')
    learner.walk.start(read_lesson(long), 0)
    learner.walk.end()
    assert not learner.walk.is_preparing
    qtbot.waitUntil(gc.isenabled)  # the thread has ended


TRAINED = """
id = "trained"
title = "Trained"
minutes = 1
topic = "Test"
goal = "To know what training does."
closing = "Done."
[[card]]
title = "Long"
say = "It is trained."
window = { scenario = "mazur" }
ask = { kind = "number", text = "How many?", answer = "updates_to(0.001)", whole = true }
[[card]]
title = "Noise"
say = "A sum that is none."
ask = { kind = "sign", text = "Its sign?", answer = "(w1 + w2) - w2 - w1", wrong = [] }
"""


def test_an_answer_that_other_numbers_make_long_is_not_waited_for(learner, monkeypatch):
    learner.go(0, read_lesson(TRAINED))
    needed = learner.walk.card.calculation.values.number("updates_to(0.001)")
    monkeypatch.setattr(training, "MOMENT", -1.0)
    learner.session.set_number("w1", 0.9)
    assert not learner.answer.type("7")
    assert learner.answer.said.startswith("This cannot be compared here: that takes longer training")
    assert learner.answer.is_open
    learner.answer.reveal()
    assert learner.answer.said == f"It is {needed:,.0f} with the card's own numbers."


def test_a_sign_that_is_only_rounding_is_told_as_0(learner):
    learner.go(1, read_lesson(TRAINED))
    assert (0.15 + 0.2) - 0.2 - 0.15 != 0
    learner.answer.reveal()
    assert learner.answer.said == "It is 0."


def test_who_comes_back_to_a_card_has_answered_what_was_answered(learner):
    learner.go(NUMBER)
    assert not learner.answer.type("1")
    learner.walkthrough.open(example("xor"), "xor")
    learner.walk.back_to_card()
    learner.walk.back_to_card()
    learner.wait()
    assert learner.answer.is_open
    assert learner.answer.type("0.3775")
    assert learner.answer.outcome is CardOutcome.LATER, "not at first: there was a wrong answer before"
    learner.walkthrough.go_to(1, 5)
    learner.walk.back_to_card()
    learner.wait()
    assert (learner.answer.outcome, learner.answer.said) == (CardOutcome.LATER, "Right.")
    assert not learner.walkthrough.known.is_asked


def test_an_answer_that_was_shown_is_told_with_the_numbers_of_the_card_after_coming_back(learner):
    learner.go(NUMBER)
    learner.session.set_number("w1", 1.15)
    learner.answer.reveal()
    assert learner.answer.said == "It is 0.4275."
    learner.walk.back_to_card()
    learner.wait()
    assert (learner.answer.outcome, learner.answer.said) == (CardOutcome.SHOWN, "It is 0.3775.")
    learner.go(CHOICE)
    assert (learner.answer.is_open, learner.answer.said) == (True, ""), "another card begins anew"


@pytest.mark.parametrize("lesson", [LESSON, read_lesson(ROUNDED.replace('step = ""', 'step = "net_h1"'))])
def test_an_answer_to_a_card_tells_nothing_that_predict_asks_for(learner, lesson):
    learner.go(NUMBER if lesson is LESSON else 0, lesson)
    prediction = learner.session.prediction
    prediction.toggle()
    learner.answer.reveal()
    assert learner.answer.outcome is CardOutcome.SHOWN
    assert learner.walkthrough.known.is_asked
    assert prediction.answer("0.3775")
    assert prediction.record.asked == 1
