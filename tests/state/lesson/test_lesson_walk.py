"""A lesson without a window: cards put the session where they stand, ask, hide, and are answered."""

from __future__ import annotations

import pytest

from explainer.files.examples import example
from explainer.lessons.reading.lesson_file import read_lesson
from explainer.lessons.shipped import lessons
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.lesson.progress import KeptProgress
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import element_called, symbol_called

LESSON = read_lesson(
    """
id = "small"
title = "A small lesson"
topic = "Tests"
minutes = 5
goal = "All kinds of question."
closing = "The error was {update 1: E_total | 4}."
[[card]]
title = "Look"
say = "The sum is made of {w1} and {w2}."
light = ["w1", "b1", "o1"]
window = { scenario = "mazur" }
[[card]]
title = "A number"
say = "Add up."
window = { step = "net_h1" }
ask = { kind = "number", text = "net_h1?", answer = "net_h1", hint = "Do not forget b1.", wrong = [
  { value = "w1*i1 + w2*i2", slip = "The bias {b1} is left out." }] }
[[card]]
title = "A choice"
say = "After training."
window = { train = 12 }
ask = { kind = "choice", text = "Which?", answer = "falls to {loss | 3}", wrong = [
  { text = "stays", slip = "It falls." }] }
[[card]]
title = "A sign"
say = "Of w7."
window = { step = "dE_total/dw7", update = 1 }
ask = { kind = "sign", text = "Its sign?", answer = "dE_total/dw7", wrong = [{ value = "+", slip = "o2 must grow." }] }
[[card]]
title = "To find"
say = "Two weights."
ask = { kind = "find", text = "Which lead to o2?", answer = ["w7", "w8"], wrong = [
  { element = "w5", slip = "It leads to o1." }] }
[[card]]
title = "In order"
say = "Three."
ask = { kind = "order", text = "Order?", answer = ["one", "two", "three"], slip = "Count." }
[[card]]
title = "To do"
say = "Change it."
window = { edits = { w5 = 0.5 } }
ask = { kind = "do", text = "Set w1 below 0.1.", until = "w1 < 0.1" }
""",
    "small.toml",
)
LONG = read_lesson(
    """
id = "long"
title = "Long training"
topic = "Tests"
minutes = 5
goal = "To be waited for."
closing = "It is over."
[[card]]
title = "Trained"
say = "After a while."
window = { scenario = "digits", train = 2000 }
[[card]]
title = "Behind it"
say = "Later."
""",
    "long.toml",
)
LOOK, NUMBER, CHOICE, SIGN, FIND, ORDER, DO = range(7)


class Learner:
    """A session with a lesson, and somebody who waits for each card."""

    def __init__(self, qtbot, kept, scenario="xor"):
        self.qtbot = qtbot
        self.session = Session(Walkthrough(example(scenario), scenario))
        self.walkthrough, self.walk = self.session.walkthrough, self.session.lesson
        self.answer = self.walk.answer
        self.walk.progress = KeptProgress(kept)
        self.cards = []
        self.walk.window_asked.connect(self.cards.append)

    def go(self, card, lesson=LESSON):
        if self.walk.is_on:
            self.walk.go(card)
        else:
            self.walk.start(lesson, card)
        self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: not self.walk.is_preparing and bool(self.walk.card or self.walk.closing))
        self.qtbot.waitUntil(lambda: self.walk.is_at_end or not self.walk.is_away)

    @property
    def place(self):
        return self.walkthrough.name, self.walkthrough.cursor, self.walkthrough.run.updates

    def click(self, name):
        self.session.pointing.picked.emit(element_called(self.walkthrough.scenario, name))


@pytest.fixture
def kept(tmp_path):
    return KeptSettings(tmp_path / "kept.conf")


@pytest.fixture
def learner(qtbot, kept):
    learner = Learner(qtbot, kept)
    yield learner
    learner.walk.end()
    learner.session.trainer.stop()


def test_a_card_opens_its_scenario_and_lights_what_it_speaks_of(learner):
    learner.go(LOOK)
    assert learner.place == ("mazur", (1, 0), 0)
    assert learner.walk.card.say == "The sum is made of 0.15 and 0.2."
    scenario = learner.walkthrough.scenario
    named = {symbol_called(scenario, name) for name in ("w1", "b1", "out_o1")}
    assert learner.session.pointing.spoken_of == named
    assert learner.walk.kept.outcomes[LOOK] is CardOutcome.SEEN


