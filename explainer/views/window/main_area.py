"""The middle of the window: settings, picture, explanation, and plots and tables, and how they share the room."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.views.explanation.explanation_tabs import Explanation
from explainer.views.plots.plot_tabs.tabs import PlotTabs
from explainer.views.settings.panel import SettingsPanel

_WIDE = 1600
"""From this width of the window on, enlarged as everything is, plots have a column of their own."""
_WHOLE = 680
"""In pixels at zoom 1: a picture of this width shows the worked example whole."""
_BESIDE_ON_STAGE, _PICTURE_FIRST = 1.15, 1.37
"""How many times as wide as high a stage is that has room for a plot beside the picture, and for a picture that is
larger than the line."""
_LOWEST = 500
"""In pixels at zoom 1: a lower area needs all its height for the explanation."""
_LARGEST = 100_000
"""How many dots across no part of a window is; kept sizes beyond are damaged."""


class Columns(StrEnum):
    """What is side by side: two columns, of which the second has the explanation or plots; three; or a stage, with the
    line beside the network, a wider page, or one plot or table that was asked for."""

    TWO = "two"
    THREE = "three"
    STAGE = "stage"
    STAGE_PAGE = "stage with a page"
    STAGE_PLOT = "stage with a plot"


_SHARES = {
    Columns.TWO: (62, 38, 0),
    Columns.THREE: (50, 27, 23),
    Columns.STAGE: (64, 36, 0),
    Columns.STAGE_PAGE: (48, 52, 0),
    Columns.STAGE_PLOT: (50, 50, 0),
}
_KEPT = {Columns.TWO: "window/middle", Columns.THREE: "window/three"}


class LookedAt(NamedTuple):
    """The tab of the explanation, the plots that are open, and whether those cover the explanation."""

    tab: int
    pages: tuple[QWidget, ...]
    shows_plots: bool


class MainArea(QWidget):
    """Lays the views out with bars between them that can be dragged; each arrangement has widths of its own.

    `covered` tells whether plots or tables are where else the explanation is.
    """

    covered = Signal(bool)

    def __init__(
        self,
        picture: QWidget,
        settings: SettingsPanel,
        explanation: Explanation,
        curves: QWidget,
        tabs: PlotTabs,
        answers: Sequence[QWidget],
        display: Display,
    ) -> None:
        super().__init__()
        self._settings, self._explanation, self._tabs, self._display = settings, explanation, tabs, display
        self._picture, self._curves, self._answers = picture, curves, answers
        self._side = _column([explanation, *answers, curves])
        self.split = _splitter([picture, self._side, tabs])
        self._sizes = {kind: [share * 10 for share in shares] for kind, shares in _SHARES.items()}
        self._arrangement = Columns.TWO
        self._shows_plots = self._shows_plot_on_stage = False
        self._width = 0
        self._open_before: tuple[QWidget, ...] = ()
        self._noted: LookedAt | None = None
        settings.hide()
        tabs.hide()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(settings)
        self._layout.addWidget(self.split)
        self._place()
        display.changed.connect(self._arrange)
        explanation.currentChanged.connect(self._arrange)
        tabs.currentChanged.connect(self._on_tab)

    # what is side by side

    def fit(self, width: int) -> None:
        """Suit a window of this width."""
        self._width = width
        self._keep_settings_within()
        self._arrange()

    def _keep_settings_within(self) -> None:
        """Let the settings be no wider than what the rest leaves of the window's width."""
        if self._width:
            self._settings.keep_within(self._width - self.split.minimumSizeHint().width())

    def _arrange(self) -> None:
        self._shows_plot_on_stage &= self._display.is_stage
        kind = self._kind()
        if kind is not self._arrangement:
            self._note_widths()
            self._arrangement = kind
            self._place()

    def _on_tab(self) -> None:
        if self._arrangement is Columns.STAGE_PLOT:
            self._place()

    def _kind(self) -> Columns:
        if self._display.is_stage and self._shows_plot_on_stage:
            return Columns.STAGE_PLOT
        if self._display.is_stage:
            is_narrow = self._width < _PICTURE_FIRST * self.height()
            return Columns.STAGE_PAGE if self._explanation.currentIndex() or is_narrow else Columns.STAGE
        is_wide = self._width >= _WIDE * max(self._display.zoom, 1.0)
        return Columns.THREE if is_wide else Columns.TWO

    def present(self, is_on: bool) -> None:
        """Keep in mind which plots are open, or have those again that were before the stage."""
        if is_on:
            self._open_before = self._tabs.open_pages
        elif self._open_before:
            self._tabs.put_back(self._open_before)

    def note(self) -> None:
        """Keep in mind what is looked at."""
        self._noted = LookedAt(self._explanation.currentIndex(), self._tabs.open_pages, self._shows_plots)

    def look_again(self) -> None:
        """Look at what was looked at when it was noted; on a stage everything stays."""
        before, self._noted = self._noted, None
        if before is None or self._display.is_stage:
            return
        self._tabs.put_back(before.pages)
        if self._explanation.isTabEnabled(before.tab):
            self._explanation.setCurrentIndex(before.tab)
        self._cover(before.shows_plots)

    def show_plots(self) -> None:
        """Show plots and tables, where they have no column in place of the explanation."""
        self._cover(True)

    def show_explanation(self) -> None:
        """Show the explanation again where plots or tables cover it."""
        self._cover(False)

    def _cover(self, shows_plots: bool) -> None:
        if self._display.is_stage:
            self._shows_plot_on_stage = shows_plots
            self._arrange()
        elif shows_plots != self._shows_plots:
            self._note_widths()
            self._shows_plots = shows_plots
            self._place()

    @property
    def is_covered(self) -> bool:
        """Whether plots or tables are where else the explanation is."""
        return (self._shows_plots and self._arrangement is Columns.TWO) or self._arrangement is Columns.STAGE_PLOT

    def _place(self) -> None:
        """Show what belongs to the arrangement, as wide as it was when it was last seen."""
        self._side.setVisible(not self.is_covered)
        self._tabs.setVisible(self.is_covered or self._arrangement is Columns.THREE)
        self._tabs.let_back(self.is_covered)
        self._show_curves()
        if corner := self._explanation.cornerWidget():
            corner.setVisible(self._arrangement is Columns.TWO)
        self.split.setOrientation(Qt.Orientation.Vertical if self._is_stacked else Qt.Orientation.Horizontal)
        picture, side, plots = self._sizes[self._arrangement]
        self.split.setSizes([picture, 0, side] if self.is_covered else [picture, side, plots])
        self.covered.emit(self.is_covered)

    @property
    def _is_stacked(self) -> bool:
        """Whether what was asked for on a stage is below the picture: a table, whose rows are long, or for want of
        width."""
        if self._arrangement is not Columns.STAGE_PLOT:
            return False
        return self._tabs.is_table or self.width() < _BESIDE_ON_STAGE * self.height()

    def _show_curves(self) -> None:
        """Have small curves where the explanation does not need their room."""
        has_room = self.height() >= _LOWEST * self._display.zoom
        self._curves.setVisible(has_room and all(it.isHidden() for it in self._answers) and not self._display.is_stage)

    def _note_widths(self) -> None:
        """Keep the widths of this arrangement for when it comes again; those of what was never seen are none."""
        if self.isVisible():
            self._sizes[self._arrangement] = self._widths()

    def _widths(self) -> list[int]:
        """Return how wide picture, explanation and plots are; what covers the explanation counts as it."""
        picture, side, plots = self.split.sizes()
        return [picture, side, plots] if self._arrangement is Columns.THREE else [picture, side + plots, 0]

    # settings

    def show_settings(self, is_wanted: bool) -> None:
        """Show the settings or put them away, share the rest anew, and let the keys follow.

        The picture, which is the largest thing, has its share, and beside the settings enough to show a small network
        whole; but the explanation has room for its tabs, or half of the width, and a column of plots keeps its own.
        """
        self._settings.setVisible(is_wanted)
        self._layout.activate()  # the width of now is wanted
        plots = self._widths()[2]
        width, tabs = self.split.width() - plots, self._explanation.bar_width()
        shares = _SHARES[self._arrangement]
        picture = max(width * shares[0] / (shares[0] + shares[1]), _WHOLE * self._display.zoom if is_wanted else 0)
        side = round(max(width - picture, min(tabs, width / 2)))
        self._sizes[self._arrangement] = [width - side, side, plots]
        self._place()
        (self._settings if is_wanted else self._picture).setFocus()

    # from one start to the next

    def restore(self, kept: KeptSettings) -> None:
        """Show everything as large as it was kept."""
        for kind, name in _KEPT.items():
            sizes = kept.wholes(name, 2 + (kind is Columns.THREE), _LARGEST)
            if any(sizes):
                self._sizes[kind] = [*sizes, 0][:3]
        self._tabs.restore(kept)
        self._shows_plots = kept.flag("window/covered")
        self._settings.setVisible(kept.flag("window/settings"))
        self._place()

    def remember(self, kept: KeptSettings) -> None:
        """Keep how large everything is."""
        self._tabs.remember(kept)
        self._note_widths()
        for kind, name in _KEPT.items():
            kept.keep(name, ",".join(map(str, self._sizes[kind][: 2 + (kind is Columns.THREE)])))
        kept.keep("window/covered", "true" if self._shows_plots else "false")
        kept.keep("window/settings", "false" if self._settings.isHidden() else "true")

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_curves()
        if self._display.is_stage:
            self._arrange()
            self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the rest needs more or less room: it is larger, or another
            self._keep_settings_within()
            self._show_curves()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_covered:
            self.show_explanation()
        else:
            super().keyPressEvent(event)


def _column(widgets: list[QWidget]) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.setStretch(0, 1)
    return column


def _splitter(widgets: list[QWidget]) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setAccessibleName("Network beside explanation and plots")
    splitter.setObjectName("columns")
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for index, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, (62, 38, 30)[index])
    return splitter
