"""The Paths tab: the whole chain rule for one weight on a page."""

from explainer.views.paths.panel import PathsTab

__all__ = ["PathsTab"]
