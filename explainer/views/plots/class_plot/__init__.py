"""The confusion matrix: which class is taken for which."""

from explainer.views.plots.class_plot.panel import ClassPlot

__all__ = ["ClassPlot"]
