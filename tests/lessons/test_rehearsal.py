"""What judging needs is calculated before: afterwards no answer makes anybody wait."""

import pytest
from lesson_text import LESSON

from explainer.lessons.answers.judging import judge
from explainer.lessons.answers.rehearsal import rehearse
from explainer.lessons.numbers import values
from explainer.lessons.numbers.calculation import calculation_of
from explainer.lessons.reading.lesson_file import read_lesson

ASKED = """
[[card]]
title = "How long"
say = "Train until the loss is below 0.1."
[card.window]
scenario = "mazur"
[card.ask]
kind = "number"
text = "How many updates does it take?"
answer = "updates_to(0.1)"
whole = true
wrong = [{ value = "updates_to(0.2)", slip = "Below 0.2; otherwise {wrong_order: updates_to(0.15)}." }]
"""


@pytest.fixture
def trainings(monkeypatch):
    made = []
    train = values.needed_to
    monkeypatch.setattr(values, "needed_to", lambda *asked: made.append(asked[1]) or train(*asked))
    return made


def test_an_answer_needs_no_training_after_the_rehearsal(trainings):
    values.needed.cache_clear()
    lesson = read_lesson(LESSON.partition("[[card]]")[0] + ASKED)
    card, question = calculation_of(lesson, 0), lesson.cards[0].ask
    rehearse(question, card, 6)
    assert sorted(trainings) == [0.1, 0.15, 0.2]
    wrong = f"{card.values.number('updates_to(0.2)'):g}"
    assert judge(question, wrong, card).slip.startswith("Below 0.2; otherwise ")
    assert judge(question, f"{card.values.number('updates_to(0.1)'):g}", card).is_right
    assert len(trainings) == 3
