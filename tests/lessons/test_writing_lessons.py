"""The page on writing lessons: its lesson works, and it names all that a lesson can have."""

import re
from dataclasses import fields

import pytest

from explainer.files.assets import asset_path
from explainer.lessons.answers.judging import judge
from explainer.lessons.checking.check import findings
from explainer.lessons.checking.window_names import NAMES
from explainer.lessons.lesson import KINDS, LessonWords, WindowState
from explainer.lessons.numbers.calculation import calculation_of
from explainer.lessons.numbers.values import _STATE, UPDATES_TO
from explainer.lessons.reading.lesson_file import read_lesson


@pytest.fixture(scope="module")
def page():
    return asset_path("docs/writing_lessons.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(page):
    return re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1]


def test_its_lesson_works(example):
    assert findings(example, "one_unit.toml", None) == ([], [])


def test_its_lesson_has_every_kind_of_question(example):
    lesson = read_lesson(example)
    assert {type(card.ask) for card in lesson.cards if card.ask} == set(KINDS.values())


def test_its_answers_are_judged(example):
    lesson = read_lesson(example)
    by_hand = 1.0 * 1 - 2.0 * 0 + 0.5 * 2 - 1
    assert judge(lesson.cards[1].ask, str(by_hand), calculation_of(lesson, 1)).is_right
    assert judge(lesson.cards[1].ask, "2", calculation_of(lesson, 1)).slip == "The bias is left out."
    assert judge(lesson.cards[4].ask, ["w2"], calculation_of(lesson, 4)).is_right


def test_it_names_all_that_a_lesson_can_have(page):
    keys = {field.name for shape in (LessonWords, WindowState) for field in fields(shape)}
    names = {*keys - {"settings", "following"}, "set", "next", *KINDS, *_STATE, UPDATES_TO}
    names |= {name for known in NAMES.values() for name in known if name}
    assert [name for name in sorted(names) if not re.search(rf"`{name}\b", page)] == []


def test_the_faults_that_it_shows_are_told_so(page, example):
    shown = re.search(r"```text\n(.*?)\n```", page, re.DOTALL)[1].splitlines()
    broken = example.replace('answer = "net_o1"', 'answer = "net_o2"')
    assert findings(broken, "my_lesson.toml", None).errors == shown[:1]
    same = example.replace('"w1*i1 + w2*i2 + w3*i3"', '"net_o1 - 0"')
    assert findings(same, "my_lesson.toml", None).errors == shown[1:]
