"""A list of all weights and biases by name, to choose one with the keyboard as well as in the picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QStyleOptionComboBox, QVBoxLayout, QWidget

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import ChosenParameter, ParameterChoice, Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.trace.notations.naming import parameter_label
from explainer.views.controls.pickers import DropList

_WIDEST_WORD, _NARROW = 14, 90
_BETWEEN = "   "
_NO_ICON = QSize(0, 1)
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


def connection_of(scenario: Scenario, parameter: Parameter) -> str:
    """Return in words where a parameter is: h1 → o1, or the units that a bias belongs to."""
    names = scenario.network.layers[parameter.layer].names
    if not parameter.is_bias:
        return f"{scenario.network.layers[parameter.layer - 1].names[parameter.source]} → {names[parameter.unit]}"
    if not scenario.has_one_bias_per_layer:
        return f"bias of {names[parameter.unit]}"
    return f"bias of {names[0]} … {names[-1]}" if len(names) > 2 else f"bias of {', '.join(names)}"


class _Names(QAbstractListModel):
    """Weights in their order, then biases, one for each that people see; each named when it is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._scenario: Scenario | None = None
        self._notation = Notation.WORKED
        self._indices = np.zeros(0, dtype=np.intp)

    def show(self, scenario: Scenario, notation: Notation) -> None:
        """List the parameters of a scenario."""
        self.beginResetModel()
        layers, seen = scenario.network.layers[1:], slice(1) if scenario.has_one_bias_per_layer else slice(None)
        weights = [np.arange(layer.start, layer.bias_start) for layer in layers]
        biases = [np.arange(layer.bias_start, layer.stop)[seen] for layer in layers]
        self._indices = np.concatenate([*weights, *biases])
        self._scenario, self._notation = scenario, notation
        self.endResetModel()

    def is_of(self, scenario: Scenario, notation: Notation) -> bool:
        """Whether these very names are listed."""
        return self._scenario is scenario and self._notation is notation

    def parameter(self, row: int) -> Parameter | None:
        in_list = self._scenario is not None and 0 <= row < len(self._indices)
        return self._scenario.network.parameter(int(self._indices[row])) if self._scenario and in_list else None

    def row(self, parameter: Parameter) -> int:
        """Return which entry is a parameter, -1 where none is."""
        rows = np.flatnonzero(self._indices == parameter.index)
        return int(rows[0]) if len(rows) else -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._indices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        parameter = self.parameter(index.row())
        if role != Qt.ItemDataRole.DisplayRole or parameter is None or self._scenario is None:
            return None
        name = parameter_label(self._scenario, parameter, self._notation)
        return f"{name}{_BETWEEN}{connection_of(self._scenario, parameter)}"


class ParameterChooser(DropList):
    """Shows and changes the choice of a parameter. Listens to it, to `moved` and to the display; names are made
    when they are seen; closed, one that `is_brief` shows no more of them than the symbol."""

    def __init__(
        self,
        walkthrough: Walkthrough,
        choice: ParameterChoice,
        display: Display,
        parent: QWidget | None = None,
        is_brief: bool = False,
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._choice, self._display = walkthrough, choice, display
        self._names, self._is_brief = _Names(self), is_brief
        view = QListView()
        view.setUniformItemSizes(True)
        self.setModel(self._names)
        self.setView(view)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1 if is_brief else _WIDEST_WORD)
        self.setMinimumWidth(0 if is_brief else _NARROW)
        self.setProperty("role", "brief" if is_brief else "")
        self.setIconSize(_NO_ICON)
        self.setAccessibleName("Weight or bias")
        self.setToolTip("Which weight or bias this is about; a click on one in the picture chooses it too")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.activated.connect(self._on_activated)
        for signal in (walkthrough.moved, choice.changed, display.changed):
            signal.connect(self._show)

    def _on_activated(self, row: int) -> None:
        parameter = self._names.parameter(row)
        if parameter is not None:
            self._choice.choose(parameter)

    def _show(self) -> None:
        if not self.isVisible():
            return
        scenario, notation = self._walkthrough.known.scenario, self._display.writing.notation
        if not self._names.is_of(scenario, notation):
            self._names.show(scenario, notation)
        self.setCurrentIndex(self._names.row(self._choice.parameter))
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        if self._is_brief:
            option.currentText = self._symbol

    @property
    def _symbol(self) -> str:
        return self.currentText().partition(_BETWEEN)[0]

    def sizeHint(self) -> QSize:
        """Return the size; a brief one is as wide as its symbol, not as the letter that Qt makes room for."""
        metrics, hint = self.fontMetrics(), super().sizeHint()
        more = metrics.horizontalAdvance(self._symbol) - metrics.horizontalAdvance("X") if self._is_brief else 0
        return hint + QSize(more, 0)


class ParameterTab(QWidget):
    """A tab about a weight or bias that is chosen at its `top`, above what `column` has."""

    def __init__(self, name: str, walkthrough: Walkthrough, pointing: Pointing, display: Display, spacing: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.choice = ChosenParameter(walkthrough, pointing, self)
        self.chooser = ParameterChooser(walkthrough, self.choice, display)
        self.top, self.column = QHBoxLayout(), QVBoxLayout(self)
        self.top.setContentsMargins(18, 8, 18, 0)
        self.top.setSpacing(spacing)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.top)
