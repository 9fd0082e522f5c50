"""The losses of all experiments that are shown, as curves in one plot."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from explainer.lab_book.book_table import spoken_value
from explainer.lab_book.differences import differences
from explainer.lab_book.experiment import Experiment
from explainer.state.histories.lab_book import LabBook
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.parts.curves import Series
from explainer.views.plotting.parts.line_styles import style_at

_SHORT, _LONG, _CHOSEN = 1.6, 1.0, 4.0
"""How wide lines are: of a few experiments, of many, and of those that are chosen."""
_FEW = 8


def curve_names(experiments: tuple[Experiment, ...]) -> list[str]:
    """Return what tells each experiment from the others: its number, and its own name or what it differs in."""
    columns = differences(experiments)
    names = []
    for place, experiment in enumerate(experiments):
        told = experiment.name or ", ".join(spoken_value(values[place]) for values in columns.values())
        names.append(f"{place + 1}: {told}" if told else str(place + 1))
    return names


class BookCurves(Figure):
    """A curve for each experiment but those in `hidden`; those in `chosen` are bold. The table beside names them."""

    def __init__(
        self, walkthrough: Walkthrough, book: LabBook, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, title="Lab Book", below="updates done", left="loss", parent=parent)
        self._book = book
        self._lines: dict[Experiment, Series] = {}
        self.hidden: frozenset[Experiment] = frozenset()
        self.chosen: frozenset[Experiment] = frozenset()
        self.offer_saving(False)  # what it is a part of does
        walkthrough.grew.disconnect(self.draw_soon)  # experiments are over
        book.changed.connect(self.draw_soon)
        self.dress()

    def show_logarithmic(self, is_logarithmic: bool) -> None:
        """Make the axis of losses logarithmic, or not."""
        self._on_scale(is_logarithmic)

    def draw_cursor(self) -> None:
        """Nothing depends on the cursor."""

    def draw(self) -> None:
        experiments = self._book.experiments
        for gone in [experiment for experiment in self._lines if experiment not in experiments]:
            self.remove_series(self._lines.pop(gone))
        has_new = False
        width = _SHORT if len(experiments) <= _FEW else _LONG
        for place, (experiment, name) in enumerate(zip(experiments, curve_names(experiments), strict=True)):
            has_new |= experiment not in self._lines
            series = self._lines.get(experiment) or self._lines.setdefault(experiment, self.add_series(name))
            series.rename(name)
            series.switch(experiment not in self.hidden)
            colour, style = style_at(place, self.display.palette)
            bold = _CHOSEN if experiment in self.chosen else width
            series.show(experiment.done, experiment.losses, colour, self.display.zoom, style, bold)
        if has_new:
            self.plot.plotItem.enableAutoRange()

    def _make_room(self) -> None:
        """Have no legend on the screen: the table names the curves."""
        self.legend.give_room(False)
