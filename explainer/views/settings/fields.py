"""A setting as a record, and a group of them as a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, caption
from explainer.views.controls.number_parsing import parse_whole
from explainer.views.settings.inputs import ListEntry, TextEntry, Tick, name_it

_LABEL_DIGITS = 11

Control = ListEntry | TextEntry | Tick
MakeEdit = Callable[[Scenario, Any], Edit]


def _always(scenario: Scenario) -> bool:
    return True


@dataclass(frozen=True)
class Setting:
    """One setting: its id (objectName), what it is called, one line on what it does, the control for it, where its
    value is in a scenario, how an edit is made of it, when it is shown, and whether its words need the whole width.
    """

    id: str
    label: str
    hint: str
    control: Callable[[], Control]
    read: Callable[[Scenario], Any]
    edit: MakeEdit
    is_shown: Callable[[Scenario], bool] = _always
    is_wide: bool = False


def choice(names: Iterable[str], words: Callable[[str], str] = spoken) -> Callable[[], Control]:
    """Return what makes a choice of these names, each shown as `words` has it."""
    return lambda: ListEntry(names, words)


def whole() -> Control:
    return TextEntry(parse_whole)


class Editing(QObject):
    """Takes edits to the walkthrough; `said` carries why one cannot be, `formula_wanted` for which place a person wants
    to write a function. After `done` controls show what is in force."""

    said = Signal(str)
    formula_wanted = Signal(int)
    done = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough

    def change(self, make: Callable[[Scenario], Edit]) -> None:
        """Make an edit, ask where it would lose what was trained, or say why it cannot be."""
        try:
            self._walkthrough.propose(make)
        except ScenarioError as error:
            self.said.emit(str(error))
        self.done.emit()


class FieldRow(QObject):
    """One setting with its label and its control, in the rows of a form."""

    def __init__(self, setting: Setting, editing: Editing, parent: QWidget) -> None:
        super().__init__(parent)
        self._setting, self._editing = setting, editing
        self.control = setting.control()
        self.is_wide = setting.is_wide
        self.label = caption("" if isinstance(self.control, Tick) else setting.label)
        self.label.setToolTip(setting.hint)
        self.label.setBuddy(self.control)
        name_it(self.control, setting.id, setting.label, setting.hint)
        self.control.given.connect(self._on_given)
        if isinstance(self.control, TextEntry):
            self.control.said.connect(editing.said)

    def show_scenario(self, scenario: Scenario) -> None:
        is_shown = self._setting.is_shown(scenario)
        self.label.setVisible(is_shown)
        self.control.setVisible(is_shown)
        if is_shown:
            self.control.show_value(self._setting.read(scenario))

    def _on_given(self, value: object) -> None:
        self._editing.change(lambda scenario: self._setting.edit(scenario, value))


class SettingGroup(QWidget):
    """Settings that belong together, under a title."""

    def __init__(self, name: str, settings: Sequence[Setting], editing: Editing) -> None:
        super().__init__()
        self.setAccessibleName(f"{name} settings")
        self.editing = editing
        self._rows = [FieldRow(setting, editing, self) for setting in settings]
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)
        self.box.addWidget(title(name))
        self.form = QGridLayout()
        self.form.setSpacing(6)
        align(self.form, self)
        self.form.setColumnStretch(1, 1)
        for row in self._rows:
            self._add_row(row)
        self.box.addLayout(self.form)

    def _add_row(self, row: FieldRow) -> None:
        line = self.form.rowCount()
        self.form.addWidget(row.label, line, 0)
        if row.is_wide:
            self.form.addWidget(row.control, line + 1, 0, 1, 2)
        else:
            self.form.addWidget(row.control, line, 1)

    @property
    def first_control(self) -> Control:
        return self._rows[0].control

    def control(self, id: str) -> Control:
        """Return the control of the setting with this id."""
        return next(row.control for row in self._rows if row.control.objectName() == id)

    def show_scenario(self, scenario: Scenario) -> None:
        """Show the settings of this scenario."""
        for row in self._rows:
            row.show_scenario(scenario)

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            align(self.form, self)


def align(form: QGridLayout, widget: QWidget) -> None:
    """Give the labels of a form the same room in every group, by the size of the text."""
    form.setColumnMinimumWidth(0, _LABEL_DIGITS * widget.fontMetrics().horizontalAdvance("0"))


def title(text: str) -> Label:
    label = Label(text)
    label.setProperty("role", "title")
    return label


def note(id: str) -> Label:
    """Return a line of explanation that may be as long as it needs to be."""
    label = Label()
    label.setObjectName(id)
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label
