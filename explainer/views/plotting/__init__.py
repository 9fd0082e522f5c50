"""What all plots share: panels that save themselves, figures with crosshair and legend, and the tables behind them."""

from explainer.views.plotting.crosshair import Reading
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.marker import Marker
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.parts.axes import AmountAxis, CountAxis
from explainer.views.plotting.plots import LONG, above_zero, draw_curve, draw_line, dress_plot, fill_plot, new_plot
from explainer.views.plotting.series import Series
from explainer.views.plotting.table import Column, PlotTable

__all__ = [
    "LONG",
    "AmountAxis",
    "Column",
    "CountAxis",
    "Figure",
    "Marker",
    "Panel",
    "PlotTable",
    "Reading",
    "Series",
    "above_zero",
    "draw_curve",
    "draw_line",
    "dress_plot",
    "fill_plot",
    "new_plot",
]