def test_what_is_asked_for_is_hidden_until_it_is_right(learner):
    learner.go(NUMBER)
    known = learner.walkthrough.known
    assert (known.line, known.is_asked) == (1, True)
    assert not learner.answer.type("0.0275")
    assert learner.answer.said == "The bias 0.35 is left out."
    assert learner.walkthrough.known.is_asked
    assert not learner.answer.type("0.1")
    assert learner.answer.said.endswith("Do not forget b1.")
    assert learner.answer.type("0.3775")
    assert not learner.walkthrough.known.is_asked
    assert learner.walk.kept.outcomes[NUMBER] is CardOutcome.LATER


def test_the_third_wrong_answer_is_shown(learner):
    learner.go(NUMBER)
    for number in ("1", "2", "3"):
        assert learner.answer.is_open
        assert not learner.answer.type(number)
    assert learner.answer.said.endswith("It is 0.3775.")
    assert not learner.answer.is_open
    assert not learner.walkthrough.known.is_asked
    assert learner.walk.kept.outcomes[NUMBER] is CardOutcome.SHOWN


def test_stepping_on_shows_the_answer_first(learner):
    learner.go(NUMBER)
    learner.session.playback.next()
    assert learner.walkthrough.cursor == (1, 1)
    assert learner.answer.outcome is CardOutcome.SHOWN
    learner.session.playback.next()
    assert learner.walkthrough.cursor == (1, 2)
    assert learner.walk.is_away


def test_options_are_chosen(learner):
    learner.go(CHOICE)
    assert learner.place == ("mazur", (13, 0), 12)
    options = learner.walk.card.options
    right = next(at for at, text in enumerate(options) if text != "stays")
    assert not learner.answer.choose(1 - right)
    assert learner.answer.said == "It falls."
    assert learner.answer.choose(right)


def test_a_sign_is_asked_of_a_line(learner):
    learner.go(SIGN)
    assert learner.walkthrough.known.is_asked
    assert learner.walk.card.options == ("+", "−", "0")
    assert not learner.answer.choose(0)
    assert learner.answer.said == "o2 must grow."
    assert learner.answer.choose(1)
    assert learner.answer.outcome is CardOutcome.LATER


def test_elements_are_found_by_clicks(learner):
    learner.go(FIND)
    assert learner.session.pointing.is_picking
    learner.click("w7")
    assert (learner.answer.picked, learner.answer.said) == (("w7",), "Right so far. There is 1 more.")
    learner.click("w5")
    assert (learner.answer.picked, learner.answer.said) == (("w7",), "It leads to o1.")
    learner.click("w8")
    assert learner.answer.outcome is CardOutcome.LATER
    assert not learner.session.pointing.is_picking


def test_texts_are_put_in_order(learner):
    learner.go(ORDER)
    options = learner.walk.card.options
    assert sorted(options) == ["one", "three", "two"]
    assert list(options) != ["one", "two", "three"]
    for text in ("two", "one", "three"):
        learner.answer.choose(options.index(text))
    assert (learner.answer.said, learner.answer.picked) == ("Count.", ())
    learner.answer.choose(options.index("one"))
    learner.answer.choose(options.index("three"))
    learner.answer.choose(options.index("three"))
    assert learner.answer.picked == ("one",)
    learner.answer.choose(options.index("two"))
    assert learner.answer.choose(options.index("three"))


def test_what_is_to_be_done_is_seen_when_it_is(learner):
    learner.go(DO)
    assert learner.walkthrough.scenario.theta[learner.session.symbol("w5").parameter] == 0.5
    learner.session.set_number("w1", 0.2)
    assert learner.answer.is_open
    assert not learner.walk.is_away
    learner.session.set_number("w1", 0.05)
    assert learner.answer.outcome is CardOutcome.AT_FIRST


