"""Plots in the look of the theme: no frame, a light grid, text of the size that everything has."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from explainer.engine.arrays import Array
from explainer.state.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.parts.axes import AmountAxis, CountAxis, NamedAxis
from explainer.views.plotting.parts.room import Room

LONG = 20_000
"""How many points a curve may have to be drawn boldly; longer ones get the fastest pen."""
_SHORT = 300
"""Up to how many points a curve is drawn in one stroke, which for a bold and ragged one takes ever longer."""
_RAGGED = 40
"""How many times its own height a bold curve may go up and down."""
FEW = 30
"""Up to how many points a curve has dots too."""
_FEWEST = 2.0
"""How many counts an axis of them shows at least."""
_ROOM = 24
_LOWEST, _TICK = 40, 4
POINTS = 9.0
"""The size of the text of axes where the zoom is 1."""


def new_plot(below: str, left: str = "", counts: bool = True) -> pg.PlotWidget:
    """Return an empty plot of amounts over counts, or over amounts; `dress_plot` gives it its look.

    It takes no focus, so no keys either.
    """
    axes: dict[str, NamedAxis] = {"bottom": (CountAxis if counts else AmountAxis)("bottom"), "left": AmountAxis("left")}
    plot = pg.PlotWidget(axisItems=axes, viewBox=Room())
    item = plot.plotItem
    item.vb.least = item.vb.alone = (_FEWEST if counts else 0.0), 0.0
    for axis, name in zip(axes.values(), (below, left), strict=True):
        axis.enableAutoSIPrefix(False)
        axis.set_names(name)
        axis.setZValue(item.vb.zValue() - 1)  # its grid lies behind what is drawn
        if name:
            axis.setLabel(name)
    axes["left"].setGrid(110)
    axes["bottom"].setStyle(hideOverlappingLabels=_ROOM)
    item.layout.setContentsMargins(0, 4, _ROOM, 2)
    item.setDownsampling(auto=True, mode="peak")  # given to plot() they would be overwritten (pyqtgraph#1855)
    item.setClipToView(True)
    item.setMenuEnabled(False)
    item.hideButtons()
    plot.setMinimumHeight(_LOWEST)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return plot


def fill_plot(plot: pg.PlotWidget) -> None:
    """Make a plot ready for a picture that fills it: no grid, ticks outside, and axes that stay as they are set."""
    plot.getAxis("left").setGrid(False)
    for side in ("bottom", "left"):
        plot.getAxis(side).setStyle(tickLength=_TICK)
    plot.plotItem.vb.disableAutoRange()


def dress_plot(plot: pg.PlotWidget, display: Display) -> None:
    """Give a plot the colours of the theme, and text of the size that everything has."""
    palette, font = display.palette, plain_font(POINTS * display.zoom)
    plot.setBackground(palette.panel)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.ground = palette.panel
        axis.setPen(palette.line)
        axis.setTextPen(palette.muted)
        axis.setTickFont(font)
        axis.setTickDensity(1 / display.zoom)
        axis.label.setFont(font)
        axis.resizeEvent()  # the room for its name, which is as high as the font now


def draw_curve(curve: pg.PlotDataItem, y: Array, colour: str, zoom: float = 1.0) -> None:
    """Draw `y` over 0, 1, 2, …: a few points as dots too, very many with the fastest pen."""
    draw_line(curve, np.arange(y.size, dtype=np.float64), y, colour, zoom)


def _is_ragged(y: Array) -> bool:
    """Tell whether a curve goes up and down so often that drawn boldly it would be a blot."""
    return y.size > _SHORT and bool(np.abs(np.diff(y)).sum() > _RAGGED * np.ptp(y))


def draw_line(
    curve: pg.PlotDataItem,
    x: Array,
    y: Array,
    colour: str,
    zoom: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    width: float = 2.0,
) -> None:
    """Draw `y` over `x`, with gaps where a number is NaN: a few points as dots too, very many with the fastest pen."""
    with np.errstate(over="ignore", invalid="ignore"):  # of what is not finite the sum is not either
        long, has_gaps = y.size > LONG or _is_ragged(y), not np.isfinite(y.sum())
    if has_gaps and not np.isfinite(y).any():  # pyqtgraph looks for the largest of them
        x, y = x[:0], y[:0]
    is_stroked = y.size <= _SHORT or style is not Qt.PenStyle.SolidLine  # dashes go on from line to line
    curve.curve.setSegmentedLineMode("off" if is_stroked else "on")
    curve.setData(
        x,
        y,
        pen=pg.mkPen(colour, width=1 if long else width * zoom, style=style),
        antialias=True,
        autoDownsampleFactor=1.0,  # the least and the greatest of every column of pixels are all that can be seen
        connect="finite" if has_gaps else "all",
        skipFiniteCheck=not has_gaps,
        symbol="o" if y.size <= FEW else None,
        symbolSize=(3 + width) * zoom,
        symbolBrush=colour,
        symbolPen=None,
    )


def above_zero(values: Array) -> Array:
    """Return the values as a logarithmic axis can show them: what is not positive as the smallest positive one."""
    smallest = np.min(values, initial=np.inf, where=values > 0)
    return np.maximum(values, smallest if np.isfinite(smallest) else 1.0)
