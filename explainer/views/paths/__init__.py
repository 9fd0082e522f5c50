"""The Paths tab: the whole chain rule for one weight on a page."""

from explainer.views.paths.panel import Paths

__all__ = ["Paths"]
