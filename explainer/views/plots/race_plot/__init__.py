"""A race of optimizers from the same start."""

from explainer.views.plots.race_plot.panel import RacePlot

__all__ = ["RacePlot"]
