"""Tabs that are all in reach, however little room there is."""

from explainer.views.controls.lazy_tabs.bar import FittingBar
from explainer.views.controls.lazy_tabs.pages import Tabs

__all__ = ["FittingBar", "Tabs"]
