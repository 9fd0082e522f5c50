"""The Paths tab: the whole chain rule for one weight on a page."""

from explainer.views.explanation.paths.panel import PathsTab

__all__ = ["PathsTab"]
