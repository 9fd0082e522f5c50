"""Pictures without a window: the network at a step, what flows in it, and every plot."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.state.session.session import Session
from explainer.views.canvas.picture_export import SIZE, StaticPicture
from explainer.views.flow.flow_image import FlowImage
from explainer.views.look.style import AppStyle
from explainer.views.plots.plot_tabs.plots import make_plot, plot_named
from explainer.views.plots.race_plot.panel import RacePlot
from explainer.views.plotting.panel import Panel

CANVAS, FLOW = "canvas", "flow"


def why_not(what: str, scenario: Scenario) -> str:
    """Return why a picture makes no sense for a scenario; nothing where it does."""
    return "" if what in (CANVAS, FLOW) else plot_named(what).why_not(scenario)


def render(what: str, session: Session, form: str, size: QSize | None = None) -> bytes:
    """Return a picture of the session as a file of the form "png" or "svg".

    `what` is the canvas, the flow or the name of a plot; without a size it is as large as that one usually is. A plot
    whose numbers are worked out little by little is complete. Needs a QApplication.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication), "render needs a QApplication"
    AppStyle(app, session.display)
    if what == CANVAS:
        return StaticPicture(session.walkthrough, session.display, size or SIZE).file(form)
    if what == FLOW:
        return FlowImage(session.walkthrough, session.display, size or SIZE).file(form)
    panel = _complete(make_plot(plot_named(what), session))
    try:
        return panel.svg(size) if form == "svg" else panel.png(size)
    finally:
        panel.deleteLater()


def _complete(plot: QWidget) -> Panel:
    """Work out all that a plot shows; a race is as long as the way to the cursor, or as races usually are."""
    assert isinstance(plot, Panel), f"{plot} cannot be drawn without a window"
    done = plot.walkthrough.cursor.update - 1
    if isinstance(plot, RacePlot) and done:
        plot.racing.set_updates(done)
    plot.finish()
    return plot
