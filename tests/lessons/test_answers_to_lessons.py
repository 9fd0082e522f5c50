"""Answers to the questions of a lesson: right, wrong with what was done, or not yet all."""

import pytest
from lesson_text import LESSON

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.lessons.answers.conditions import Present, holds
from explainer.lessons.answers.judging import asked_line, judge, sign_of
from explainer.lessons.answers.shuffling import offered
from explainer.lessons.lesson import NumberAsked, WrongValue
from explainer.lessons.numbers.calculation import calculation_of
from explainer.lessons.numbers.values import Values
from explainer.lessons.reading.lesson_file import read_lesson
from explainer.variants.typed_number import Agreement

LOOK, NUMBER, SIGN, CHOICE, FIND, ORDER, DO = range(7)


@pytest.fixture(scope="module")
def lesson():
    return read_lesson(LESSON)


@pytest.fixture(scope="module")
def answered(lesson):
    def answer(card, given):
        found = judge(lesson.cards[card].ask, given, calculation_of(lesson, card))
        return found.agreement, found.slip

    return answer


SLIP = "Nothing can be done before what it is made of is there."
RIGHT, NONE, FEW = Agreement.RIGHT, Agreement.NONE, Agreement.FEW_DIGITS


@pytest.mark.parametrize(
    ("card", "given", "how", "said"),
    [
        (NUMBER, "0.3775", RIGHT, ""),
        (NUMBER, "0,37750", RIGHT, ""),
        (NUMBER, "151/400", RIGHT, ""),
        (NUMBER, "0.0275", NONE, "The bias is left out."),
        (NUMBER, "0.7", NONE, "The inputs are left out."),
        (NUMBER, "-0.3775", NONE, "The sign of net_h1 is turned."),
        (NUMBER, "0.38", FEW, "Right so far. Go on to 5 digits."),
        (NUMBER, "seven", FEW, "Type a number, like 0.25, 1/4 or 2.5e-3."),
        (NUMBER, "1e999", FEW, "Type a number, like 0.25, 1/4 or 2.5e-3."),
        (NUMBER, "77", NONE, ""),
        (SIGN, "+", RIGHT, ""),
        (SIGN, "-", NONE, "A negative gradient would make the weight larger."),
        (SIGN, "−", NONE, "A negative gradient would make the weight larger."),
        (SIGN, "0", NONE, ""),
        (CHOICE, "0.291028", RIGHT, ""),
        (CHOICE, "0.298371", NONE, "That is the error before the update."),
        (FIND, ["w5"], FEW, "Right so far. There is 1 more."),
        (FIND, [], FEW, "Right so far. There are 2 more."),
        (FIND, ["w6", "w5"], RIGHT, ""),
        (FIND, ["w5", "w7"], NONE, "That one leads to o2."),
        (FIND, ["h1"], NONE, ""),
        (ORDER, ["forward", "loss", "backward", "update"], RIGHT, ""),
        (ORDER, ["loss", "forward", "backward", "update"], NONE, SLIP),
    ],
)  # fmt: skip
def test_an_answer_is_judged(answered, card, given, how, said):
    assert answered(card, given) == (how, said)


def test_of_an_expression_the_numbers_shown_are_enough(lesson):
    question = NumberAsked(text="How much lower is the error?", answer="E_total - (update 2: E_total)")
    card = calculation_of(lesson, LOOK)
    by_hand = 0.298371 - 0.291028
    assert judge(question, f"{by_hand:.6f}", card).is_right
    assert judge(question, "0.00734", card).agreement is FEW
    assert not judge(question, f"{0.298371 - 0.291038:.6f}", card).is_right


def test_a_whole_number_is_exact(lesson):
    question = NumberAsked(
        text="?", answer="parameters", whole=True, wrong=(WrongValue("8", "The biases are left out."),)
    )
    card = calculation_of(lesson, LOOK)
    assert judge(question, "12", card).is_right
    assert judge(question, "8", card).slip == "The biases are left out."
    assert not judge(question, "12.001", card).is_right


def test_what_is_0_but_for_rounding_has_no_sign(lesson):
    values = calculation_of(lesson, LOOK).values
    assert values.number("0.1 + 0.2 - 0.3") != 0
    assert [sign_of(of, values) for of in ("0.1 + w2 - 0.3", "w1 - 0.1", "w1 - 0.2")] == ["0", "+", "−"]


def test_the_line_is_asked_where_the_card_stands_at_it(lesson):
    cards = [calculation_of(lesson, index) for index in range(7)]
    lines = [asked_line(card.ask, of) for card, of in zip(lesson.cards, cards, strict=True)]
    assert lines[:2] == [None, 1]
    assert cards[SIGN].values.trace[lines[SIGN]].symbol_text == "dE_total/dw5"
    assert lines[3:] == [None] * 4


def test_texts_are_offered_in_an_order_that_stays_and_tells_nothing():
    texts = ["forward", "loss", "backward", "update"]
    orders = [offered(texts, "a", f"card {number}") for number in range(40)]
    assert all(sorted(order) == sorted(texts) and order != texts for order in orders)
    assert offered(texts, "a", "card 1") == orders[1]
    assert {order[0] for order in orders} == set(texts)
    assert offered(["0.5", "−2", "10"], "a", "b") == ["−2", "0.5", "10"]


@pytest.mark.parametrize(
    ("until", "so"),
    [
        ("b1 <= 0", False),
        ("b1 == 0.35", True),
        ("b1 > 0 and w1 < 1", True),
        ("b1 > 0 and w1 > 1", False),
        ("E_total != update 2: E_total", True),
        ("trained 5", True),
        ("trained 6", False),
        ("reached net_h1", True),
        ("reached out_h1", False),
        ("changed w1", False),
        ("changed w5", True),
    ],
)
def test_a_condition_is_of_the_window_as_it_is(lesson, until, so):
    scenario = example("mazur")
    edited = scenario.with_parameter(scenario.network.parameter(6), 0.41)
    run = Run(edited)
    run.advance(5)
    assert holds(until, Present(Values(run), 1, run.updates, calculation_of(lesson, DO))) is so


def test_what_training_moves_is_not_changed(lesson):
    run = Run(example("mazur"))
    run.advance(9)
    assert not holds("changed w5", Present(Values(run, 10), 1, run.updates, calculation_of(lesson, DO)))


def test_what_is_changed_in_the_middle_of_training_is_changed(lesson):
    card, scenario = calculation_of(lesson, DO), example("mazur")
    run = Run(scenario)
    run.advance(5)
    after = run.scenario_after(3)
    branch = run.branch(after.with_parameter(after.network.parameter(6), 0.7), 3)
    branch.advance(2)
    assert [holds(f"changed {name}", Present(Values(branch), 0, 5, card)) for name in ("w5", "w6")] == [True, False]
    assert not holds("changed w5", Present(Values(run.branch(after, 3)), 0, 3, card))


@pytest.mark.parametrize("name", ["i1", "target_o2", "learning_rate"])
def test_what_is_given_can_be_changed(lesson, name):
    card, scenario = calculation_of(lesson, DO), example("mazur")
    changed = {
        "i1": scenario.with_data(scenario.data.with_input(0, 0, 1.0)),
        "target_o2": scenario.with_data(scenario.data.with_target(0, 1, 1.0)),
        "learning_rate": scenario.with_learning_rate(2.0),
    }
    assert not holds(f"changed {name}", Present(Values(Run(scenario)), 0, 0, card))
    assert holds(f"changed {name}", Present(Values(Run(changed[name])), 0, 0, card))
