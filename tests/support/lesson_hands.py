"""The hands of a learner who goes through lessons in a real window: by the keyboard alone, or by the mouse alone.

Keys and clicks go to the window, as those of a person do: what has the focus, or is on top, gets them. With the mouse
a number is typed, too, after a click into the field for it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from explainer.lessons.answers.judging import SIGNS, judge, sign_of, wrong_numbers
from explainer.lessons.lesson import ChoiceAsked, FindAsked, NumberAsked, OrderAsked, SignAsked
from explainer.lessons.texts import filled
from explainer.state.lesson.prepared_card import PreparedCard
from explainer.trace.lines.elements import element_called

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
COUNTS = {1000: Qt.Key.Key_4, 100: Qt.Key.Key_3, 10: Qt.Key.Key_2, 1: Qt.Key.Key_1}
"""How many updates are made at once, and the key for it, with Ctrl."""
MOST_TABS = 400


class Answers(NamedTuple):
    """What is given to a card: a number as it is typed, places of options, or names of elements."""

    wrong: str | list[int] | list[str]
    right: str | list[int] | list[str]


def answers_to(card: PreparedCard, digits: int) -> Answers:
    """Return a wrong answer to a card and the right one, as a learner gives them."""
    question, calculation = card.card.ask, card.calculation
    values = calculation.values
    match question:
        case NumberAsked():
            right = _typed(values.number(question.answer), question)
            slips = (_typed(value, question) for _, value in wrong_numbers(question, values))
            return Answers(next(text for text in (*slips, "77", "-78") if _is_wrong(text, card)), right)
        case SignAsked():
            right = SIGNS.index(sign_of(question.answer, values))
            return Answers([(right + 1) % len(SIGNS)], [right])
        case ChoiceAsked():
            right = card.options.index(filled(question.answer, values, digits))
            return Answers([(right + 1) % len(card.options)], [right])
        case OrderAsked():
            order = [card.options.index(filled(text, values, digits)) for text in question.answer]
            return Answers(order[::-1], order)
        case FindAsked():
            wrong = [it.element for it in question.wrong if not it.element.startswith("b")]  # a folded unit's is hidden
            return Answers(wrong[:1], list(question.answer))
    raise AssertionError(f"{question} has no answer that is given at once")


def _typed(value: float, question: NumberAsked) -> str:
    return f"{value:.15g}" if question.whole else f"{value:.{question.digits - 1}e}"


def _is_wrong(text: str, card: PreparedCard) -> bool:
    found = judge(card.card.ask, text, card.calculation)
    return not found.is_right and bool(found.slip or text in ("77", "-78"))


class Hands:
    """What both ways of going through a lesson have in common."""

    def __init__(self, window, qtbot) -> None:
        self.window, self.qtbot, self.walk = window, qtbot, window.session.lesson

    @property
    def focused(self) -> QWidget | None:
        return QApplication.focusWidget()

    def child(self, kind: type, name: str):
        """Return a part of the window that can be seen."""
        found = [part for part in self.window.findChildren(kind, name) if part.isVisible()]
        assert found, f"no {name} in sight"
        return found[0]

    def wait(self) -> None:
        """Wait until a card, or the closing page, is there."""
        walk, trainer = self.walk, self.window.session.trainer
        self.qtbot.waitUntil(lambda: not walk.is_preparing and not trainer.is_training)
        assert not walk.trouble, walk.trouble
        assert walk.closing if walk.is_at_end else walk.card is not None and not walk.is_away
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        for letter in text:
            self.press(letter)

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key: the window that is in front gets it."""
        assert self.focused is not None, "the keys are nowhere"
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def answer(self, given: str | list[int] | list[str]) -> None:
        """Give an answer to the card."""
        question = self.walk.card.card.ask
        match question:
            case NumberAsked():
                self.type_number(given)
            case FindAsked():
                for name in given:
                    self.pick(name)
            case _:
                for place in given:
                    self.choose(place)
        QApplication.processEvents()

    def do(self, deed: tuple) -> None:
        """Do what a card wants to be done in the window."""
        match deed:
            case ("set", str(name), str(value)):
                self.set_number(name, self.walk.card.calculation.values.number(value))
            case ("train", int(updates)):
                self.train(updates)
            case ("button", str(text)):
                self.push(text)
            case _:
                raise AssertionError(deed)
        QApplication.processEvents()

    def train(self, updates: int) -> None:
        for count in COUNTS:
            for _ in range(updates // count):
                self.train_once(count)
                self.qtbot.waitUntil(lambda: not self.window.session.trainer.is_training)
                QApplication.processEvents()
            updates %= count

    def element(self, name: str):
        return element_called(self.window.walkthrough.scenario, name)

    def button(self, text: str, within: str = "") -> QAbstractButton:
        """Return the button with this text that can be seen, in a part of the window or all of it."""
        place = self.child(QWidget, within) if within else self.window
        found = [it for it in place.findChildren(QAbstractButton) if it.isVisible() and it.text() == text]
        assert len(found) == 1, (text, found)
        return found[0]


class Keyboard(Hands):
    """Goes through a lesson by the keys alone."""

    name, window_size = "keyboard", (1280, 800)

    def begin(self, lesson: str) -> None:
        self.press(Qt.Key.Key_L, CONTROL)
        self.tab_to(lambda: self.focused.objectName() == f"lesson_{lesson}", f"lesson {lesson}")
        self.press(Qt.Key.Key_Space)
        self.wait()

    def next(self) -> None:
        self.press(Qt.Key.Key_PageDown, CONTROL)
        self.wait()

    def back(self) -> None:
        self.press(Qt.Key.Key_PageUp, CONTROL)
        self.wait()

    def end(self) -> None:
        self.tab_to(lambda: self.focused.objectName() == "lesson_end_back", "the end of the lesson")
        self.press(Qt.Key.Key_Space)

    def tab_to(self, is_there: Callable[[], bool], what: str) -> None:
        """Press Tab until something has the focus, or is selected."""
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.press(Qt.Key.Key_Tab)
            assert self.focused is not None, f"on the way to {what} the keys are lost"
        raise AssertionError(f"Tab never comes to {what}")

    def type_number(self, text: str) -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def choose(self, place: int) -> None:
        is_sign = isinstance(self.walk.card.card.ask, SignAsked)
        self.press("+-0"[place] if is_sign else "ABCDEFGHIJ"[place])

    def select(self, name: str) -> None:
        self.tab_to(lambda: self._is_selected(name), name)

    def _is_selected(self, name: str) -> bool:
        in_picture = self.focused.objectName() == "canvas"
        return in_picture and self.window.pointing.selected == self.element(name)

    def pick(self, name: str) -> None:
        self.select(name)
        self.press(Qt.Key.Key_Return)

    def set_number(self, name: str, value: float) -> None:
        self.select(name)
        self.press(Qt.Key.Key_Return)
        self.type(f"{value:.6g}")
        self.press(Qt.Key.Key_Return)

    def train_once(self, count: int) -> None:
        self.press(COUNTS[count], CONTROL)

    def push(self, text: str) -> None:
        button = self.button(text)
        self.tab_to(lambda: self.focused is button, text)
        self.press(Qt.Key.Key_Space)


class Mouse(Hands):
    """Goes through a lesson by clicks on what can be seen; digits are typed only into a field that was clicked."""

    name = "mouse"
    window_size = 1024, 700
    """The smallest that the window is made for: not all is in sight, and large networks are folded."""

    def begin(self, lesson: str) -> None:
        bar = self.window.menuBar()
        menu = next(action for action in bar.actions() if action.text().replace("&", "") == "Lesson")
        QTest.mouseClick(bar, LEFT, PLAIN, bar.actionGeometry(menu).center())
        self._choose_in(menu.menu(), "Lessons")
        self.click(self.child(QWidget, f"lesson_{lesson}"))
        self.wait()

    def _choose_in(self, menu: QMenu, text: str) -> None:
        self.qtbot.waitUntil(menu.isVisible)
        action = next(action for action in menu.actions() if action.text() == text)
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(action).center())
        self.window.activateWindow()  # as a window manager does where a menu was closed

    def next(self) -> None:
        self.click(self.button("Next ▶", within="lesson_column"))
        self.wait()

    def back(self) -> None:
        self.click(self.button("◀ Back", within="lesson_column"))
        self.wait()

    def end(self) -> None:
        self.click(self.child(QWidget, "lesson_end_back"))

    def click(self, widget: QWidget, at: QPoint | None = None, is_double: bool = False) -> None:
        """Click on something where it can be seen; it is scrolled into sight before."""
        self._scroll_to(widget)
        at = at or widget.rect().center()
        place = widget.mapTo(self.window, at)
        on_top = self.window.childAt(place)
        assert on_top is not None, f"{widget.objectName()} is out of sight"
        assert on_top is widget or widget.isAncestorOf(on_top), f"{on_top} covers {widget.objectName()}"
        assert widget.isEnabled(), f"{widget.objectName()} cannot be clicked"
        click = QTest.mouseDClick if is_double else QTest.mouseClick
        click(self.window.windowHandle(), LEFT, PLAIN, place)
        QTest.qWait(0)

    @staticmethod
    def _scroll_to(widget: QWidget) -> None:
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget, 0, 0)
            around = around.parentWidget()

    def type_number(self, text: str) -> None:
        entry = self.child(QLineEdit, "lesson_number")
        self.click(entry)
        entry.selectAll()
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def choose(self, place: int) -> None:
        self.click(self.child(QPushButton, f"option_{place + 1}"))

    def click_on(self, name: str, is_double: bool = False) -> None:
        """Click on an element of the picture."""
        canvas = self.child(QWidget, "canvas")
        rect = canvas.rect_of(self.element(name))
        place = self._on_edge(canvas, name) if rect.isEmpty() else rect.center()
        self.click(canvas.viewport(), place, is_double)

    def _on_edge(self, canvas: QWidget, name: str) -> QPoint:
        """Return a place on the edge of a weight that has no number in the picture."""
        element, drawing = self.element(name), canvas.drawing
        curve = drawing.picture_input.layout.edges.lanes.drawn.get(element.parameter, ())
        parts = ((*pair, step / 20) for pair in pairwise(curve) for step in range(21))
        places = (canvas.mapFromScene(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)) for a, b, t in parts)
        found = (at for at in places if (there := drawing.found_at(at)) and there.element == element)
        place = next(found, None)
        assert place is not None, f"{name} is not in the picture"
        return place

    def pick(self, name: str) -> None:
        self.click_on(name)

    def set_number(self, name: str, value: float) -> None:
        canvas = self.child(QWidget, "canvas")
        if canvas.rect_of(self.element(name)).isEmpty():  # of a unit that is folded
            self.click_on(name.split("_")[-1])
        self.click_on(name, is_double=True)
        self.child(QLineEdit, "number_editor")
        self.type(f"{value:.6g}")
        self.press(Qt.Key.Key_Return)

    def train_once(self, count: int) -> None:
        self.click(self.button(f"+{count}"))

    def push(self, text: str) -> None:
        self.click(self.button(text))
