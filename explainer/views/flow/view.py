"""The flow with the choice of which way: as the step has it, forward, or backward."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from explainer.picture.flow.flow_numbers import Direction
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import SidewaysScroll
from explainer.views.flow.surface import FlowSurface

_CHOICES = (
    ("flow_as_step", "As the step", None, "Forward until the outputs are there, then backward"),
    ("flow_forward", "Forward", Direction.FORWARD, "Each output times its weights, on the way to the next layer"),
    ("flow_backward", "Backward", Direction.BACKWARD, "The blame, on its way back from the error"),
)


class FlowView(QWidget):
    """A row to choose the direction above the picture of the flow; on a stage the picture alone."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        super().__init__()
        self._display = display
        self.surface = FlowSurface(walkthrough, pointing, display, self)
        controls = QWidget()
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(controls)
        layout.setContentsMargins(8, 4, 8, 2)
        layout.setSpacing(2)
        for index, choice in enumerate(_CHOICES):
            button = _button(*choice)
            self._group.addButton(button, index)
            layout.addWidget(button)
        layout.addStretch()
        self._row = SidewaysScroll(controls)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._row)
        whole.addWidget(self.surface, 1)
        self.setFocusProxy(self.surface)
        self._group.idClicked.connect(self._on_chosen)
        display.changed.connect(self._on_display)
        self._on_display()

    def _on_chosen(self, index: int) -> None:
        self.surface.set_direction(_CHOICES[index][2])
        self.surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_display(self) -> None:
        self._row.setHidden(self._display.is_stage)


def _button(name: str, text: str, direction: Direction | None, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(f"Flow: {text}")
    button.setCheckable(True)
    button.setChecked(direction is None)
    return button
