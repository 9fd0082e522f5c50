"""Questions answered by choosing: what is right follows from the trace, and every wrong answer has a reason."""

from __future__ import annotations

import pytest

from explainer.files.locate import load
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.variants.questions.fading import asked_in, group_of
from explainer.variants.questions.kinds import Wanted, is_asked, question_of

NAMES = ("mazur", "batch", "softmax", "valley_adam", "valley_sgd", "dropout")
CHOSEN = [wanted for wanted in Wanted if wanted is not Wanted.NUMBERS]


@pytest.fixture(scope="module")
def traces(qapp):
    return {name: Walkthrough(load(name), name).trace for name in NAMES}


def question(trace, line, wanted):
    return question_of(trace[line], wanted, 1, Notation.WORKED)


def answers(asked):
    """Return what is right, and what is said of everything else, of questions with one right option."""
    judged = [asked.judged(frozenset({place})) for place in range(len(asked.options))]
    right = [option.text for option, answer in zip(asked.options, judged, strict=True) if answer.is_right]
    return right, [answer.slip for answer in judged if not answer.is_right]


@pytest.mark.parametrize(
    ("line", "wanted", "right", "said"),
    [
        (14, Wanted.SIGNS, "positive", "∂out_o1/∂net_o1 is positive"),
        (20, Wanted.SIGNS, "negative", "δ_o2 is negative"),
        (36, Wanted.SIGNS, "shrinks", "subtracted from w1 is positive"),
        (43, Wanted.SIGNS, "grows", "subtracted from w8 is negative"),
        (22, Wanted.ORDER, "from o1", "Compare δ_o1·w5 and δ_o2·w7"),
        (36, Wanted.ORDER, "w4", "another is larger"),
        (14, Wanted.FORMULAS, "∂E_total/∂out_o1 · ∂out_o1/∂net_o1", "left out the slope"),
        (1, Wanted.FORMULAS, "w1·i1 + w2·i2 + b1", "left out the bias, b1"),
    ],
)
def test_one_option_is_right_and_others_have_a_reason(traces, line, wanted, right, said):
    found, reasons = answers(question(traces["mazur"], line, wanted))
    assert found == [right]
    assert any(said in reason for reason in reasons)


def test_all_edges_that_a_sum_comes_from_are_to_be_chosen(traces):
    asked = question(traces["mazur"], 24, Wanted.PLACES)
    texts = [option.text for option in asked.options]
    assert asked.judged(frozenset({texts.index("w5"), texts.index("w7")})).is_right
    assert asked.judged(frozenset({texts.index("w5")})).slip == "That is not all."
    wrong = asked.judged(frozenset({texts.index("w5"), texts.index("w6")}))
    assert wrong.slip == "w6 leads from h2 to o1."
    assert {symbol.parameter for symbol in wrong.place} == {7}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wanted", CHOSEN)
def test_no_question_tells_a_number_and_each_has_a_right_answer(traces, name, wanted):
    trace = traces[name]
    for line in range(1, len(trace) + 1):
        asked = question(trace, line, wanted)
        if asked is None:
            continue
        result = f"{abs(trace[line].value):.4g}"
        said = [asked.text, asked.hint, *(option.text for option in asked.options)]
        if not asked.takes_many:
            right, reasons = answers(asked)
            assert len(right) == 1
            assert all(reasons)
            said += reasons
        assert len(result) < 4 or not any(result in text for text in said)
        assert len({option.key for option in asked.options}) == len(asked.options)


def test_a_mixture_asks_every_line_and_the_same_again(traces):
    trace = traces["mazur"]
    assert all(is_asked(trace[line], Wanted.MIXTURE, 1) for line in range(1, len(trace) + 1))
    kinds = [question(trace, line, Wanted.MIXTURE) for line in range(1, len(trace) + 1)]
    again = [question(trace, line, Wanted.MIXTURE) for line in range(1, len(trace) + 1)]
    assert [type(one) for one in kinds] == [type(one) for one in again]
    assert len({type(one) for one in kinds}) == 5


def test_fading_goes_from_the_last_lines_backwards(traces):
    trace = traces["mazur"]
    groups = [group_of(trace[line]) for line in (40, 18, 26, 22, 14, 9, 1)]
    assert groups == [0, 1, 2, 2, 3, 4, 5]
    assert asked_in(1) == "updates"
    assert asked_in(3) == "updates, gradients and hidden deltas"
    assert asked_in(9) == "all lines"
