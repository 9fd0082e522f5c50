"""The tabs of plots and tables."""

from explainer.views.plots.plot_tabs.tabs import PlotTabs

__all__ = ["PlotTabs"]
