"""A lecture: a lesson on a stage, walked with the clicker alone; the last row reads every card, and none is cut."""

from __future__ import annotations

import pytest
from painted_texts import painted_heights
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget

from explainer.lessons.lesson import ChoiceAsked
from explainer.lessons.shipped import lesson
from explainer.picture.layout.sizes import TEXT

LEAST = 21 / 1920
"""Of the width of the screen: how large letters are at least; usual ones have 24 pixels of 1920."""
ON, BACK = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
CARDS = lesson("and_or_xor").cards
BOUNDARY = next(place for place, card in enumerate(CARDS) if card.window.plot == "boundary")
TABLE = next(place for place, card in enumerate(CARDS) if card.window.tab == "Data")
CHOICE = next(place for place, card in enumerate(CARDS) if isinstance(card.ask, ChoiceAsked))
LAST = len(CARDS) - 1


def named(window, name):
    return window.findChild(QWidget, name)


class Lecturer:
    """Somebody with a clicker."""

    def __init__(self, window, qtbot, size):
        self.window, self.qtbot, self.walk = window, qtbot, window.session.lesson
        window.findChild(QAction, "reduce_motion").trigger()
        window.findChild(QAction, "present").trigger()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(*size)
        qtbot.waitUntil(lambda: window.size().toTuple() == size)

    def begin(self):
        self.window._lessons.start("and_or_xor")
        self.wait()

    def click(self, key=ON):
        QTest.keyClick(self.window.windowHandle(), key)
        self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: not self.walk.is_preparing)
        assert not self.walk.trouble
        for _ in range(3):  # what is drawn later
            self.qtbot.wait(1)
            QApplication.processEvents()

    def go(self, index):
        self.walk.go(index)
        self.wait()


@pytest.fixture
def lecture(window, qtbot):
    def begin(size=(1280, 720)):
        lecturer = Lecturer(window, qtbot, size)
        lecturer.begin()
        return lecturer

    yield begin
    window.session.lesson.end()


def check_reads(window):
    """Assert that all that is seen is large enough and whole."""
    texts = [(text, height) for text, height in painted_heights(window.centralWidget()) if text.strip()]
    assert len(texts) > 10
    least = LEAST * window.width()
    assert TEXT * named(window, "canvas").transform().m11() >= least
    assert not [(text, round(height, 1)) for text, height in texts if height < least]
    assert not [text for text, _ in texts if text.endswith(("…", "..."))]
    for area in window.findChildren(QAbstractScrollArea):
        if area.isVisible():
            bars = area.verticalScrollBar(), area.horizontalScrollBar()
            assert [bar.maximum() for bar in bars] == [0, 0], area.objectName()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.heightForWidth(label.width()) <= label.height() + 1, label.text()


def is_told(walk):
    return walk.card is None or walk.card.card.ask is None or walk.answer.is_to_do or not walk.answer.is_open


def test_a_lesson_is_walked_with_the_clicker_alone(lecture):
    lecturer = lecture()
    walk, window, seen = lecturer.walk, lecturer.window, []
    while not walk.is_at_end:
        seen.append(walk.index)
        check_reads(window)
        if not is_told(walk):
            index = walk.index
            lecturer.click()
            assert (walk.index, is_told(walk)) == (index, True)
            check_reads(window)
        lecturer.click()
    assert seen == list(range(LAST + 1))
    check_reads(window)
    lecturer.click()
    assert walk.is_at_end
    lecturer.click(BACK)
    assert walk.index == LAST


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)], ids=str)
@pytest.mark.parametrize("card", [TABLE, BOUNDARY, LAST])
def test_other_projectors_show_as_much_as_large(lecture, size, card):
    lecturer = lecture(size)
    lecturer.go(card)
    check_reads(lecturer.window)


def test_a_clicker_that_sends_a_letter_blanks_the_screen_and_answers_nothing(lecture):
    lecturer = lecture()
    lecturer.go(CHOICE)
    window = lecturer.window
    assert named(window, "canvas").hasFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_B)
    assert window.grab().toImage().pixelColor(200, 200).name() == "#000000"
    assert lecturer.walk.answer.is_open
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_B)
    lecturer.click()
    assert not lecturer.walk.answer.is_open
