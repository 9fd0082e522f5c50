"""Tabs that are all in reach, however little room there is."""

from explainer.views.tabs.bar import FittingBar
from explainer.views.tabs.pages import Tabs

__all__ = ["FittingBar", "Tabs"]
