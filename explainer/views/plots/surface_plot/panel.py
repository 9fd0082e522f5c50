"""The loss surface: the objective over two parameters, the way that training took, and a point that can be dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.run.weight_trail import Trail
from explainer.engine.scenario.network import Parameter
from explainer.functions.own.definition import name_of
from explainer.state.session.display import Display
from explainer.state.surface.curvature_answers import CurvatureAnswers
from explainer.state.surface.run_surface import RunSurface
from explainer.state.surface.surface_grid import SurfacePoint
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.controls import Label, OwnKeys
from explainer.views.plots.surface_plot.curvature_note import TIP, CurvatureNote, TwoNames
from explainer.views.plots.surface_plot.grip import PointGrip
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.parts.crosshair import Reading
from explainer.views.plotting.table import Column, PlotTable
from explainer.views.plotting.terrain import Terrain, TrailItem, add_choosers

_ZOOM = 1.6
_ROOM_FOR_NOTE = 240
"""How much more where there is a note below."""
_ROOM_FOR_WORDS = 260
"""How high the panel is at least where it has a sentence; where it is lower the plot needs the room."""


class SurfacePlot(Figure):
    """Shows the surface around the cursor, the run's trail and point; choosers say over which parameters.

    Dragging the point sets both parameters as one edit, Esc takes it back; wheel and drag elsewhere choose the range.
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            walkthrough, display, title="Surface", below="weight", left="weight", counts=False, parent=parent
        )
        walkthrough.grew.disconnect(self.draw_soon)  # the surface says when there is more of the trail
        self.surface = RunSurface(walkthrough, pointing, parent=self)
        self.curvature = CurvatureAnswers(self)
        self.watch(self.surface, self.curvature)
        self.terrain = Terrain(self.plot, display)
        self._past, self._later_trail = TrailItem(self.plot, 12), TrailItem(self.plot, 10)
        self.grip = PointGrip(self.plot, self.surface)
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("role", "caption")
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.body.insertWidget(0, self.sentence)
        self.note = CurvatureNote(self)
        self.note.hide()
        self.body.addWidget(self.note)
        self._add_controls()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        OwnKeys(self, Qt.Key.Key_Escape)
        self.surface.changed.connect(self.draw_soon)
        self.curvature.changed.connect(self._show_curvature)
        self.plot.plotItem.vb.sigRangeChangedManually.connect(self._on_range)
        self.dress()

    def _add_controls(self) -> None:
        self.across, self.up = add_choosers(self, self.surface.axes)
        self.up.setToolTip(f"{self.up.toolTip()}; a click on a weight in the picture chooses it too")
        self.add_button("−", "Look at a wider range").clicked.connect(self._wider)
        self.add_button("+", "Look at a narrower range").clicked.connect(self._narrower)
        self.add_button("Fit", "Show all of the way so far").clicked.connect(self.surface.fit)
        self.logarithmic = self.add_switch("log", "Colours and lines on a logarithmic scale")
        self.logarithmic.setChecked(True)
        self.logarithmic.clicked.connect(self.redraw)
        self.curves = self.add_switch(
            "curvature", "The Hessian of the two: how strongly the surface curves, and so what"
        )
        self.curves.setObjectName("show_curvature")
        self.curves.clicked.connect(self.redraw)
        self.newton = self.add_button("Newton's step", TIP, "Newton's step")
        self.newton.setObjectName("newton_step")
        self.newton.clicked.connect(self._step_as_newton)

    def _wider(self) -> None:
        self.surface.zoom(_ZOOM)

    def _narrower(self) -> None:
        self.surface.zoom(1 / _ZOOM)

    def _on_range(self, *_: object) -> None:
        self.surface.set_frame(self.terrain.frame)

    # drawing

    def _name(self, parameter: Parameter) -> str:
        return parameter_label(self.walkthrough.scenario, parameter, self.display.writing.notation)

    @property
    def _heights(self) -> tuple[str, ...]:
        """What is above the plane, in full and in short."""
        scenario = self.walkthrough.scenario
        name = f"{name_of(scenario.loss).replace('_', ' ')}{' + penalty' if scenario.has_penalty else ''}"
        return f"{name}, all samples", name, "loss"

    def draw(self) -> None:
        surface = self.surface
        surface.refresh()
        across, up = self._axes()
        self.name_axes(below=across, left=up)
        self.terrain.look_at(surface.frame)
        self.terrain.show(surface.grid, self.logarithmic.isChecked(), self._heights)
        self._draw_trail(surface.trail)
        self.grip.show_place(surface.here, self.display)
        self._say()
        self._show_curvature()

    def _show_curvature(self) -> None:
        is_shown = self.curves.isChecked()
        for widget in (self.note, self.newton):
            widget.setVisible(is_shown)
        if is_shown:
            self.curvature.ask(self.surface.scenario, self.surface.axes.pair)
            found = self.curvature.curvature
            self.newton.setEnabled(found is not None and found.after_newton is not None)
            self.note.show_curvature(found, TwoNames(*self._axes()), self.display.writing)

    def _step_as_newton(self) -> None:
        found = self.curvature.curvature
        if found is not None and found.after_newton is not None:
            both = zip(self.surface.axes.pair, found.after_newton.tolist(), strict=True)
            self.walkthrough.set_parameters(dict(both))

    def _draw_trail(self, trail: Trail) -> None:
        """Draw the way up to the cursor strongly, what comes after it only thinly."""
        done, here = self.surface.done, self.surface.here
        before, after = trail.done < done, trail.done > done
        x, y = np.append(trail.x[before], here.x), np.append(trail.y[before], here.y)
        past = Trail(np.append(trail.done[before], done), x, y)
        rest = Trail(
            np.insert(trail.done[after], 0, done),
            np.insert(trail.x[after], 0, here.x),
            np.insert(trail.y[after], 0, here.y),
        )
        palette = self.display.palette
        self._past.show(past, palette.text, self.display)
        self._later_trail.show(rest, palette.muted, self.display, Qt.PenStyle.DotLine, 1.2)

    def _say(self) -> None:
        surface, show = self.surface, self.display.writing.show
        first, second = self._axes()
        at = f"{first} = {show(surface.here.x)} and {second} = {show(surface.here.y)}"
        loss = surface.value(surface.here)
        where = f"The point is at {at}" if np.isnan(loss) else f"At {at} the loss is {show(loss)}"
        self.sentence.setText(f"{where}; drag the point to set both. {self._held()}")
        needed = _ROOM_FOR_WORDS + (_ROOM_FOR_NOTE if self.curves.isChecked() else 0)
        self.sentence.setVisible(self.height() >= needed * self.display.zoom)
        self.setAccessibleDescription(self.sentence.text())
        self.plot.setToolTip("" if self.sentence.isVisible() else self.sentence.text())

    def _axes(self) -> tuple[str, str]:
        """Return the names of the two parameters."""
        across, up = map(self._name, self.surface.axes.pair)
        return across, up

    def _held(self) -> str:
        """What the picture does not show, in words."""
        others = self.surface.others
        if not others:
            return "Nothing else is trained, so the path leads over this very landscape."
        held = "One other number is" if others == 1 else f"{others:,} other trained weights and biases are"
        return f"{held} held as before update {self.surface.done + 1:,}, so a path need not look downhill."

    def reading(self, x: float, y: float) -> list[Reading]:
        surface, show = self.surface, self.display.writing.show
        across, up = self._axes()
        return [
            Reading(across, show(x)),
            Reading(up, show(y)),
            Reading("loss", show(surface.value(SurfacePoint(x, y)))),
        ]

    def table(self) -> PlotTable:
        """Return every measured point, then the moments of the way, which have a number of updates done."""
        surface, grid = self.surface, self.surface.grid
        first, second = self._axes()
        across, up = np.meshgrid(grid.x, grid.y) if grid is not None else (np.zeros(0), np.zeros(0))
        heights, (done, x, y) = surface.heights, surface.trail
        return PlotTable(
            Column(first, np.concatenate([across.ravel(), x])),
            Column(second, np.concatenate([up.ravel(), y])),
            Column("loss", np.concatenate([heights, np.full(len(done), np.nan)])),
            Column("updates done", np.concatenate([np.full(len(heights), np.nan), done])),
        )

    def finish(self) -> None:
        self.surface.finish()
        self.curvature.finish()
        self.redraw()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.grip.is_dragged:
            self.grip.give_up()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.grip.let_go()
