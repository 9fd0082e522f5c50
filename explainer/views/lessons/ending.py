"""What can be done at the end of a lesson."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.lessons.shipped import lessons
from explainer.state.lesson.lesson_walk import LessonWalk
from explainer.views.controls.choices import BrokenButton
from explainer.views.lessons.keys import LessonKeys


class LessonEnding(QWidget):
    """Seen on the closing page, where the keys come to it. `next_lesson_asked` carries the id of a lesson to begin."""

    next_lesson_asked = Signal(str)

    def __init__(self, walk: LessonWalk, keys: LessonKeys) -> None:
        super().__init__()
        self._walk, self._keys = walk, keys
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._next = self._button("Next lesson", "lesson_next", self._on_next)
        self._next.setProperty("role", "primary")
        self._end = self._button("End the lesson", "lesson_end", self._on_end)
        self._button("End, and back to what was open before", "lesson_end_back", self._on_end_back)
        self.hide()
        walk.changed.connect(self._show)

    def _button(self, text: str, name: str, slot: Callable[[], None]) -> BrokenButton:
        button = BrokenButton(text)
        button.setObjectName(name)
        button.setProperty("role", "option")
        button.clicked.connect(slot)
        self._layout.addWidget(button)
        return button

    def _show(self) -> None:
        is_wanted, lesson = self._walk.is_at_end, self._walk.lesson
        comes = next((head for head in lessons() if lesson and head.id == lesson.following), None)
        self._next.setVisible(comes is not None)
        self._next.show_text(f"Next: {comes.title}" if comes else "")
        if is_wanted is not self.isHidden():
            return
        if not is_wanted:
            self._keys.let_go(self)
        self.setVisible(is_wanted)
        if is_wanted:
            self._keys.lead_to(self._next if comes else self._end, self)

    def _on_next(self) -> None:
        if self._walk.lesson is not None:
            self.next_lesson_asked.emit(self._walk.lesson.following)

    def _on_end(self) -> None:
        self._walk.end()

    def _on_end_back(self) -> None:
        self._walk.end(goes_back=True)
