"""The modes of predicting without a window: own numbers go on, are mended, and are judged at the end."""

from __future__ import annotations

import pytest

from explainer.files.locate import load
from explainer.state.predict.mode import PredictMode
from explainer.state.predict.walk_record import LineOutcome
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough


def session_on(name, mode):
    session = Session(Walkthrough(load(name), name))
    session.prediction.set_mode(mode)
    session.prediction.toggle()
    session.records = []
    session.prediction.ended.connect(session.records.append)
    return session


@pytest.fixture
def fixing(qapp):
    session = session_on("mazur", PredictMode.FIX)
    session.go_to("delta_o1")
    return session


@pytest.fixture
def exam(qapp):
    session = session_on("mazur", PredictMode.AT_END)
    session.playback.next()
    return session


def values(walkthrough):
    return [step.value for step in walkthrough.trace]


def answer_as_own_numbers_say(session):
    """Answer the line as somebody does who calculates it from the numbers that are shown."""
    assert session.prediction.answer(f"{session.walkthrough.open_step.value:.6g}")


# fix and go on


def test_a_wrong_number_goes_on_and_what_follows_is_right_from_it(fixing):
    prediction, walkthrough = fixing.prediction, fixing.walkthrough
    assert not prediction.answer("0.74136")
    assert prediction.said.startswith("You left out the slope")
    assert prediction.offers
    assert not prediction.takes_answer
    prediction.go_on()
    assert walkthrough.known.value(walkthrough.step.symbol) == 0.74136
    assert walkthrough.known.is_own(walkthrough.step.symbol)
    fixing.go_to("dE_total/dw5")
    assert prediction.answer("0.43983")  # 0.74136 · 0.593270
    assert prediction.said.startswith("✓ Right from your numbers")
    fixing.go_to("dE_total/dw6")
    assert prediction.answer("0.082668")  # training's 0.138499 · 0.596884
    assert "does not follow from your numbers" in prediction.said


def test_mending_brings_every_right_number_back(fixing):
    right = values(fixing.walkthrough)
    fixing.prediction.answer("0.74136")
    fixing.prediction.go_on()
    assert values(fixing.walkthrough) != right
    fixing.prediction.mend()
    assert values(fixing.walkthrough) == right
    assert not fixing.walkthrough.known.has_own
    assert not fixing.prediction.is_asked


def test_next_has_the_line_shown_instead(fixing):
    fixing.prediction.answer("0.74136")
    fixing.playback.next()
    assert not fixing.prediction.is_asked
    assert not fixing.walkthrough.known.has_own
    assert fixing.prediction.standing.startswith("0 right at first, 0 with help, 1 shown")


@pytest.mark.parametrize(
    "leave",
    [
        lambda session: session.walkthrough.go_to(2, 1),
        lambda session: session.set_number("w1", 0.2),
        lambda session: session.prediction.toggle(),
        lambda session: session.prediction.set_mode(PredictMode.TRY_AGAIN),
    ],
    ids=["another update", "an edit", "the end", "another mode"],
)
def test_own_numbers_are_gone_elsewhere(fixing, leave):
    fixing.prediction.answer("0.74136")
    fixing.prediction.go_on()
    leave(fixing)
    fixing.walkthrough.go_to(1, 14)
    assert not fixing.walkthrough.known.has_own


def test_training_saving_and_the_next_update_have_the_right_numbers(fixing):
    walkthrough = fixing.walkthrough
    fixing.prediction.answer("0.74136")
    before = walkthrough.run.theta(0).copy(), walkthrough.run.pass_of(1).theta_after.copy()
    fixing.prediction.go_on()
    assert (walkthrough.run.pass_of(1).theta_after == before[1]).all()
    assert (walkthrough.scenario.theta == before[0]).all()
    walkthrough.go_to(2, 1)
    assert (walkthrough.trace.of.theta_before == before[1]).all()


# at the end


def test_nothing_said_of_an_answer_tells_whether_it_was_right(exam):
    prediction = exam.prediction
    prediction.answer("0.3775")
    right = prediction.said
    prediction.answer("0.0275")
    assert prediction.said == right.replace("0.3775", "0.0275")
    assert prediction.standing == "1 answered"
    prediction.hint()
    assert prediction.said == right.replace("0.3775", "0.0275")


def test_a_line_without_an_answer_is_not_passed(exam):
    exam.playback.next()
    exam.walkthrough.go_to(1, 20)
    exam.walkthrough.next_update()
    assert exam.line == "net_h1"
    assert exam.prediction.is_asked
    exam.prediction.answer("1")
    exam.playback.next()
    exam.playback.back()
    exam.walkthrough.go_to(1, 20)
    assert exam.line == "out_h1"


def test_a_slip_costs_one_line_and_what_follows_is_right(exam):
    prediction, (record,) = exam.prediction, walk_through(exam, {"delta_o1": "0.74136", "delta_o2": "-0.21707"})
    assert not prediction.is_on
    assert not exam.walkthrough.known.has_own
    assert record.count(LineOutcome.AT_FIRST) == 41
    assert [line.name for line in record.to_practise] == ["δ_o1", "δ_o2"]
    (slip, *_) = record.groups
    assert slip.what == "You left out the slope, twice"
    assert [line.name for line in slip.lines] == ["δ_o1", "δ_o2"]
    assert slip.lines[0].remark == "You left out the slope, ∂out_o1/∂net_o1"
    assert record.groups[1].what == "Right from your own numbers"
    assert [line.name for line in record.groups[1].lines][:2] == ["∂E_total/∂w5", "∂E_total/∂w6"]
    assert len(record.groups[1].lines) == 24  # all later ones but the slopes of h1 and h2


