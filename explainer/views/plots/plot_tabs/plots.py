"""The plots that there are: what each is called, what it is for, and for which scenarios it makes no sense."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.files.images.sizes import why_no_images
from explainer.files.wording import counted
from explainer.state.answers.over_inputs.hidden_answers import NO_HIDDEN
from explainer.state.answers.thinned_answers import why_not_thinned
from explainer.state.session.session import Session

WhyNot = Callable[[Scenario], str]


def _always(scenario: Scenario) -> str:
    return ""


def _needs_inputs(count: int, words: str, scenario: Scenario) -> str:
    there = scenario.network.layers[0].units
    if there == count:
        return ""
    return f"{words} is drawn over {counted(count, 'input')}; this network has {there}."


def _not_a_plane(scenario: Scenario) -> str:
    return _needs_inputs(2, "A decision boundary", scenario)


def _not_a_curve(scenario: Scenario) -> str:
    return _needs_inputs(1, "A fitted curve", scenario)


def _no_hidden_layer(scenario: Scenario) -> str:
    return "" if len(scenario.network.layers) > 2 else NO_HIDDEN


def _not_digits(scenario: Scenario) -> str:
    return why_no_images(scenario.network.layers[0].units)


_POINTED = ("walkthrough", "pointing", "display")


class Plot(NamedTuple):
    """One plot: `name` as commands have it, `title` as tabs and menus have it, its key, and a tip.

    `view` is the class that draws it, in the module `module` of the views, made from those parts of a session that
    `parts` names. `why_not` tells why it cannot be drawn for a scenario, "" where it can; `is_record` that
    it shows what a person did, of which a scenario alone has nothing, `is_table` that most of it are long rows.
    """

    name: str
    title: str
    keys: str
    tip: str
    module: str
    view: str
    parts: tuple[str, ...] = ("walkthrough", "display")
    why_not: WhyNot = _always
    is_record: bool = False
    is_table: bool = False

    @property
    def action(self) -> str:
        """The id of the action that shows it."""
        return f"plot_{self.name}"


_LOSS = Plot(
    *("loss", "Loss", "Ctrl+Shift+L"),
    tip="The loss of every update, and what it is made of",
    module="histories.loss_plot",
    view="LossPlot",
)
_WEIGHTS = Plot(
    *("weights", "Weights", "Ctrl+Shift+W"),
    tip="Weights and biases over the updates",
    module="histories.weights_plot",
    view="WeightsPlot",
    parts=_POINTED,
)
_GRADIENTS = Plot(
    *("gradients", "Gradients", "Ctrl+Shift+G"),
    tip="How large the gradient of each layer is: whether it vanishes or explodes",
    module="histories.gradient_plot",
    view="GradientPlot",
)
_ACTIVATION = Plot(
    *("activation", "Activation", "Ctrl+Shift+A"),
    tip="An activation, its slope, and the tangent at a unit's net",
    module="curves.activation_plot",
    view="ActivationPlot",
    parts=_POINTED,
)
_ONE_WEIGHT = Plot(
    *("one_weight", "One Weight", "Ctrl+Shift+V"),
    tip="The loss over one weight: slope, step, and the steps before",
    module="curves.one_weight_plot",
    view="OneWeightPlot",
    parts=_POINTED,
)
_BOUNDARY = Plot(
    *("boundary", "Boundary", "Ctrl+Shift+B"),
    tip="What a network of 2 inputs says to every point of them",
    module="boundary_plot.panel",
    view="BoundaryPlot",
    why_not=_not_a_plane,
)
_HIDDEN = Plot(
    *("hidden", "Hidden Layer", "Ctrl+Shift+H"),
    tip="What hidden units make of all samples: the plane of two, net inputs, zeros",
    module="hidden_layer.panel",
    view="HiddenLayerPlot",
    why_not=_no_hidden_layer,
)
_FIT = Plot(
    *("fit", "Fit", "Ctrl+Shift+F"),
    tip="The outputs of a network of 1 input over it",
    module="curves.fit_plot",
    view="FitPlot",
    why_not=_not_a_curve,
)
_CLASSES = Plot(
    *("classes", "Classes", "Ctrl+Shift+K"),
    tip="Which classes are taken for which, and how many are right",
    module="class_plot.panel",
    view="ClassPlot",
)
_SURFACE = Plot(
    *("surface", "Surface", "Ctrl+Shift+U"),
    tip="The loss over two parameters, and the way through it",
    module="surface_plot.panel",
    view="SurfacePlot",
    parts=_POINTED,
)
_RACE = Plot(
    *("race", "Race", "Ctrl+Shift+O"),
    tip="Several optimizers from the same start",
    module="race_plot.panel",
    view="RacePlot",
)
_LAB_BOOK = Plot(
    *("lab_book", "Lab Book", "Ctrl+Shift+J"),
    tip="Every training as a row: what was different, how many updates it took; and sweeps",
    module="lab_book.panel",
    view="LabBookPlot",
    parts=("walkthrough", "lab_book", "display"),
    is_record=True,
    is_table=True,
)
_DIGITS = Plot(
    *("digits", "Digits", "Ctrl+Shift+D"),
    tip="The sample as a picture, weights as pictures, and a digit drawn by you",
    module="digits.panel",
    view="DigitsPanel",
    parts=_POINTED,
    why_not=_not_digits,
)
_ENSEMBLE = Plot(
    *("ensemble", "Ensemble", "Ctrl+Shift+Y"),
    tip="Dropout: every network that is left when units sit out, their mean, and the whole network",
    module="dropout_ensemble.panel",
    view="EnsemblePanel",
    why_not=why_not_thinned,
)
_COMPARE = Plot(
    *("compare", "Compare", "Ctrl+Shift+X"),
    tip="This run and another one side by side: their lines, their losses, and where they part",
    module="compare.panel",
    view="ComparePanel",
    is_table=True,
)
_CURVES = _LOSS, _WEIGHTS, _GRADIENTS, _ACTIVATION, _ONE_WEIGHT
_RUNS = _RACE, _COMPARE, _LAB_BOOK
PLOTS = (*_CURVES, _BOUNDARY, _HIDDEN, _FIT, _CLASSES, _SURFACE, *_RUNS, _DIGITS, _ENSEMBLE)


def plot_named(name: str) -> Plot:
    """Return a plot by its name. Raises KeyError if there is none of that name."""
    return {plot.name: plot for plot in PLOTS}[name]


def make_plot(plot: Plot, session: Session) -> QWidget:
    """Return a new view of a plot of a session; what draws it is imported now, because a window is to open quickly."""
    view = getattr(import_module(f"explainer.views.plots.{plot.module}"), plot.view)
    made: QWidget = view(*(getattr(session, part) for part in plot.parts))
    return made
