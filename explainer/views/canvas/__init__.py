"""The network with its numbers: drawn, pointed at, and changed in place."""

from explainer.views.canvas.picture_export import PictureExport
from explainer.views.canvas.view import Canvas

__all__ = ["Canvas", "PictureExport"]
