"""At the end of a walk: how many lines were right, which slips were made and where, and what to practise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explainer.files.wording import counted
from explainer.state.predict.predicted_walk import PredictedWalk
from explainer.state.predict.score_history import EndedWalk, ScoreHistory
from explainer.state.predict.walk_record import AskedLine, LineOutcome, WalkRecord
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.views.controls.controls import ActionButton, Label, OwnKeys, announce

_MOST_ROWS, _FEWEST_ROWS = 8, 2
_MOST_BEFORE = 3
_AT = Qt.ItemDataRole.UserRole
_INDENT = "      "
ALL_RIGHT = "Every line was right at first."


class SlipList(QListView):
    """Slips, each with the lines where it was made; Enter or a click on a line leads there."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__()
        self._walkthrough, self._rows = walkthrough, QStandardItemModel(0, 1, self)
        self.setModel(self._rows)
        self.setObjectName("slips_made")
        self.setAccessibleName("Slips, and the lines where they were made")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.connect(self._go)

    def show_record(self, record: WalkRecord) -> None:
        """Show the slips, and choose the first line that there is."""
        self._rows.clear()
        updates = {line.at.update for line in record.lines.values()}
        for group in record.groups:
            self._add(f"{group.what}:", None)
            for line in group.lines:
                self._add(_INDENT + _words(line, len(updates) > 1), line.at)
        self.setCurrentIndex(self._rows.index(1, 0))
        self.setVisible(self.count > 0)
        self.updateGeometry()

    @property
    def count(self) -> int:
        return self._rows.rowCount()

    def _add(self, text: str, at: Cursor | None) -> None:
        item = QStandardItem(text)
        item.setData(None if at is None else tuple(at), _AT)
        item.setToolTip("" if at is None else "Go to this line")
        self._rows.appendRow(item)

    def _go(self, index: QModelIndex) -> None:
        if at := index.data(_AT):
            self._walkthrough.go_to(*at)

    # Qt

    def sizeHint(self) -> QSize:
        rows = [self.sizeHintForRow(row) for row in range(min(self.count, _MOST_ROWS))]
        return QSize(super().sizeHint().width(), sum(rows) + 2 * self.frameWidth() + 4)

    def minimumSizeHint(self) -> QSize:
        row = self.fontMetrics().lineSpacing() + 6
        return QSize(0, min(self.count, _FEWEST_ROWS) * row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()


class WalkPage(QFrame):
    """Seen from the end of a walk until the next one begins, or it is closed: then the keys are at `home` again. It is
    to hear of changes before the answer bar does, which takes them from there."""

    def __init__(
        self,
        walkthrough: Walkthrough,
        walk: PredictedWalk,
        history: ScoreHistory,
        actions: Mapping[str, QAction],
        home: QWidget,
    ) -> None:
        super().__init__()
        self._walkthrough, self._walk, self._history, self._home = walkthrough, walk, history, home
        self._record = WalkRecord()
        self.setObjectName("walk_page")
        self.setAccessibleName("The walk that has ended")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.title, self.others, self.before = Label(wordWrap=True), Label(wordWrap=True), Label(wordWrap=True)
        self.title.setObjectName("walk_title")
        self.title.setProperty("role", "title")
        for label in (self.others, self.before):
            label.setProperty("role", "caption")
        self.slips = SlipList(walkthrough)
        self.practise = QPushButton("Practise")
        self.practise.setObjectName("practise")
        self.practise.setToolTip("Ask for these lines again, one after the other")
        OwnKeys(self.practise, Qt.Key.Key_Space)
        self.practise.clicked.connect(self._on_practise)
        self._lay_out(actions)
        walk.ended.connect(self._on_ended)
        walk.changed.connect(self._on_walk)
        walkthrough.edited.connect(self._on_edited)
        self.hide()

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        close = QToolButton()
        close.setText("×")
        close.setObjectName("close_walk")
        close.setProperty("role", "cross")
        close.setAccessibleName("Close this page")
        close.setToolTip("Close this page  (Esc)")
        close.clicked.connect(self._leave)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.practise)
        below.addWidget(ActionButton(actions["fresh_numbers"], "Other numbers"))
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.others)
        layout.addWidget(self.slips)
        layout.addLayout(below)
        layout.addWidget(self.before)

    def _on_ended(self, record: WalkRecord) -> None:
        self._record = record
        right, name = record.count(LineOutcome.AT_FIRST), record.scenario
        self.title.setText(f"{right:,} of {record.asked:,} right at first")
        others = [
            f"{record.count(it):,} {it}" for it in LineOutcome if it is not LineOutcome.AT_FIRST and record.count(it)
        ]
        self.others.setText(", ".join(others) or ALL_RIGHT)
        self.slips.show_record(record)
        lines = record.to_practise
        self.practise.setVisible(bool(lines) and self._is_here)
        self.practise.setText(f"Practise {counted(len(lines), 'line')}")
        self.before.setText(_told(self._history.walks(name)))
        self.before.setVisible(bool(self.before.text()))
        if not record.is_practice:
            self._history.add(name, EndedWalk(date.today(), right, record.asked))
        self.setVisible(True)
        if self.slips.count:
            self.slips.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self.title.text()}. {self.others.text()}")

    @property
    def _is_here(self) -> bool:
        """Whether the walk was through what is shown now."""
        return self._record.scenario == self._walkthrough.name

    def _on_edited(self) -> None:
        if not self._is_here and not self.isHidden():
            self._leave()

    def _on_practise(self) -> None:
        self._walk.practise([line.at for line in self._record.to_practise])

    def _on_walk(self) -> None:
        if self._walk.is_on and not self.isHidden():
            self._leave()

    def _leave(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


def _words(line: AskedLine, has_others: bool) -> str:
    """Name a line, where there are others with its update, and say what there is to say of it."""
    name = f"{line.name}, update {line.at.update:,}" if has_others else line.name
    return f"{name}: {line.remark}" if line.remark else name


def _told(walks: list[EndedWalk]) -> str:
    """Return how the walks before have ended, the last one first."""
    last = reversed(walks[-_MOST_BEFORE:])
    said = ", ".join(f"{walk.right:,} of {walk.asked:,} on {walk.day.day} {walk.day:%b}" for walk in last)
    return f"Before: {said}" if said else ""
