"""The lessons that come with the app, by topic, with their time and how far the person has come."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from explainer.lessons.shipped import LessonHead, lessons, topics
from explainer.state.lesson.progress import KeptProgress
from explainer.views.controls.choices import BrokenButton
from explainer.views.controls.controls import Label

_ABOUT = "Each lesson has short cards beside the window. They ask, and what they speak of is lit."


class LessonList(QWidget):
    """Emits `chosen` with the id of a lesson."""

    chosen = Signal(str)

    def __init__(self, progress: KeptProgress) -> None:
        super().__init__()
        self._progress = progress
        self._buttons: dict[str, BrokenButton] = {}
        self.setAccessibleName("Lessons")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(_wrapped(Label(_ABOUT, wordWrap=True)))
        numbers = {head.id: at for at, head in enumerate(lessons(), start=1)}
        for topic, heads in topics().items():
            heading = Label(topic)
            heading.setProperty("role", "title")
            layout.addSpacing(6)
            layout.addWidget(heading)
            for head in heads:
                layout.addWidget(self._button(head, numbers[head.id]))
        self.renew()

    def _button(self, head: LessonHead, number: int) -> BrokenButton:
        button = BrokenButton(f"{number}  {head.title}")
        button.setObjectName(f"lesson_{head.id}")
        button.setToolTip(f"{head.title}\n{head.goal}")
        button.clicked.connect(partial(self.chosen.emit, head.id))
        button.setProperty("heading", f"{number}  {head.title}")
        self._buttons[head.id] = button
        return button

    @property
    def first(self) -> QWidget:
        """The button of the first lesson."""
        return next(iter(self._buttons.values()))

    def renew(self) -> None:
        """Show how far the person has come by now."""
        for head in lessons():
            done = self._progress.of(head.id, head.cards).done
            how_far = "done" if done == head.cards else f"{done} of {head.cards}" if done else f"{head.minutes} min"
            button = self._buttons[head.id]
            button.show_text(f"{button.property('heading')} ({how_far})")


def _wrapped(label: Label) -> Label:
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setProperty("role", "caption")
    return label
