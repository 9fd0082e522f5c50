"""The start page: lessons, examples and the files of last time, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from explainer.files.examples import PUBLISHED, example, example_groups
from explainer.files.scenario.scenario_text import write_scenario
from explainer.lessons.shipped import lessons
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.recent_files import MOST, RecentFiles

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(window, qtbot):
    """Return the window and what finds a button on its start page, which is open."""
    window.findChild(QAction, "start_page").trigger()
    page = window.findChild(QWidget, "start_page")
    qtbot.waitUntil(page.isVisible)
    yield window, lambda name: page.findChild(QPushButton, name)
    window.session.lesson.end()


def test_it_lists_what_can_be_begun_with_and_esc_leads_back(start, qtbot):
    window, button = start
    assert [head.id for head in lessons() if button(f"lesson_{head.id}") is None] == []
    assert [name for name in example_groups()[PUBLISHED] if button(f"example_{name}") is None] == []
    assert "1  One unit by hand (" in button("lesson_one_unit").accessibleName()
    page = window.findChild(QWidget, "start_page")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert not window.findChild(QAction, "start_page").isChecked()
    assert window.walkthrough.name == "mazur"


def test_a_lesson_and_an_example_are_begun_from_it(start, qtbot):
    window, button = start
    qtbot.mouseClick(button("lesson_forward"), LEFT)
    walk = window.session.lesson
    qtbot.waitUntil(lambda: walk.card is not None)
    assert not window.findChild(QWidget, "start_page").isVisible()
    assert walk.lesson.id == "forward"
    walk.progress.note(walk.lesson, 3, CardOutcome.AT_FIRST)
    window.findChild(QAction, "start_page").trigger()
    assert f"of {len(walk.lesson.cards)})" in button("lesson_forward").accessibleName()
    button("example_hmkcode").setFocus()
    qtbot.keyClick(button("example_hmkcode"), Qt.Key.Key_Space)
    assert window.walkthrough.name == "hmkcode"


def test_files_that_were_opened_or_saved_are_there_the_next_time(open_app, qtbot, tmp_path):
    window = open_app()
    for name in ("first", "second"):
        path = tmp_path / f"{name}.json"
        path.write_text(write_scenario(example("xor")), encoding="utf-8")
        window._documents.open_path(str(path))
    window._documents.save_to(str(tmp_path / "third.json"))
    window.close()
    again = open_app()
    menu = next(menu for menu in again.findChildren(QMenu) if menu.title() == "Open Recent")
    assert [entry.text() for entry in menu.actions()] == ["third.json", "second.json", "first.json"]
    again.findChild(QAction, "start_page").trigger()
    page = again.findChild(QWidget, "start_page")
    qtbot.mouseClick(page.findChild(QPushButton, "recent_1"), LEFT)
    assert again.walkthrough.name == str(tmp_path / "second.json")
    (tmp_path / "first.json").unlink()
    again.findChild(QAction, "start_page").trigger()
    qtbot.mouseClick(page.findChild(QPushButton, "recent_2"), LEFT)
    assert again.statusBar().currentMessage() == "first.json is not there any more."
    assert page.isVisible()
    qtbot.mouseClick(page.findChild(QToolButton, "forget_recent_2"), LEFT)
    assert [entry.text() for entry in menu.actions()] == ["second.json", "third.json"]


def test_recent_files_are_few_and_each_is_there_once(tmp_path):
    kept = KeptSettings(tmp_path / "kept.conf")
    recent = RecentFiles(kept)
    for number in [*range(12), 5]:
        recent.add(f"/home/a|b/{number}.json")
    assert recent.paths == [f"/home/a|b/{number}.json" for number in (5, 11, 10, 9, 8, 7, 6, 4)]
    assert len(recent.paths) == MOST
    kept.keep("files/recent", "%0A|||/x|" + "y" * 9000)
    assert recent.paths == ["/x"]
