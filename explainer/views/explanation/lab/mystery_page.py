"""A mystery: begun by its number, looked for with ten checks, and answered with a bug and a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.bugs.lab.mystery import CHECKS, LINE_KINDS
from explainer.bugs.lab.program import NONE, what_it_does
from explainer.state.lab.bug_lab import BugLab
from explainer.views.controls.controls import OwnKeys, caption, row
from explainer.views.controls.pickers import DropList, NumberPicker
from explainer.views.explanation.lab.check_page import chooser
from explainer.views.explanation.lab.parts import ScrolledColumn, button, words

_MOST_SEED = 9999
_ABOUT = (
    f"A program with one bug, drawn by a number: the same number is the same mystery for everybody. You have {CHECKS}"
    " checks (page Check), the table Steps and the tab Nudge; lines show results without their formulas. Which bug is"
    " it, and in which line does it act?"
)
_SEARCHING = "Look with Check (all samples, one alone, parts apart), Steps and Nudge. Then answer."


class MysteryPage(QWidget):
    """Listens to the lab. The bugs to answer with are those that the mystery may have."""

    def __init__(self, lab: BugLab) -> None:
        super().__init__()
        self._lab = lab
        self.seed = NumberPicker()
        self.seed.setObjectName("mystery_seed")
        self.seed.setRange(0, _MOST_SEED)
        self.seed.setValue(1)
        self.seed.setAccessibleName("Number of the mystery")
        OwnKeys(self.seed, *(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)))
        self._begin = button("Begin", "begin_mystery", "Open the mystery of this number; undo leads back")
        self.bug, self.line = chooser("mystery_bug", "Which bug"), chooser("mystery_line", "Which line")
        for kind, about in LINE_KINDS.items():
            self.line.addItem(about.words, kind)
        self._fit(self.bug, self.line)
        self._does, self._like = words("mystery_does", "caption"), words("mystery_like", "caption")
        self._answer = button("Answer", "answer_mystery", "Say that this bug is it, in this line")
        self._give_up = button("Give Up", "give_up_mystery", "Show which bug it is")
        self._about, self._said = words("mystery_about"), words("mystery_said")
        start = row([caption("mystery number"), self.seed, self._begin])
        ends = row([self._answer, self._give_up])
        for box in (start, ends):
            box.layout().addStretch(1)  # type: ignore[union-attr]
        self._asking = [caption("bug"), self.bug, self._does, caption("line"), self.line, self._like, ends]
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.addWidget(ScrolledColumn("The mystery", [start, self._about, *self._asking, self._said]))
        self.takes_keys = self.seed
        for signal in (self._begin.clicked, self.seed.lineEdit().returnPressed):
            signal.connect(self._on_begin)
        self._answer.clicked.connect(self._on_answer)
        self._give_up.clicked.connect(lab.give_up)
        self.bug.currentIndexChanged.connect(self._show_what_it_does)
        self.line.currentIndexChanged.connect(self._show_like)
        lab.changed.connect(self._show)
        self._show_like()
        self._show()

    @staticmethod
    def _fit(*choosers: DropList) -> None:
        """Long words are cut, not the page."""
        for one in choosers:
            one.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            one.setMinimumContentsLength(20)

    def _on_begin(self) -> None:
        self._lab.begin(self.seed.value())

    def _on_answer(self) -> None:
        self._lab.answer(str(self.bug.currentData()), str(self.line.currentData()))

    def _show_what_it_does(self) -> None:
        name = self.bug.currentData()
        self._does.setText(what_it_does(str(name)) if name else "")

    def _show_like(self) -> None:
        self._like.setText(f"such as {LINE_KINDS[str(self.line.currentData())].like}")

    def _show(self) -> None:
        lab = self._lab
        if lab.is_secret and not self.bug.count():
            for name in lab.candidates:
                self.bug.addItem(name, name)
        for widget in self._asking:
            widget.setVisible(lab.is_secret)
        left = f"{lab.search.checks_left} of {CHECKS} checks are left. "
        self._about.setText(f"{lab.title}. {left}{_SEARCHING}" if lab.is_secret else _ABOUT)
        is_told = lab.search.said and (lab.is_secret or lab.name != NONE)
        self._said.setText(lab.search.said if is_told else "")
        self._said.setVisible(bool(is_told))
