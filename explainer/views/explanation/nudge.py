"""The Nudge tab: change one weight a little and see what the error does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explainer.picture.pages.column import note_page
from explainer.picture.pages.ink import Page
from explainer.picture.pages.nudge_page import nudge_page, page_text
from explainer.picture.pages.nudge_words import Telling
from explainer.state.answers.nudger import EPSILONS, ParameterNudger
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import ChosenParameter, Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.controls import Label, caption
from explainer.views.controls.parameter_chooser import ParameterChooser
from explainer.views.controls.pickers import Slider
from explainer.views.look.text_metrics import PAGES
from explainer.views.sheet.sheet import Sheet

_FROM_SMALL = EPSILONS[::-1]


class EpsilonSlider(Slider):
    """Chooses the nudge among powers of ten, the largest on the right. Reached by Tab."""

    def __init__(self, nudger: ParameterNudger, parent: QWidget | None = None) -> None:
        super().__init__(len(_FROM_SMALL), parent)
        self._nudger = nudger
        self.setMinimumWidth(60)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("How far the weight is moved: a power of ten from 10⁻⁸ to 1")
        self.valueChanged.connect(self._on_value)
        nudger.changed.connect(self._show)
        self._show()

    def _on_value(self, place: int) -> None:
        self._nudger.set_epsilon(_FROM_SMALL[place])

    def _show(self) -> None:
        self.setValue(_FROM_SMALL.index(self._nudger.epsilon))
        self.setAccessibleName(f"Size of the nudge: {show(self._nudger.epsilon)}")


class NudgeSheet(Sheet):
    """The page itself; nothing is nudged as long as nobody sees it."""

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        display: Display,
        nudger: ParameterNudger,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, pointing, display, parent)
        self._nudger = nudger
        nudger.changed.connect(self.show_cursor)
        self.show_cursor()

    def _telling(self) -> Telling:
        nudger, scenario, writing = self._nudger, self._walkthrough.known.scenario, self._display.writing
        return Telling(
            scenario=scenario,
            name=parameter_label(scenario, nudger.parameter, writing.notation),
            nudge=nudger.found.nudge,
            gradient=nudger.gradient,
            has_slope=nudger.has_slope,
            is_trained=nudger.is_trained,
            comes_back_changed=nudger.comes_back_changed,
            writing=writing,
        )

    def compose(self) -> Page:
        display, nudger = self._display, self._nudger
        size = float(self.width()), float(self.height())
        if why_not := nudger.why_not:
            return note_page(why_not, size[0], PAGES, display.zoom)
        return nudge_page(self._telling(), nudger.found, nudger.gradient_symbol, size, PAGES, display.zoom)

    def text(self) -> str:
        return self._nudger.why_not or page_text(self._telling(), self._nudger.gradient_symbol)

    def lay_out(self) -> None:
        super().lay_out()
        scenario, notation = self._walkthrough.known.scenario, self._display.writing.notation
        self.setAccessibleName(f"Nudge of {parameter_label(scenario, self._nudger.parameter, notation)}")
        self.setAccessibleDescription(self.text())

    def show_cursor(self) -> None:
        super().show_cursor()
        for action in self._copies:
            action.setEnabled(True)  # there is a page before the first step, too


class NudgeTab(QWidget):
    """Changes the chosen weight or bias a little, tells what that does to the error of the cursor's update, and
    compares the slope with the gradient.

    Listens to the walkthrough, the pointing and the display; its chooser selects what is nudged. The network itself
    is never changed.
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._display = display
        self.setObjectName("nudge")
        self.setAccessibleName("Nudge")
        choice = ChosenParameter(walkthrough, pointing, self)
        self.nudger = ParameterNudger(walkthrough, choice, parent=self)
        self.chooser = ParameterChooser(walkthrough, choice, display)
        self.slider = EpsilonSlider(self.nudger)
        self.sheet = NudgeSheet(walkthrough, pointing, display, self.nudger)
        self._size = Label()
        self._lay_out()
        self.nudger.changed.connect(self._show_size)
        display.changed.connect(self._show_size)
        self._show_size()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(18, 8, 18, 0)
        top.setSpacing(8)
        top.addWidget(self.chooser)
        top.addWidget(caption("by"))
        top.addWidget(self.slider, 1)
        top.addWidget(self._size)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.sheet, 1)

    def _show_size(self) -> None:
        self._size.setText(f"ε = {show(self.nudger.epsilon)}")
        self._size.setMinimumWidth(self._size.fontMetrics().horizontalAdvance("ε = 1·10⁻⁵ "))