def test_updates_of_another_card_are_not_done_here(learner):
    lesson = read_lesson(
        """
id = "training"
title = "Training"
topic = "Tests"
minutes = 5
goal = "To train."
closing = "The end."
scenes.trained = { scenario = "mazur", train = 20 }
[[card]]
title = "To do"
say = "Train it."
window = { scenario = "mazur" }
ask = { kind = "do", text = "Make 20 updates.", until = "trained 20" }
[[card]]
title = "Look"
say = "The error is {trained: loss} now."
""",
        "training.toml",
    )
    learner.go(1, lesson)
    learner.go(0)
    assert learner.walkthrough.run.updates == 0
    assert learner.answer.is_open
    learner.walkthrough.grow(20)
    assert learner.answer.outcome is CardOutcome.AT_FIRST


@pytest.mark.parametrize("card", range(7))
def test_any_card_can_be_entered_directly(learner, qtbot, kept, card):
    for before in range(card + 1):
        learner.go(before)
    other = Learner(qtbot, kept, "digits")
    other.go(card)
    assert other.place == learner.place
    assert other.walkthrough.scenario.theta.tolist() == learner.walkthrough.scenario.theta.tolist()
    assert other.walkthrough.known.is_asked == learner.walkthrough.known.is_asked
    other.walk.end()


def test_who_wanders_off_comes_back(learner):
    learner.go(NUMBER)
    place = learner.place
    learner.walkthrough.open(example("xor"), "xor")
    assert learner.walk.is_away
    assert not learner.answer.type("0.3775")
    assert learner.answer.said == "Go back to the card to answer it."
    learner.walk.back_to_card()
    learner.wait()
    assert learner.place == place
    assert learner.walkthrough.known.is_asked
    assert learner.answer.type("0.3775")


def test_answers_follow_numbers_that_were_changed(learner):
    learner.go(NUMBER)
    learner.session.set_number("w1", 1.15)
    assert not learner.answer.type("0.3775")
    assert learner.answer.type("0.4275")


def test_the_line_is_told_where_a_changed_number_was_answered(learner):
    learner.go(NUMBER)
    learner.session.set_number("w1", 1.15)
    assert learner.walkthrough.known.is_asked
    assert learner.answer.type("0.4275")
    assert not learner.walkthrough.known.is_asked


def test_the_line_is_told_where_the_answer_comes_from_another_one(learner):
    learner.go(NUMBER)
    learner.walkthrough.go_to(1, 0)
    assert learner.answer.type("0.3775")
    learner.walkthrough.go_to(1, 1)
    assert not learner.walkthrough.known.is_asked


LONG = read_lesson(
    """
id = "long"
title = "A long way"
topic = "Tests"
minutes = 5
goal = "Training."
closing = "The end."
[[card]]
title = "Far"
say = "Far."
window = { scenario = "mazur", train = 60000 }
[[card]]
title = "Near"
say = "Near."
window = { scenario = "and", step = "new_b_o1" }
"""
)


def test_who_goes_on_while_a_card_is_being_trained_comes_to_the_next_one(learner):
    arrived = []
    learner.walk.place.arrived.connect(lambda: arrived.append(learner.walk.index))
    learner.walk.start(LONG, 0)
    learner.qtbot.waitUntil(lambda: learner.session.trainer.is_training, timeout=20_000)
    learner.walk.next()
    assert not learner.session.trainer.is_training
    learner.wait()
    assert learner.walkthrough.name == "and"
    assert learner.walkthrough.step.symbol_text == "b_o1+"
    assert arrived == [1]


def test_who_ends_a_lesson_while_a_card_is_being_trained_ends_the_training(learner):
    learner.walk.start(LONG, 0)
    learner.qtbot.waitUntil(lambda: learner.session.trainer.is_training, timeout=20_000)
    learner.walk.end()
    assert not learner.session.trainer.is_training


def test_predict_is_put_off_by_a_card_and_may_come_between(learner):
    learner.session.prediction.toggle()
    learner.go(NUMBER)
    assert not learner.session.prediction.is_on
    learner.session.prediction.toggle()
    learner.session.prediction.toggle()
    assert learner.walkthrough.known.is_asked
    assert learner.answer.type("0.3775")
    assert not learner.walkthrough.known.is_asked


