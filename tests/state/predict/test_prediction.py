"""Predicting without a window: what is asked, what is said of an answer, and the score."""

from __future__ import annotations

import math

import pytest

from explainer.bugs.catalogue import with_bug
from explainer.files.locate import load
from explainer.functions.expression import evaluate
from explainer.state.predict.mode import PredictMode
from explainer.state.session.session import Session
from explainer.state.session.update_notes import start_lines
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Reveal
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.elements import weight_element
from explainer.trace.notations.naming import symbol_name
from explainer.variants.questions.kinds import Wanted


@pytest.fixture
def session(qapp):
    session = Session(Walkthrough(load("mazur"), "mazur"))
    session.prediction.toggle()
    session.playback.next()
    return session


@pytest.mark.parametrize("typed", ["0.3775", "0,3775", "151/400", "3.775e-1", " 0.37750 "])
def test_a_right_answer_completes_the_line_and_the_next_is_asked(session, typed):
    known = session.walkthrough.known
    assert math.isnan(known.value(known.step.symbol))
    assert session.prediction.answer(typed)
    assert session.walkthrough.known.reveal is Reveal.ANSWERED
    assert "Right" in session.prediction.said
    assert session.prediction.standing.startswith("1 right at first, 0 with")
    session.playback.next()
    assert session.line == "out_h1"
    assert session.prediction.is_asked
    session.playback.back()
    assert not session.prediction.is_asked


def test_a_slip_is_named_then_a_hint_then_the_line_is_shown(session):
    prediction = session.prediction
    assert not prediction.answer("0.0275")
    assert prediction.said == "You left out the bias, b1."
    assert prediction.is_asked
    assert not prediction.answer("0.77")
    assert "w1" in prediction.said
    assert prediction.is_asked
    assert not prediction.answer("-5")
    assert not prediction.is_asked
    assert prediction.standing.startswith("0 right at first, 0 with help, 1 shown")


def test_a_slip_that_gives_the_number_of_a_later_line_is_not_named_yet(session):
    prediction, trace = session.prediction, session.walkthrough.trace
    first, second = (next(step for step in trace if step.symbol_text == name) for name in ("net_o1", "net_o2"))
    session.walkthrough.go_to(1, first.number)
    assert not prediction.answer(repr(second.value))
    assert prediction.said.startswith("Not this number.")
    assert [slip.kind for line in prediction.record.lines.values() for slip in line.slips] == [
        "You took the weights of …."
    ]
    session.walkthrough.go_to(1, second.number)
    assert not prediction.answer(repr(first.value))
    assert prediction.said == "You took the weights of net_o1."


def test_help_makes_a_right_answer_one_with_help(session):
    session.prediction.hint()
    assert "0.3775" not in session.prediction.said
    assert session.prediction.answer("0.3775")
    assert session.prediction.standing == "0 right at first, 1 with help, 0 shown"


@pytest.mark.parametrize("typed", ["", "half", "1/0", "0.38"])
def test_what_is_no_number_or_has_few_digits_is_no_wrong_answer(session, typed):
    assert not session.prediction.answer(typed)
    assert session.prediction.answer("0.3775")
    assert session.prediction.standing.startswith("1 right at first, 0 with")


def test_next_shows_the_line_first_then_goes_on(session):
    session.playback.next()
    assert session.line == "net_h1"
    assert session.prediction.standing.startswith("0 right at first, 0 with help, 1 shown")
    session.playback.next()
    assert session.line == "out_h1"


def test_what_was_answered_is_asked_again_after_an_edit(session):
    session.prediction.answer("0.3775")
    session.set_number("w1", 0.2)
    assert session.prediction.is_asked
    session.prediction.answer("0.38")
    assert session.prediction.standing == "1 right at first, 0 with help, 0 shown", "a line counts once"


def test_ending_shows_everything_again(session):
    session.prediction.toggle()
    assert session.walkthrough.known.reveal is Reveal.SHOWN


@pytest.mark.parametrize("name", ["mazur", "softmax", "l2", "valley_nadam"])
def test_every_line_takes_its_own_number_and_says_something_of_another(qapp, name):
    session = Session(Walkthrough(load(name), name))
    session.prediction.toggle()
    walkthrough = session.walkthrough
    walkthrough.next_step()
    while walkthrough.cursor.update == 1:
        value = value_at(walkthrough)
        assert not session.prediction.answer(repr(value * 1.37 + 0.11))
        assert session.prediction.said
        assert session.prediction.answer(repr(value)), session.line
        walkthrough.next_step()


def value_at(walkthrough):
    return walkthrough.trace[walkthrough.cursor.step].value


def test_no_more_digits_are_asked_for_than_are_shown(session):
    session.walkthrough.go_to(1, 16)
    assert not session.prediction.answer("0.17553")
    session.display.set_stage(True)
    assert session.prediction.answer("0.1755")


def lit(session):
    scenario = session.walkthrough.scenario
    return {symbol_name(scenario, symbol) for symbol in session.pointing.spoken_of}


def test_what_a_slip_is_about_is_lit_and_a_hint_lights_what_goes_into_the_line(session):
    prediction = session.prediction
    prediction.answer("0.0275")
    assert lit(session) == {"b1"}
    session.walkthrough.go_to(1, 14)
    assert lit(session) == set()
    prediction.answer("0.741365")
    assert lit(session) == {"dout_o1/dnet_o1"}
    session.walkthrough.go_to(1, 19)
    prediction.hint()
    assert lit(session) == {"delta_o1", "out_h2"}
    prediction.answer("0.0821670")  # with the other hidden unit
    assert lit(session) == {"out_h1", "out_h2"}
    prediction.toggle()
    assert lit(session) == set()


