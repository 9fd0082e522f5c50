"""The landscape that a race goes through, with the way of every optimizer."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from explainer.engine.scenario.network import Parameter
from explainer.state.session.display import Display
from explainer.state.surface.race_clock import RaceClock
from explainer.state.surface.race_surface import RaceSurface
from explainer.state.surface.surface_grid import SurfacePoint
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import parameter_label
from explainer.views.plots.race_plot.curves import REPAINT_MS
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.parts.crosshair import Reading
from explainer.views.plotting.parts.line_styles import style_at
from explainer.views.plotting.terrain import Terrain, TrailItem, add_choosers


class RaceGround(Figure):
    """Draws what the race map has; choosers say over which parameters. All start at the ring."""

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        race_map: RaceSurface,
        clock: RaceClock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            walkthrough, display, title="Ways of the race", below="weight", left="weight", counts=False, parent=parent
        )
        self.setObjectName("race_ground")
        self.map, self._clock = race_map, clock
        self.terrain = Terrain(self.plot, display, is_plain=True)
        self._ways: dict[str, TrailItem] = {}
        self._start = pg.ScatterPlotItem()
        self._start.setZValue(9)
        self.dots = pg.ScatterPlotItem()
        self.dots.setZValue(60)
        self.plot.plotItem.vb.addItem(self.dots, ignoreBounds=True)
        self.plot.plotItem.vb.addItem(self._start, ignoreBounds=True)
        walkthrough.grew.disconnect(self.draw_soon)  # a race is not about the walkthrough's run
        self._later.setInterval(REPAINT_MS)
        self.offer_saving(False)  # what it is a part of does
        self.across, self.up = add_choosers(self, race_map.axes)
        self.add_button("Fit", "Show all ways, as closely as that allows").clicked.connect(race_map.fit)
        race_map.changed.connect(self.draw_soon)
        clock.moved.connect(self.draw_dots)
        self.plot.plotItem.vb.sigRangeChangedManually.connect(self._on_range)
        self.dress()

    def _on_range(self, *_: object) -> None:
        self.map.set_frame(self.terrain.frame)

    def fit(self) -> None:
        self.map.fit()

    def _name(self, parameter: Parameter) -> str:
        return parameter_label(self.walkthrough.scenario, parameter, self.display.writing.notation)

    def draw_cursor(self) -> None:
        """Only what is known depends on the cursor."""
        if self.is_told_otherwise:
            self.draw_soon()

    def draw(self) -> None:
        self.map.refresh()
        first, second = self.map.axes.pair
        self.name_axes(below=self._name(first), left=self._name(second))
        self.terrain.look_at(self.map.frame)
        self.terrain.show(self.map.grid, True, ("loss, all samples", "loss"))
        self._draw_ways()
        self.draw_dots()
        palette, zoom = self.display.palette, self.display.zoom
        ring = pg.mkPen(palette.text, width=2 * zoom)
        self._start.setData(pos=[self.map.here], size=14 * zoom, pen=ring, brush=palette.panel)

    def _draw_ways(self) -> None:
        trails = self.map.trails
        for name in set(self._ways) - set(trails):
            self._ways.pop(name).remove()
        for place, (name, trail) in enumerate(trails.items()):
            if name not in self._ways:
                self._ways[name] = TrailItem(self.plot, 10 + place)
            colour, style = style_at(self.map.racing.place_of(name), self.display.palette)
            self._ways[name].show(trail, colour, self.display, style)

    def draw_dots(self) -> None:
        """Draw a dot on each way at the moment of the clock: where the racer was looked up last by then."""
        palette, zoom = self.display.palette, self.display.zoom
        spots, brushes = [], []
        for name, trail in self.map.trails.items():
            place = int(np.searchsorted(trail.done, self._clock.at, side="right")) - 1
            if place >= 0:
                spots.append((float(trail.x[place]), float(trail.y[place])))
                brushes.append(pg.mkBrush(style_at(self.map.racing.place_of(name), palette).colour))
        pen = pg.mkPen(palette.panel, width=zoom)
        self.dots.setData(pos=spots if spots else np.zeros((0, 2)), brush=brushes or None, size=11 * zoom, pen=pen)

    def reading(self, x: float, y: float) -> list[Reading]:
        show = self.display.writing.show
        first, second = self.map.axes.pair
        value = Reading("loss", show(self.map.value(SurfacePoint(x, y))))
        return [Reading(self._name(first), show(x)), Reading(self._name(second), show(y)), value]