def test_the_end_says_what_was_done_and_leads_back_to_what_was_open(learner):
    learner.session.set_number("w1", 7.0)
    learner.go(CHOICE)
    learner.go(len(LESSON.cards))
    assert learner.walk.is_at_end
    assert learner.walk.closing == "The error was 0.3065."
    learner.walk.end(goes_back=True)
    assert learner.walkthrough.name == "xor"
    assert learner.walkthrough.scenario.theta[0] == 7.0
    assert not learner.walkthrough.known.is_asked
    assert learner.session.pointing.spoken_of == frozenset()


def test_a_lesson_goes_on_where_it_was_left(learner, qtbot, kept):
    learner.go(NUMBER)
    learner.answer.type("0.3775")
    again = Learner(qtbot, kept)
    again.walk.start(LESSON)
    again.wait()
    assert again.walk.index == NUMBER
    assert again.walk.kept.done == 1
    again.walk.end()


@pytest.mark.parametrize("kept_text", ["", "9 fffffff", "x sssssss", "1 fff", "1 zzzzzzz", "1", "-1 sssssss"])
def test_damaged_progress_counts_as_none(kept, kept_text):
    kept.keep("lessons/small", kept_text)
    progress = KeptProgress(kept).of("small", 7)
    assert (progress.done, progress.last) in {(0, 0), (0, 1)}
    KeptProgress(kept).note(LESSON, 3, CardOutcome.AT_FIRST)
    assert KeptProgress(kept).of("small", 7).outcomes[3] is CardOutcome.AT_FIRST


def test_on_a_stage_the_clicker_shows_the_answer_and_then_the_next_card(learner):
    learner.session.display.set_stage(True)
    learner.walk.is_in_sight = True
    learner.go(NUMBER)
    learner.session.playback.next()
    assert (learner.walk.index, learner.answer.outcome) == (NUMBER, CardOutcome.SHOWN)
    learner.session.playback.next()
    learner.wait()
    assert learner.walk.index == CHOICE
    learner.session.playback.back()
    learner.wait()
    assert learner.walk.index == NUMBER


def test_the_clicker_waits_for_a_card(learner):
    learner.session.display.set_stage(True)
    learner.walk.is_in_sight = True
    learner.go(NUMBER)
    learner.session.playback.next()
    for click in (learner.session.playback.next, learner.session.playback.next, learner.session.playback.back):
        click()
        assert learner.walk.is_preparing
        assert learner.walk.index == CHOICE
    learner.wait()
    assert learner.answer.is_open
    learner.session.playback.back()
    learner.wait()
    assert learner.walk.index == NUMBER


def test_the_clicker_waits_for_training(learner, qtbot):
    learner.session.display.set_stage(True)
    learner.walk.is_in_sight = True
    learner.walk.start(LONG, 0)
    qtbot.waitUntil(lambda: learner.walk.place.is_going)
    learner.session.playback.next()
    learner.session.playback.back()
    assert (learner.walk.index, learner.walk.is_preparing) == (0, True)
    learner.walk.end()


def test_every_shipped_lesson_begins(learner, qtbot):
    for head in lessons():
        learner.walk.start_shipped(head.id)
        learner.wait()
        assert (learner.walk.lesson.id, learner.walk.trouble) == (head.id, "")


def test_who_is_not_told_a_slip_is_helped_more_each_time(learner):
    learner.go(NUMBER)
    said = []
    for text in ("77", "78", "79"):
        learner.answer.type(text)
        said.append(learner.answer.said)
    assert said == [
        "Not this one. Look once more at what goes in, and at each sign.",
        "Not this one. Do not forget b1.",
        "Not this one. It is 0.3775.",
    ]


def test_what_was_picked_is_lit_alone_and_only_where_the_card_is(learner):
    learner.go(FIND)
    pointing = learner.session.pointing
    learner.click("w7")
    learner.answer.reveal()
    assert learner.answer.said == "They are w7 and w8."
    symbols = {symbol_called(learner.walkthrough.scenario, name) for name in ("w7", "w8")}
    assert (pointing.spoken_of, pointing.shows_all) == (symbols, True)
    learner.walkthrough.go_to(1, 5)
    assert (pointing.spoken_of, pointing.shows_all) == (frozenset(), False)
