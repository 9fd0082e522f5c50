"""The loss surface over two chosen parameters."""

from explainer.views.plots.surface_plot.figure import SurfacePlot

__all__ = ["SurfacePlot"]
