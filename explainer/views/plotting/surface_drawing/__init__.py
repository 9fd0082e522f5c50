"""How a landscape is drawn wherever one is: heights as colours and contour lines, a bar that names them, trails."""

from explainer.views.plotting.surface_drawing.controls import add_button, add_choosers
from explainer.views.plotting.surface_drawing.terrain import Terrain
from explainer.views.plotting.surface_drawing.trails import TrailItem

__all__ = ["Terrain", "TrailItem", "add_button", "add_choosers"]
