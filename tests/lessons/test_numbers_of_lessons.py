"""Expressions and texts of lessons, against numbers of a pocket calculator."""

from math import exp

import pytest
from lesson_text import LESSON

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.lessons.lesson import LessonError
from explainer.lessons.numbers.calculation import calculation_of, calculations
from explainer.lessons.numbers.values import Values
from explainer.lessons.reading.lesson_file import read_lesson
from explainer.lessons.texts import filled


@pytest.fixture(scope="module")
def lesson():
    return read_lesson(LESSON)


@pytest.fixture(scope="module")
def values(lesson):
    return calculation_of(lesson, 0).values


NET_H1 = 0.15 * 0.05 + 0.2 * 0.1 + 0.35
OUT_H1 = 1 / (1 + exp(-NET_H1))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("net_h1", NET_H1),
        ("w1*i1 + w2*i2", NET_H1 - 0.35),
        ("sig(net_h1)", OUT_H1),
        ("sig(net_h1)**2 - out_h1*out_h1", 0),
        ("dout_h1/dnet_h1", OUT_H1 * (1 - OUT_H1)),
        ("2*dout_h1/dnet_h1@1", 2 * OUT_H1 * (1 - OUT_H1)),
        ("delta_o1/delta_o2", 0.1384985616 / -0.0380982366),
        ("2/delta_o1/delta_o2", 2 / 0.1384985616 / -0.0380982366),
        ("new_w5", 0.35891648),
        ("(w5 - new_w5) / learning_rate", 0.082167041),
        ("E_total", 0.298371109),
        ("update 2: E_total", 0.2910277737),
        ("(update 2: E_total) - E_total", 0.2910277737 - 0.298371109),
        ("update 2: (update 1: E_total) - E_total", 0.298371109 - 0.2910277737),
        ("E_total - (update 2: E_total)", 0.298371109 - 0.2910277737),
        ("loss - E_total", 0),
        ("wrong_order: loss", 0.29102792),
        ("wrong_order: (update 1: loss) - loss", 0.298371109 - 0.291027924),
        ("wrong_order update 1: E_total", 0.298371109),
        ("parameters", 12),
        ("samples + m + n", 3),
        ("relu(-net_h1) + relu(net_h1)", NET_H1),
        ("min(1, 2) + max(1, 2, 3)", 4),
        ("-2**2", -4),
        ("1e-3", 0.001),
        ("step(-1) + step(1) + abs(-1) + log(exp(1)) + log1p(0) + tanh(0) + sqrt(4)", 5),
    ],
)
def test_an_expression_comes_to(values, expression, value):
    assert values.number(expression) == pytest.approx(value, abs=2e-9, rel=2e-7)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("net_h11", 'did you mean "net_h1"?'),
        ("net_h1 net_h2", "expected the end, got “net_h2”; times is written *"),
        ("dE_total/dw99", "dE_total"),
        ("keep_h1", "is not a number"),
        ("passed_h1", "is not a number"),
        ("sum_w1@2", "the batch has 1 sample"),
        ("accuracy", "tells no classes apart"),
        ("test_loss", "no test data"),
        ("updates_to(1e-30)", "not below 1e-30 within 20,000 updates"),
        ("right_order: loss", "is not a scene of this lesson"),
        ("net_h1 ^ 2", "a power is written **"),
    ],
)
def test_what_is_no_number_is_told(values, expression, said):
    with pytest.raises(LessonError) as raised:
        values.number(expression)
    assert said in str(raised.value)


def test_sums_are_of_the_batch_or_up_to_a_sample():
    values = Values(Run(example("batch")))
    each = [values.number(f"dE_total/dw1@{sample}") for sample in (1, 2, 3)]
    assert values.number("sum_w1@2") == pytest.approx(each[0] + each[1])
    assert values.number("sum_w1") == pytest.approx(values.number(f"sum_w1@{values.trace.samples}"))
    assert Values(values.run, sample=2).number("i1") == values.number("i1@2") != values.number("i1")


def test_how_many_updates_a_loss_takes():
    values = Values(Run(example("mazur")))
    needed = int(values.number("updates_to(0.1)"))
    losses = [values.number(f"update {needed + more}: loss") for more in (0, 1)]
    assert losses[1] < 0.1 <= losses[0]


def test_the_run_that_is_looked_at_stays_as_it_is():
    run = Run(example("mazur"))
    run.advance(3)
    far = Values(run, 2).number("update 30: loss")
    assert run.updates == 3
    other = Run(example("mazur"))
    other.advance(29)
    assert far == Values(other, 30).number("loss")


def test_texts_have_their_numbers_and_formulas_keep_their_braces(values):
    text = "{net_h1} {net_h1|2} {parameters} {update 2: E_total} {{x}} $net_{h1}$ {out_h1 - out_h1} {-net_h1}"
    assert filled(text, values, 6) == "0.3775 0.38 12 0.291028 {x} $net_{h1}$ 0 −0.3775"


WINDOWS = '''
[[card]]
title = "a"
say = "a"
window = { scenario = "mazur", edits = { w1 = 0.5 }, train = 10, tab = "Paths" }
[[card]]
title = "b"
say = "b"
window = { step = "net_o1", edits = { b1 = -1 } }
[[card]]
title = "c"
say = "c"
window = { update = 4 }
[[card]]
title = "d"
say = "d"
window = { set = { "optimizer.learning_rate" = 2 } }
[[card]]
title = "e"
say = "e"
window = { bug = "update_sign", train = 2 }
[[card]]
title = "f"
say = "f"
window = { scenario = "batch", step = "net_o1@2" }
'''  # fmt: skip


def test_a_card_stays_where_the_one_before_it_was():
    lesson = read_lesson(LESSON.partition("[scenes")[0] + WINDOWS)
    cards = [calculation_of(lesson, index) for index in range(6)]
    places = [(card.trained, card.update, card.step) for card in cards]
    assert places == [(10, 11, ""), (10, 11, "net_o1"), (10, 4, "net_o1"), (0, 1, ""), (2, 3, ""), (0, 1, "net_o1@2")]
    starts = [Values(card.run) for card in cards[:5]]
    assert [start.number("w1") for start in starts] == [0.5] * 5
    assert [start.number("b1") for start in starts] == [0.35, -1, -1, -1, -1]
    assert [start.number("learning_rate") for start in starts] == [0.5, 0.5, 0.5, 2, 2]
    assert [card.scenario.bug is None for card in cards] == [True] * 4 + [False, True]
    assert not any(card.scenario.notes for card in cards)
    assert {card.window.tab for card in cards} == {"Paths"}
    assert cards[5].sample == 2
    assert cards[5].values.number("net_o1") == cards[5].values.number("net_o1@2")
    assert cards[1].run is cards[2].run


def test_a_calculation_is_made_once(lesson):
    assert calculations(lesson) is calculations(lesson)
    assert calculations(read_lesson(LESSON)) is not calculations(lesson)
    assert calculation_of(lesson, 1).run is calculation_of(lesson, 0).run
