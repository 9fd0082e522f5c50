"""The window in which a person writes an activation or a loss by formula, and sees at once what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QPushButton, QVBoxLayout, QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.functions.own.definition import definition_in
from explainer.state.answers.drafted_function import DraftedFunction, Mistake, definition_of, drafted
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit
from explainer.state.edits.function_edits import OF_THE_LOSS, function_at, with_function, without_own
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys, announce, row
from explainer.views.controls.pickers import DropList
from explainer.views.controls.window_geometry import open_with, room_for
from explainer.views.own_functions.formula_entry import FormulaEntry
from explainer.views.own_functions.function_picture import FunctionPicture

_SIZE = 620, 560
_SIGNS = "Signs + − * / ** ( ), numbers, and exp, log, log1p, expm1, tanh, sqrt, abs, min, max, sign, step."
_EXAMPLES = {True: "(target - out)**2", False: "x/(1 + exp(-x))"}
_LETTERS = {True: "target and out, of each output; the errors of all outputs are added up", False: "x, the net input"}
_NAMELESS = "Give it a name to use it."


class FunctionDialog(QDialog):
    """Shows what is typed for a place, a layer's activation or the loss, and takes it as an edit when it is asked to.

    What was typed for a place stays there when the window is closed. Listens to the walkthrough's `edited` and
    `moved`; `said` carries a sentence for the person.
    """

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._place = OF_THE_LOSS
        self._typed: dict[int, tuple[str, str]] = {}
        self._taken: set[int] = set()
        self._drafted: DraftedFunction | None = None
        self._reason = ""
        self._shown: Scenario | None = None
        self.setWindowTitle("Own function")
        self._make_controls()
        self._lay_out()
        for entry in (self.name, self.formula):
            entry.textEdited.connect(self._on_typed)
        self.places.activated.connect(self._on_place)
        self.use.clicked.connect(self._on_use)
        self.remove.clicked.connect(self._on_remove)
        self.cancel.clicked.connect(self.close)
        walkthrough.edited.connect(self._on_moved)
        walkthrough.moved.connect(self._on_moved)
        display.changed.connect(self._show)

    def _make_controls(self) -> None:
        self.places = DropList()
        self.name, self.formula = FormulaEntry(self._display), FormulaEntry(self._display)
        self.hint, self.message = Label(wordWrap=True), Label(wordWrap=True)
        self._picture = FunctionPicture(self._display)
        self.use, self.remove, self.cancel = QPushButton("Use it"), QPushButton("Remove"), QPushButton("Close")
        for button in (self.remove, self.cancel, self.use):
            button.setAutoDefault(False)
            OwnKeys(button, Qt.Key.Key_Space)
        self.use.setDefault(True)
        for widget, id, spoken_as in (
            (self.places, "function_place", "What the function is for"),
            (self.name, "function_name", "Name of the function"),
            (self.formula, "function_formula", "Formula"),
            (self.message, "function_message", "Message"),
            (self.use, "function_use", "Use this function"),
            (self.remove, "function_remove", "Remove the function that is used now"),
            (self.cancel, "function_close", "Close; what is typed stays here"),
        ):
            widget.setObjectName(id)
            widget.setAccessibleName(spoken_as)
        self.name.setPlaceholderText("name")
        self.message.setProperty("role", "warning")
        self.hint.setProperty("role", "caption")
        self.message.setMinimumHeight(2 * self.message.fontMetrics().lineSpacing())
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("For", self.places)
        form.addRow("Name", self.name)
        form.addRow("Formula", self.formula)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addWidget(self.hint)
        layout.addWidget(self.message)
        layout.addWidget(self._picture, 1)
        buttons = row([self.remove, self.cancel, self.use])
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignRight)
        zoom = self._display.zoom
        open_with(self, round(_SIZE[0] * zoom), round(_SIZE[1] * zoom))
        self.setMinimumWidth(min(round(420 * zoom), room_for(self).width()))

    # what it is for

    def ask(self, place: int) -> None:
        """Show what was last typed for a place, or the function that is used there."""
        self._place = place
        self._show_places()
        self._fill()
        self.formula.setFocus()
        self.formula.selectAll()

    @property
    def _is_loss(self) -> bool:
        return self._place == OF_THE_LOSS

    def _on_moved(self) -> None:
        """Follow the scenario; a place that is gone leaves what was typed for it."""
        scenario = self._walkthrough.scenario
        if self.isVisible() and scenario is not self._shown:
            is_gone = self._place > scenario.network.top
            self._place = min(self._place, scenario.network.top)
            self._show_places()
            if is_gone:
                self._fill()

    def _show_places(self) -> None:
        scenario = self._shown = self._walkthrough.scenario
        top = scenario.network.top
        names = {place: "Outputs" if place == top else f"Layer {place + 1}" for place in range(1, top + 1)}
        self.places.clear()
        for place, name in (*names.items(), (OF_THE_LOSS, "Loss")):
            self.places.addItem(f"{name} ({spoken(function_at(scenario, place))})", place)
        self.places.setCurrentIndex(self.places.findData(self._place))
        used = definition_in(function_at(scenario, self._place))
        self.remove.setVisible(used is not None)
        self.remove.setText(f"Remove {used.name}" if used else "Remove")

    def _on_place(self, index: int) -> None:
        self._place = int(self.places.itemData(index))
        self._show_places()
        self._fill()

    def _fill(self) -> None:
        """Show what was typed last, but where that was taken and is another function by now, that."""
        used = definition_in(function_at(self._walkthrough.scenario, self._place))
        name, formula = self._typed.get(self._place, ("", ""))
        if used and (self._place in self._taken or not (name or formula)):
            name, formula = used.name, used.formula
        self.name.setText(name)
        self.formula.setText(formula)
        self._drafted = None
        self._reason = ""
        self._show()

    # what is typed

    def _on_typed(self) -> None:
        self._typed[self._place] = self.name.text(), self.formula.text()
        self._taken.discard(self._place)
        self._reason = ""
        self._show()

    def _mistake(self) -> Mistake | None:
        """Return what is wrong; of what is not typed yet nothing is."""
        name, formula = self.name.text(), self.formula.text()
        if formula.strip():
            found = drafted(formula, self._is_loss)
            if isinstance(found, Mistake):
                return found
        made = definition_of(name, formula, self._is_loss) if name and formula.strip() else ""
        return made if isinstance(made, Mistake) else None

    def _show(self) -> None:
        name, mistake = self.name.text(), self._mistake()
        found = drafted(self.formula.text(), self._is_loss)
        is_shape = isinstance(found, DraftedFunction)
        if isinstance(found, DraftedFunction):
            self._drafted = found
        for entry, field in ((self.name, "name"), (self.formula, "formula")):
            entry.set_mark(mistake.position if mistake and mistake.field == field else -1)
        self.formula.setPlaceholderText(_EXAMPLES[self._is_loss])
        self.hint.setText(f"A formula of {_LETTERS[self._is_loss]}. {_SIGNS}")
        gaps = found.gaps if isinstance(found, DraftedFunction) else ""
        unnamed = _NAMELESS if is_shape and not name else ""
        self._tell(self._reason or (mistake.sentence if mistake else " ".join(filter(None, (gaps, unnamed)))))
        self._picture.show_function(self._drafted, name or "f", self._is_loss, is_faded=not is_shape)
        self.use.setEnabled(bool(is_shape and name and mistake is None))

    def _tell(self, sentence: str) -> None:
        if sentence != self.message.text():
            self.message.setText(sentence)
            self.formula.setAccessibleDescription(sentence or self.hint.text())
            announce(self, sentence)

    # edits

    def _on_use(self) -> None:
        made = definition_of(self.name.text(), self.formula.text(), self._is_loss)
        if isinstance(made, str) and self._change(partial(with_function, place=self._place, text=made)):
            self._taken.add(self._place)
            self.close()

    def _on_remove(self) -> None:
        self._typed[self._place] = self.name.text(), self.formula.text()
        if self._change(partial(without_own, place=self._place)):
            self.formula.setFocus()

    def _change(self, make: Callable[[Scenario], Edit]) -> bool:
        try:
            self._walkthrough.propose(make)
        except ScenarioError as error:
            self._reason = str(error)
            self._show()
            return False
        return True

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