@pytest.mark.parametrize(("name", "line"), [("xor", "out_h1"), ("softmax", "net_o1"), ("valley_adam", "dE_total/dw1")])
def test_all_that_follows_is_right_in_batches_with_softmax_and_adam(qapp, name, line):
    session = session_on(name, PredictMode.AT_END)
    session.playback.next()
    (record,) = walk_through(session, {line: "0.7"}, most=70)
    assert record.count(LineOutcome.AT_FIRST) == record.asked - 1
    assert record.groups[-1].what == "Right from your own numbers"


def walk_through(session, given, most=100):
    """Answer all lines, with a number of `given` the first time that it is asked for; return the records then."""
    given = dict(given)
    while session.prediction.is_on:
        if session.walkthrough.cursor.step > most:
            session.prediction.toggle()
            break
        if session.line in given:
            session.prediction.answer(given.pop(session.line))
        else:
            answer_as_own_numbers_say(session)
        if session.prediction.is_on:
            session.playback.next()
    return session.records


def test_an_answer_can_be_changed_before_the_end(exam):
    exam.prediction.answer("0.0275")
    exam.playback.next()
    exam.prediction.answer("0.59327")
    exam.playback.back()
    assert "0.0275" in exam.prediction.said
    exam.prediction.answer("0.3775")
    exam.prediction.toggle()
    (record,) = exam.records
    assert record.sentence == "2 of 2 right at first"


@pytest.mark.parametrize(
    "leave",
    [lambda session: session.walkthrough.next_update(), lambda session: session.set_number("w1", 0.2)],
    ids=["another update", "an edit"],
)
def test_going_elsewhere_is_the_end(exam, leave):
    exam.prediction.answer("0.0275")
    leave(exam)
    assert not exam.prediction.is_on
    (record,) = exam.records
    assert record.groups[0].what == "You left out the bias, b1"


def test_an_exam_begins_at_the_cursor(qapp):
    session = session_on("mazur", PredictMode.TRY_AGAIN)
    session.prediction.toggle()
    session.go_to("out_o1")
    session.prediction.set_mode(PredictMode.AT_END)
    session.prediction.toggle()
    assert session.prediction.is_asked
    session.playback.back()
    assert not session.prediction.is_asked


# the record


def test_lines_that_were_not_right_at_first_are_practised(qapp):
    session = session_on("mazur", PredictMode.TRY_AGAIN)
    prediction = session.prediction
    for line, number in (("net_h1", "0.0275"), ("out_h1", "0.59327"), ("net_h2", "7")):
        session.go_to(line)
        prediction.answer(number)
        prediction.reveal()
    prediction.toggle()
    (record,) = session.records
    assert [line.name for line in record.to_practise] == ["net_h1", "net_h2"]
    assert record.groups[0].what == "You left out the bias, b1"
    prediction.practise([line.at for line in record.to_practise])
    assert session.line == "net_h1"
    assert prediction.answer("0.3775")
    session.playback.next()
    assert session.line == "net_h2"
    session.playback.next()
    session.playback.next()
    assert not prediction.is_on
    assert session.records[-1].is_practice
    assert session.records[-1].sentence == "1 of 2 right at first, 1 shown"


@pytest.mark.parametrize("typed", ["1e999", "9" * 60 + "e999"])
def test_a_number_that_is_too_large_for_the_machine_is_none(exam, typed):
    assert not exam.prediction.answer(typed)
    assert exam.prediction.said.startswith("Type a number")


def test_a_line_that_comes_to_no_number_from_own_numbers_says_so(qapp):
    session = session_on("valley_nadam", PredictMode.FIX)
    session.go_to("moment2_w1")
    session.prediction.answer("-1")
    session.prediction.go_on()
    session.go_to("w1+")
    assert not session.prediction.answer("3")
    assert session.prediction.said.startswith("With the numbers so far this line comes to no number.")
    session.prediction.set_mode(PredictMode.AT_END)
    session.prediction.toggle()
    session.prediction.answer("3")
    session.prediction.toggle()
    assert session.records[-1].asked == 1


def test_another_mode_ends_a_walk_only_where_something_was_answered(exam):
    exam.prediction.set_mode(PredictMode.FIX)
    assert exam.prediction.is_asked
    exam.prediction.answer("9")
    exam.prediction.set_mode(PredictMode.TRY_AGAIN)
    assert not exam.prediction.is_on
    assert exam.records[-1].asked == 1


def test_another_scenario_begins_another_walk(fixing, exam):
    for session, ended in ((fixing, 0), (exam, 1)):
        session.prediction.answer("9")
        session.walkthrough.open(load("xor"), "xor")
        assert [record.scenario for record in session.records] == ["mazur"] * ended
        assert session.prediction.is_on is not bool(ended)
    assert fixing.prediction.record.asked == 0


def test_in_a_very_long_update_a_number_stays_by_itself(qapp):
    session = session_on("digits", PredictMode.FIX)
    session.playback.next()
    session.prediction.answer("9")
    session.prediction.go_on()
    assert "too long" in session.prediction.said
    symbol = session.walkthrough.step.symbol
    assert session.walkthrough.known.value(symbol) == 9
    session.playback.next()
    assert session.prediction.answer("9")
    assert session.prediction.said.startswith("✓ Right from your numbers: out")
    assert session.walkthrough.known.value(session.walkthrough.step.symbol) == 9


def test_lines_of_a_batch_are_named_with_their_sample(qapp):
    session = session_on("xor", PredictMode.TRY_AGAIN)
    for sample in (1, 2):
        session.go_to("net_h1", sample=sample)
        session.prediction.reveal()
    assert [line.name for line in session.prediction.record.to_practise] == ["net_h1, sample 1", "net_h1, sample 2"]
