"""The Why tab: a choice of formulas, and where the chosen one comes from, rule by rule."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.own_lines import OwnLines
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.question import Question
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import caption
from explainer.views.explanation.why.chooser import QuestionChooser
from explainer.views.explanation.why.sheet import WhySheet
from explainer.views.explanation.why.typed import TypedLine


class WhyTab(QWidget):
    """Derives the formula of the line at the cursor, or of what was asked about; the keys go to the page."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display, question: Question) -> None:
        super().__init__()
        self.setObjectName("why")
        self.setAccessibleName("Why this formula")
        self.chooser = QuestionChooser(walkthrough, question, display)
        own = OwnLines(walkthrough, question, self)
        self.sheet = WhySheet(walkthrough, pointing, display, question, own)
        self.typed = TypedLine(walkthrough, question, own)
        self.takes_keys = self.sheet
        top = QHBoxLayout()
        top.setContentsMargins(18, 8, 18, 0)
        top.setSpacing(10)
        top.addWidget(caption("Why of"))
        top.addWidget(self.chooser)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.typed)
