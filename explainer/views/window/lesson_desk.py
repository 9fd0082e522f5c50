"""The lesson's column beside the middle of the window, and what a card wants the window to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from explainer.lessons.lesson import LessonError, WindowState
from explainer.lessons.reading.lesson_file import load_lesson
from explainer.state.lesson.prepared_card import PreparedCard
from explainer.state.lesson.progress import KeptProgress
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.session import Session
from explainer.state.walkthrough.moves import Granularity
from explainer.trace.formula.notation import Notation
from explainer.views.lessons.column import LessonColumn

_LARGEST = 100_000
_TABLES = ("Steps", "Data", "Check")
LESSON_SUFFIX = ".toml"


class ReadBefore(NamedTuple):
    """How numbers were written, and how far a step went, before a lesson set it."""

    notation: Notation
    digits: int
    size: Granularity


class LessonDesk(QSplitter):
    """Holds the middle of the window, and the column as soon as it is wanted. `said` carries a sentence, `resized`
    tells that the middle has another width, `check_wanted` that a card wants the gradients to be checked."""

    said = Signal(str)
    resized = Signal()
    check_wanted = Signal()

    def __init__(
        self, session: Session, kept: KeptSettings, actions: Mapping[str, QAction], middle: QWidget, home: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session, self._actions, self._middle, self._home = session, actions, middle, home
        self._walk = session.lesson
        self._walk.progress = KeptProgress(kept)
        self._column: LessonColumn | None = None
        self._before: ReadBefore | None = None
        self._width = next(iter(kept.wholes("lesson/width", 1, _LARGEST)), 0)
        self.setAccessibleName("Lesson beside the window")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(middle)
        for name in ("next_card", "previous_card", "back_to_lesson"):
            actions[name].setEnabled(False)
        self._walk.window_asked.connect(self._on_card)
        self._walk.changed.connect(self._on_walk)
        self.splitterMoved.connect(self.resized)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its id."""
        walk = self._walk
        return {
            "lessons": self.show_column,
            "next_card": walk.next,
            "previous_card": walk.previous,
            "back_to_lesson": walk.back_to_card,
        }

    @property
    def column_width(self) -> int:
        """How much of the width the column has."""
        return 0 if self._column is None or self._column.isHidden() else self._column.width() + self.handleWidth()

    def show_column(self, is_shown: bool) -> None:
        """Show the column, or fold it; the lesson in it stays."""
        self._note_width()
        if self._column is None and is_shown:
            self._make_column()
        if self._column is not None:
            self._column.setVisible(is_shown)
            if is_shown:
                self._share()
                self._column.take_keys()
            elif self._column.isAncestorOf(self.window().focusWidget() or self):
                self._home.setFocus()
        self._walk.is_in_sight = is_shown
        self._actions["lessons"].setChecked(is_shown)
        self.resized.emit()

    def start(self, name: str) -> None:
        """Begin a lesson that comes with the app."""
        self.show_column(True)
        try:
            self._walk.start_shipped(name)
        except LessonError as error:
            self.said.emit(str(error))

    def open_file(self, path: str) -> None:
        """Begin the lesson in a file; one that cannot be used changes nothing and is explained."""
        try:
            lesson = load_lesson(Path(path))
        except LessonError as error:
            first, *others = str(error).splitlines()
            more = f" (and {len(others)} more; `lesson {Path(path).name} --check` tells all)" if others else ""
            self.said.emit(f"{first}{more}")
            return
        self.show_column(True)
        self._walk.start(lesson, 0)

    def remember(self, kept: KeptSettings) -> None:
        """Keep how wide the column is, and the person's own way of reading."""
        self._put_back()
        self._note_width()
        if self._width:
            kept.keep("lesson/width", str(self._width))

    def _make_column(self) -> None:
        column = self._column = LessonColumn(self._walk, self._session.display, self._actions, self._home)
        column.next_lesson_asked.connect(self.start)
        column.term_asked.connect(self._session.pointing.ask_term)
        self.insertWidget(0, column)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)

    def _note_width(self) -> None:
        if self._column is not None and self._column.isVisible():
            self._width = self._column.width()

    def _share(self) -> None:
        column = self._column
        if column is not None:
            width = max(self._width or column.sizeHint().width(), column.minimumWidth())
            self.setSizes([width, max(self.width() - width, 1)])

    # what a card wants

    def show_card(self) -> None:
        """Show once more what the card at hand wants the window to show: the window is another, as on a stage."""
        if self._walk.card is not None and not self._walk.is_away:
            self._on_card(self._walk.card)

    def _on_walk(self) -> None:
        if not self._walk.is_on:
            self._put_back()

    def _note_reading(self) -> None:
        if self._before is None:
            writing, size = self._session.display.writing, self._session.playback.granularity
            self._before = ReadBefore(writing.notation, writing.digits, size)

    def _put_back(self) -> None:
        """Write numbers as before the lesson."""
        before, self._before = self._before, None
        if before is not None:
            self._session.display.set_notation(before.notation)
            self._session.display.set_digits(before.digits)
            self._session.playback.set_granularity(before.size)

    def _on_card(self, card: PreparedCard) -> None:
        window, session = card.calculation.window, self._session
        self._note_reading()
        session.display.set_notation(Notation(window.notation or Notation.WORKED))  # the names that cards say
        if window.digits is not None:
            session.display.set_digits(window.digits)
        if window.size is not None:
            session.playback.set_granularity(Granularity(window.size))
        if window.select is not None:
            with suppress(LookupError):
                session.select(window.select)
        action = self._actions.get(_shown_by(window))
        if action is not None:
            self._trigger(action)
        if window.check:
            self.check_wanted.emit()

    def _trigger(self, action: QAction) -> None:
        """Let an action bring something forward, which takes the keys where a person has asked for it; nobody has."""
        focused = self.window().focusWidget()
        action.trigger()
        keeps = focused if focused is not None and focused.isVisible() else self._home
        keeps.setFocus(Qt.FocusReason.OtherFocusReason)


def _shown_by(window: WindowState) -> str:
    """Return the id of the action that shows the plot, the table or the tab of a card."""
    if window.plot:
        return f"plot_{window.plot}"
    if window.tab in _TABLES:
        return f"table_{window.tab.lower()}"
    return f"show_{window.tab.lower().replace(' ', '_')}" if window.tab else "close_plots"
