"""Training for a lesson ends: after the work and the seconds that it may take, and where nobody waits for it."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import pytest
from lesson_text import LESSON

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.lessons.checking import check
from explainer.lessons.lesson import LessonError
from explainer.lessons.numbers import training
from explainer.lessons.numbers.training import UnwantedError, as_long_as, in_a_moment, needed_to, train
from explainer.lessons.numbers.values import Values


def test_updates_are_made_as_a_run_makes_them():
    run, other = Run(example("xor")), Run(example("xor"))
    train(run, 777)
    other.advance(777)
    assert run.theta(777).tolist() == other.theta(777).tolist()
    train(run, 5)
    assert run.updates == 777


def test_a_run_that_stops_ends_the_training():
    scenario = example("batch").with_learning_rate(100.0)
    run = Run(scenario)
    train(run, 100_000)
    assert run.stopped


def test_too_much_work_is_refused_before_it_begins(monkeypatch):
    monkeypatch.setattr(training, "MOST_WORK", 1e8)
    with pytest.raises(LessonError, match=r"100,000 updates .* take too long"):
        train(Run(example("digits")), 100_000)


def test_it_may_not_take_longer_than_so_many_seconds(monkeypatch):
    monkeypatch.setattr(training, "SECONDS", -1.0)
    with pytest.raises(LessonError, match="too long"):
        train(Run(example("xor")), 5)
    with pytest.raises(LessonError, match="too long"):
        needed_to(example("xor"), 0.01)


def test_it_ends_where_nobody_waits_for_it():
    asked = []

    def is_wanted():
        asked.append(True)
        return len(asked) < 3

    run = Run(example("digits"))
    with as_long_as(is_wanted), pytest.raises(UnwantedError):
        train(run, 5000)
    assert 0 < run.updates < 5000
    train(run, run.updates + 1)  # and the next one is waited for


def test_what_is_named_in_an_expression_has_the_same_limits(monkeypatch):
    monkeypatch.setattr(training, "MOST_WORK", 1e8)
    values = Values(Run(example("digits")))
    with pytest.raises(LessonError, match="too long"):
        values.number("update 100000: loss")


def test_the_updates_needed_are_those_of_a_training_of_our_own():
    scenario = example("mazur")
    run = Run(scenario)
    run.advance(400)
    expected = next(done for done, loss in enumerate(run.losses) if loss < 0.01)
    assert needed_to(replace(scenario), 0.01) == expected


def test_what_the_window_waits_for_takes_a_moment_in_all(monkeypatch):
    values = Values(Run(example("digits")))
    begun = monotonic()
    with in_a_moment():
        for update in (20_001, 30_001, 40_001):
            with pytest.raises(LessonError, match="takes longer training"):
                values.number(f"update {update}: dE_total/dw5")
    assert monotonic() - begun < 2
    with as_long_as(lambda: False), pytest.raises(UnwantedError):
        values.number("update 20001: dE_total/dw5")


def test_many_trainings_have_one_limit_together():
    values = Values(Run(example("mazur")))
    begun = monotonic()
    with as_long_as(lambda: True, seconds=0.2):
        for update in range(100_000, 99_900, -1):
            with pytest.raises(LessonError, match="too long together"):
                values.number(f"update {update}: loss")
    assert 0.2 <= monotonic() - begun < 3
    assert values.number("update 3: updates") == 2


def test_a_lesson_that_is_checked_has_a_limit_in_all(monkeypatch):
    many = " ".join(f"{{update {100_000 - count}: loss}}" for count in range(100))
    monkeypatch.setattr(check, "SECONDS_OF_LESSON", 0.2)
    begun = monotonic()
    found = check.findings(LESSON.replace("{i1} and", f"{{i1}} {many} and"), "f.toml", None)
    assert monotonic() - begun < 5
    assert any("too long together" in sentence for sentence in found.errors)
