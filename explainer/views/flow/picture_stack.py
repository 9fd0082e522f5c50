"""The network as a person looks at it: the canvas, or the flow in its place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.flow.flow_image import FlowImage
from explainer.views.flow.view import FlowView


class PictureStack(QStackedWidget):
    """Shows the canvas, or the flow where it was chosen or for as long as it is held; made when it is first wanted.

    `said` is the flow's.
    """

    said = Signal(str)

    def __init__(self, canvas: QWidget, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        super().__init__()
        self._canvas, self._of = canvas, (walkthrough, pointing, display)
        self._flow: FlowView | None = None
        self._is_chosen = self._is_held = self._is_locked = False
        self.addWidget(canvas)
        self.setFocusProxy(canvas)

    @property
    def is_flow(self) -> bool:
        """Whether the flow is shown."""
        return self.currentWidget() is self._flow

    def lock(self, is_locked: bool) -> None:
        """Let nothing be changed in the flow, or let it be changed again."""
        self._is_locked = is_locked
        if self._flow is not None:
            self._flow.surface.read_only = is_locked

    def show_flow(self, is_wanted: bool) -> None:
        """Show the flow, or the canvas."""
        self._is_chosen = is_wanted
        self._show()

    def hold(self) -> None:
        """Show the flow until it is released."""
        self._is_held = True
        self._show()

    def release(self) -> None:
        """Show again what was chosen."""
        self._is_held = False
        self._show()

    def flow_image(self, size: QSize) -> FlowImage | None:
        """Return the flow that is shown as a picture to be saved; None where the canvas is."""
        walkthrough, _, display = self._of
        if self._flow is None or not self.is_flow:
            return None
        return FlowImage(walkthrough, display, size, self._flow.surface.direction)

    def _show(self) -> None:
        page = self._made() if self._is_chosen or self._is_held else self._canvas
        if page is self.currentWidget():
            return
        had_focus = self.isAncestorOf(focused) if (focused := self.window().focusWidget()) else False
        self.setFocusProxy(page)
        self.setCurrentWidget(page)
        if had_focus:
            page.setFocus()

    def _made(self) -> FlowView:
        if self._flow is None:
            self._flow = FlowView(*self._of)
            self._flow.surface.read_only = self._is_locked
            self._flow.surface.said.connect(self.said)
            self.addWidget(self._flow)
        return self._flow
