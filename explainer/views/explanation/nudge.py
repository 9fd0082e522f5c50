"""The Nudge tab: change one weight a little and see what the error does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explainer.picture.pages.column import note_page
from explainer.picture.pages.ink import Page
from explainer.picture.pages.nudge_page import nudge_page, page_text
from explainer.picture.pages.nudge_words import NudgeOutcome
from explainer.state.answers.nudger import EPSILONS, ParameterNudger
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.controls import Label, caption
from explainer.views.controls.parameter_chooser import ParameterTab
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

    is_never_empty = True

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        display: Display,
        nudger: ParameterNudger,
    ) -> None:
        super().__init__(walkthrough, pointing, display)
        self._nudger = nudger
        nudger.changed.connect(self.show_cursor)
        self.show_cursor()

    def _outcome(self) -> NudgeOutcome:
        nudger, scenario, writing = self._nudger, self._walkthrough.known.scenario, self._display.writing
        return NudgeOutcome(
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
        return nudge_page(self._outcome(), nudger.found, nudger.gradient_symbol, size, PAGES, display.zoom)

    def text(self) -> str:
        return self._nudger.why_not or page_text(self._outcome(), self._nudger.gradient_symbol)

    def lay_out(self) -> None:
        super().lay_out()
        scenario, notation = self._walkthrough.known.scenario, self._display.writing.notation
        self.setAccessibleName(f"Nudge of {parameter_label(scenario, self._nudger.parameter, notation)}")
        self.setAccessibleDescription(self.text())


class NudgeTab(ParameterTab):
    """Changes the chosen weight or bias a little, says what that does to the error of the cursor's update, and
    compares the slope with the gradient. The network itself is never changed."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        super().__init__("nudge", walkthrough, pointing, display, spacing=8)
        self.setAccessibleName("Nudge")
        self.nudger = ParameterNudger(walkthrough, self.choice, parent=self)
        self.slider = EpsilonSlider(self.nudger)
        self.sheet = NudgeSheet(walkthrough, pointing, display, self.nudger)
        self._size = Label()
        self.top.addWidget(self.chooser)
        self.top.addWidget(caption("by"))
        self.top.addWidget(self.slider, 1)
        self.top.addWidget(self._size)
        self.column.addWidget(self.sheet, 1)
        self.nudger.changed.connect(self._show_size)
        display.changed.connect(self._show_size)
        self._show_size()

    def _show_size(self) -> None:
        self._size.setText(f"ε = {show(self.nudger.epsilon)}")
        self._size.setMinimumWidth(self._size.fontMetrics().horizontalAdvance("ε = 1·10⁻⁵ "))