def test_the_number_of_another_line_is_named_only_once_it_is_known(session):
    session.walkthrough.go_to(1, 13)
    session.prediction.answer("0.175510")  # the slope of o2, which comes later
    assert "o2" not in session.prediction.said
    session.walkthrough.go_to(1, 16)
    session.prediction.answer("0.186816")
    assert session.prediction.said == "You wrote the number of ∂out_o1/∂net_o1."


def test_another_kind_of_question_is_answered_by_choosing(session):
    prediction = session.prediction
    prediction.asked.want(Wanted.SIGNS)
    session.walkthrough.go_to(1, 14)
    assert not prediction.answer("0.138499")
    assert not prediction.choose(1)
    assert "is positive" in prediction.said
    assert lit(session) == {"dE_total/dout_o1", "dout_o1/dnet_o1"}
    assert prediction.choose(0)
    assert prediction.standing == "0 right at first, 1 with help, 0 shown"
    session.playback.next()
    session.playback.next()
    assert not session.walkthrough.known.is_hidden, "a slope has no sign to ask for"


def test_the_formula_is_hidden_while_it_is_asked_for(session):
    session.prediction.asked.want(Wanted.FORMULAS)
    session.walkthrough.go_to(1, 14)
    assert session.walkthrough.step.formula == "delta_o1"
    texts = [option.text for option in session.prediction.choice.options]
    assert session.prediction.choose(texts.index("∂E_total/∂out_o1 · ∂out_o1/∂net_o1"))
    assert session.walkthrough.step.formula == "dE_total/dout_o1 * dout_o1/dnet_o1"


def test_edges_are_picked_and_compared(session):
    prediction = session.prediction
    prediction.asked.want(Wanted.PLACES)
    session.walkthrough.go_to(1, 24)
    assert session.pointing.is_picking
    session.pointing.pick(weight_element(6))
    session.pointing.pick(weight_element(7))
    assert lit(session) == {"w5", "w6"}
    assert not prediction.compare()
    assert prediction.said == "w6 leads from h2 to o1."
    session.pointing.pick(weight_element(7))
    session.pointing.pick(weight_element(8))
    assert prediction.compare()
    assert not session.pointing.is_picking


def test_more_is_asked_each_round(session):
    prediction, walkthrough = session.prediction, session.walkthrough
    prediction.asked.fade(True)
    walkthrough.go_to(1, 18)
    assert not prediction.is_asked
    assert walkthrough.known.value(walkthrough.step.symbol) == walkthrough.step.value
    walkthrough.go_to(1, 40)
    assert prediction.is_asked
    assert prediction.round_text == "Round 1 of 6: updates"
    walkthrough.go_to(2, 18)
    assert prediction.is_asked
    assert prediction.round_text == "Round 2 of 6: updates and gradients"
    walkthrough.go_to(1, 18)
    assert not prediction.is_asked


def test_rounds_of_another_scenario_begin_at_its_start(session):
    prediction, walkthrough = session.prediction, session.walkthrough
    prediction.toggle()
    walkthrough.go_to(3, 0)
    prediction.asked.fade(True)
    prediction.toggle()
    walkthrough.open(load("l2"), "l2")
    assert prediction.round_text.startswith("Round 1 of 6")
    walkthrough.go_to(2, 0)
    assert prediction.round_text.startswith("Round 2 of 6")


def test_at_the_end_numbers_alone_are_asked_for(session):
    prediction = session.prediction
    prediction.asked.want(Wanted.SIGNS)
    prediction.set_mode(PredictMode.AT_END)
    session.walkthrough.go_to(1, 2)
    assert prediction.is_asked
    assert prediction.choice is None


def test_playing_waits_for_each_answer(qapp):
    session = Session(Walkthrough(load("mazur"), "mazur"))
    session.prediction.toggle()
    said = []
    session.walkthrough.said.connect(said.append)
    session.playback.play_or_pause()
    assert session.walkthrough.cursor == (1, 1)
    assert session.prediction.is_asked
    assert not session.playback.is_playing
    session.playback.play_or_pause()
    assert session.prediction.is_asked
    assert said == ["Playing waits for an answer; R shows the result."]


def test_what_the_notes_tell_of_results_is_not_told_while_they_are_asked_for(qapp):
    session = Session(Walkthrough(load("mazur"), "mazur"))
    assert "0.298371109" in " ".join(start_lines(session.walkthrough))
    session.prediction.toggle()
    assert "0.298371109" not in " ".join(start_lines(session.walkthrough))
    session.prediction.toggle()
    assert "0.298371109" in " ".join(start_lines(session.walkthrough))


@pytest.mark.parametrize("shown", [BugShown.OPEN, BugShown.CLOSED])
def test_the_number_of_the_right_program_is_called_so_where_the_bug_is_told(session, shown):
    session.walkthrough.open(with_bug(load("mazur"), "one_path"), "mazur")
    wrong = next(step for step in session.walkthrough.trace if step.right is not None)
    right = repr(evaluate(wrong.right, wrong.read))
    session.walkthrough.show_bug(shown)
    session.walkthrough.go_to(1, wrong.number)
    assert not session.prediction.answer(right)
    said = session.prediction.said
    if shown is BugShown.OPEN:
        assert said.startswith("That is what the right program makes")
        assert wrong.scenario.bug.said in said
    else:
        assert said.startswith("Not this number.")
        assert not session.prediction.answer(right)
        assert "one_path" not in session.prediction.said
        assert wrong.scenario.bug.said not in session.prediction.said
