"""The lessons that come with the app: nothing is wrong with any of them."""

import pytest

from explainer.lessons.checking.check import findings_of_file
from explainer.lessons.checking.window_names import NAMES
from explainer.lessons.shipped import LessonHead, lesson, lesson_ids, lessons, topics
from explainer.state.walkthrough.moves import Granularity
from explainer.views.explanation.explanation_tabs import TITLES
from explainer.views.plots.plot_tabs.plots import PLOTS


@pytest.mark.parametrize("head", lessons(), ids=lambda head: head.id)
def test_nothing_is_wrong_with_a_lesson(head: LessonHead):
    assert findings_of_file(head.path, lesson_ids()) == ([], [])


@pytest.mark.parametrize("head", lessons(), ids=lambda head: head.id)
def test_the_list_says_what_is_in_the_file(head: LessonHead):
    whole = lesson(head.id)
    assert (whole.title, whole.topic, whole.minutes, len(whole.cards)) == (
        head.title,
        head.topic,
        head.minutes,
        head.cards,
    )
    assert head.path.stem.partition("_")[2] == head.id


def test_each_lesson_is_there_once_and_the_lessons_of_a_topic_follow_each_other():
    assert len(set(lesson_ids())) == len(lesson_ids())
    assert [head for of_topic in topics().values() for head in of_topic] == list(lessons())


def test_cards_name_what_the_window_has():
    assert NAMES["tab"] == (*TITLES, "Printed", "Steps", "Data", "Check")
    assert set(NAMES["plot"]) == {plot.name for plot in PLOTS} | {""}
    assert set(NAMES["size"]) == set(Granularity)
