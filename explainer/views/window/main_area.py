"""The middle of the window: settings, canvas, and explanation above plots and tables, and how they share the room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.views.explanation.explanation_tabs import Explanation
from explainer.views.plots.plot_tabs.tabs import PlotTabs
from explainer.views.settings.panel import SettingsPanel

CANVAS_SHARE = 0.62
_WHOLE = 680
"""In pixels at zoom 1: a canvas of this width shows the worked example whole."""
_LARGEST = 100_000
"""How many dots across no part of a window is; kept sizes beyond are damaged."""


class MainArea(QWidget):
    """Lays the views out with bars between them that can be dragged; `split` is the one beside the canvas."""

    def __init__(
        self, canvas: QWidget, settings: SettingsPanel, explanation: Explanation, tabs: PlotTabs, display: Display
    ) -> None:
        super().__init__()
        self._settings, self._explanation, self._tabs, self._display = settings, explanation, tabs, display
        self._side = _splitter("Explanation above plots", Qt.Orientation.Vertical, [explanation, tabs], (64, 36))
        self.split = _splitter("Network beside explanation", Qt.Orientation.Horizontal, [canvas, self._side], (62, 38))
        self._kept = {"window/middle": self.split, "window/side": self._side}
        settings.hide()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(settings)
        self._layout.addWidget(self.split)

    def show_settings(self, is_wanted: bool) -> None:
        """Show the settings or put them away, and share the rest anew.

        The canvas, which is the largest thing, has its share, and beside the settings enough to show a small network
        whole; but the side has room for its tabs, or half of the width.
        """
        self._settings.setVisible(is_wanted)
        self._layout.activate()  # the width of now is wanted
        width, tabs = self.split.width(), self._explanation.tabBar().sizeHint().width()
        canvas = max(CANVAS_SHARE * width, _WHOLE * self._display.zoom if is_wanted else 0)
        side = round(max(width - canvas, min(tabs, width / 2)))
        self.split.setSizes([width - side, side])

    def keep_settings_within(self, width: int) -> None:
        """Let the settings be no wider than what the rest leaves of the window's width."""
        self._settings.keep_within(width - self.split.minimumSizeHint().width())

    def make_room_for_plot(self) -> None:
        """A plot that was asked for is to be looked at: give it half of the side, unless it has more."""
        above, below = self._side.sizes()
        if below < above:
            self._side.setSizes([(above + below) // 2] * 2)

    def restore(self, kept: KeptSettings) -> None:
        """Show everything as large as it was kept."""
        for name, splitter in self._kept.items():
            if any(sizes := kept.wholes(name, splitter.count(), _LARGEST)):
                splitter.setSizes(sizes)
        self._tabs.restore(kept)
        self._settings.setVisible(kept.flag("window/settings"))

    def remember(self, kept: KeptSettings) -> None:
        """Keep how large everything is."""
        self._tabs.remember(kept)
        for name, splitter in self._kept.items():
            kept.keep(name, ",".join(map(str, splitter.sizes())))
        kept.keep("window/settings", "false" if self._settings.isHidden() else "true")


def _splitter(name: str, orientation: Qt.Orientation, widgets: list[QWidget], shares: tuple[int, int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setAccessibleName(name)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for index, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, shares[index])
    splitter.setSizes([share * 10 for share in shares])
    return splitter
