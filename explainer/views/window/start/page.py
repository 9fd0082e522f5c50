"""The start page: what can be begun with, over the middle of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explainer.files.examples import PUBLISHED, example_groups, example_titles
from explainer.files.wording import one_line
from explainer.state.lesson.progress import KeptProgress
from explainer.state.session.display import Display
from explainer.state.session.recent_files import RecentFiles
from explainer.views.controls.choices import BrokenButton
from explainer.views.controls.controls import Label, OwnKeys, tip_of
from explainer.views.lessons.lesson_list import LessonList

_WIDE = 760
"""From this width on, enlarged as everything is, lessons are beside the rest."""
_LARGER = 1.5
WORKED_EXAMPLE = "mazur"
_GONE = "{} is not there any more."


class StartPage(QScrollArea):
    """Emits `lesson_chosen` with an id, `example_chosen` with a name, `file_chosen` with a path, and `left` when the
    person goes back to the network. `said` carries a sentence."""

    lesson_chosen = Signal(str)
    example_chosen = Signal(str)
    file_chosen = Signal(str)
    left = Signal()
    said = Signal(str)

    def __init__(self, progress: KeptProgress, recent: RecentFiles, display: Display) -> None:
        super().__init__()
        self._recent, self._display = recent, display
        self.setObjectName("start_page")
        self.setAccessibleName("Start")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lessons = LessonList(progress)
        self.lessons.chosen.connect(self.lesson_chosen)
        self._headings: list[Label] = []
        self._files = QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        recent.changed.connect(self._show_files)
        display.changed.connect(self._dress)
        self._show_files()
        self._dress()

    def _lay_out(self) -> None:
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(28, 18, 28, 18)
        whole.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._heading("Where to begin"), 1)
        back = QToolButton()
        back.setText("Back to the network")
        back.setObjectName("leave_start_page")
        back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        back.clicked.connect(self.left)
        OwnKeys(back, Qt.Key.Key_Space)
        head.addWidget(back)
        whole.addLayout(head)
        beside, lessons = QVBoxLayout(), QVBoxLayout()
        for column in (beside, lessons):
            column.setSpacing(4)
        beside.addWidget(self._heading("The worked example"))
        titles = example_titles()
        beside.addWidget(self._example(WORKED_EXAMPLE, titles[WORKED_EXAMPLE]))
        beside.addSpacing(10)
        beside.addLayout(self._files)
        beside.addSpacing(10)
        beside.addWidget(self._heading("Examples that others published"))
        for name in example_groups()[PUBLISHED]:
            beside.addWidget(self._example(name, titles[name]))
        beside.addStretch(1)
        lessons.addWidget(self._heading("Lessons"))
        lessons.addWidget(self.lessons)
        lessons.addStretch(1)
        self._columns.setSpacing(28)
        self._columns.addLayout(lessons, 1)
        self._columns.addLayout(beside, 1)
        whole.addLayout(self._columns, 1)
        self.setWidget(page)

    def _heading(self, text: str) -> Label:
        heading = Label(text)
        heading.setProperty("role", "title")
        self._headings.append(heading)
        return heading

    def _example(self, name: str, title: str) -> BrokenButton:
        return _entry(title, f"example_{name}", partial(self.example_chosen.emit, name))

    # files

    def _show_files(self) -> None:
        while (item := self._files.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        paths = self._recent.paths
        if paths:
            heading = Label("Files of last time")
            heading.setProperty("role", "title")
            heading.setFont(self._headings[0].font() if self._headings else self.font())
            self._files.addWidget(heading)
        for number, path in enumerate(paths):
            self._files.addWidget(self._file(number, path))

    def _file(self, number: int, path: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        name = one_line(Path(path).name)
        button = _entry(name, f"recent_{number}", partial(self.open_file, path))
        button.setToolTip(tip_of(one_line(path)))
        away = QToolButton()
        away.setText("×")
        away.setProperty("role", "cross")
        away.setObjectName(f"forget_recent_{number}")
        away.setAccessibleName(f"Take {name} from this list")
        away.setToolTip("Take it from this list; the file stays")
        away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        away.clicked.connect(partial(self._recent.remove, path))
        OwnKeys(away, Qt.Key.Key_Space)
        layout.addWidget(button, 1)
        layout.addWidget(away)
        return row

    def open_file(self, path: str) -> None:
        """Choose a file; one that is gone is said to be."""
        if Path(path).exists():
            self.file_chosen.emit(path)
        else:
            self.said.emit(_GONE.format(one_line(Path(path).name)))

    # how it looks

    def _dress(self) -> None:
        font = self.font()
        for at, heading in enumerate(self._headings):
            larger = type(font)(font)
            larger.setPointSizeF(font.pointSizeF() * (_LARGER if not at else 1.15))
            larger.setBold(True)
            heading.setFont(larger)
        self._fit()

    def _fit(self) -> None:
        """Have lessons beside the rest where there is room for both."""
        is_wide = self.width() >= _WIDE * self._display.zoom
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if is_wide else down)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lessons.renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _entry(text: str, name: str, slot: Callable[[], object]) -> BrokenButton:
    button = BrokenButton(text)
    button.setObjectName(name)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda _=False: slot())
    return button
