"""A session: one person's work with the program, without a window. Windows show it; scripts and lessons drive it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.files.wording import unknown
from explainer.state.background.explosion_watch import ExplosionWatch
from explainer.state.background.number_draw import NumberDraw
from explainer.state.background.playback import Playback
from explainer.state.background.trainer import Trainer
from explainer.state.histories.lab_book import LabBook
from explainer.state.lab.bug_lab import BugLab
from explainer.state.lesson.lesson_steps import LessonSteps
from explainer.state.lesson.lesson_walk import LessonWalk
from explainer.state.predict.predicted_walk import PredictedWalk
from explainer.state.session.display import Display
from explainer.state.session.shown_part import ShownPart
from explainer.state.walkthrough.changes import Cause, Edited
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.elements import Element, element_called, element_name, symbol_called
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.words.bug_words import bugs_of


class Session(QObject):
    """Owns the walkthrough and all that goes with it: what is pointed at, how everything is shown, training, playing,
    and what watches a run.

    Elements and lines have names, those of the worked notation: "w5", "o1", "delta_o1". Emits `selected` with the name
    of what a person has selected, nothing where that is gone, `went` with the name of the line that the cursor has come
    to, nothing before the first, and `changed` with each `ChangedNumber` of an edit, undo or redo.
    """

    selected = Signal(str)
    went = Signal(str)
    changed = Signal(object)

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        walkthrough.setParent(self)
        self.walkthrough, self.pointing, self.display = walkthrough, Pointing(walkthrough), Display(parent=self)
        self.prediction = PredictedWalk(walkthrough, self.display, self)
        self.prediction.changed.connect(self._on_predicted)
        self.pointing.picked.connect(self.prediction.pick)
        trainer, watch = Trainer(walkthrough), ExplosionWatch(walkthrough)
        playback = Playback(walkthrough, self._before_next, self._before_back)
        self.trainer, self.playback, self.watch = trainer, playback, watch
        self.numbers = NumberDraw(walkthrough)
        self.lab = BugLab(walkthrough, self)
        self.lesson = LessonWalk(walkthrough, trainer, self.pointing, self.display, self)
        self._lesson_steps = LessonSteps(self.lesson, self.display)
        self.lesson.starting.connect(self._on_card)
        self.lab_book = LabBook(walkthrough, trainer, self._is_on_way_to_card, self)
        self.part = ShownPart(walkthrough, playback)
        self._was = walkthrough.cursor
        playback.far.connect(trainer.train_to)
        trainer.started.connect(playback.pause)
        watch.arose.connect(trainer.stop)
        watch.arose.connect(playback.pause)
        self.pointing.selection_changed.connect(self._on_selected)
        walkthrough.moved.connect(self._on_moved)
        walkthrough.edited.connect(self._on_edited)

    @property
    def selection(self) -> str:
        """The name of the selected element, nothing where there is none."""
        element = self.pointing.selected
        return "" if element is None else element_name(self.walkthrough.scenario, element)

    def select(self, name: str) -> None:
        """Select an element by its name, or with an empty one nothing. Raises LookupError where there is none."""
        self.pointing.select(self._element(name) if name else None)

    @property
    def line(self) -> str:
        """The name of what the cursor's line makes, nothing before the first line."""
        step = self.walkthrough.step
        return "" if step is None else step.symbol_text

    def go_to(self, name: str, update: int | None = None, sample: int = 1) -> None:
        """Go to the line that makes a symbol, in an update (by default the cursor's) and of a sample of its batch,
        both counted from 1. Raises LookupError where no line of that update makes it."""
        walkthrough = self.walkthrough
        update = update or walkthrough.cursor.update
        if walkthrough.run.updates < update - 1:
            walkthrough.grow(update - 1 - walkthrough.run.updates)
        trace = walkthrough.trace_of(min(update, walkthrough.run.updates + 1))
        symbol = symbol_called(trace.scenario, name, sample - 1)
        line = None if symbol is None else line_of(trace, symbol)
        if line is None:
            raise LookupError(unknown(name, "what a line of this update makes", (step.symbol_text for step in trace)))
        walkthrough.go_to(update, line)

    def set_number(self, name: str, value: float) -> None:
        """Change a weight, bias, input, target or the learning rate by its name, as one edit. Raises LookupError where
        there is no such number to change."""
        walkthrough, symbol = self.walkthrough, self.symbol(name)
        match symbol.quantity:
            case Quantity.WEIGHT:
                walkthrough.set_parameter(walkthrough.scenario.network.parameter(symbol.parameter), value)
            case Quantity.OUT if not symbol.layer:
                walkthrough.set_input(symbol.unit, value)
            case Quantity.TARGET:
                walkthrough.set_target(symbol.unit, value)
            case Quantity.LEARNING_RATE:
                walkthrough.set_learning_rate(value)
            case _:
                raise LookupError(f"{name} cannot be changed: it is calculated, or a setting")

    def symbol(self, name: str) -> Symbol:
        """Return the symbol of this name, of the sample at the cursor. Raises LookupError where there is none."""
        symbol = symbol_called(self.walkthrough.scenario, name, self.walkthrough.known.sample)
        if symbol is None:
            raise LookupError(f"{name} is nothing that this calculation has")
        return symbol

    def _element(self, name: str) -> Element:
        element = element_called(self.walkthrough.scenario, name)
        if element is None:
            units = (unit for layer in self.walkthrough.scenario.network.layers for unit in layer.names)
            raise LookupError(unknown(name, "an element of this network", units))
        return element

    def _before_next(self) -> bool:
        """Show what is asked for before a step goes on; return whether anything was."""
        return self._lesson_steps.before_next() or self.prediction.before_next()

    def _before_back(self) -> bool:
        return self._lesson_steps.before_back()

    def _is_on_way_to_card(self) -> bool:
        return self.lesson.place.is_going

    def _on_card(self) -> None:
        """A card asks by itself."""
        if self.prediction.is_on:
            self.prediction.toggle()

    def _on_predicted(self) -> None:
        """Light what is said of an answer, or helps with it; have elements picked where they are options."""
        if self.lesson.is_on and not self.prediction.is_on:
            self.lesson.ask_again()
            return
        self.pointing.set_picking(self.prediction.picks_elements)
        self.pointing.speak_of(self.prediction.place)

    def _on_selected(self) -> None:
        self.selected.emit(self.selection)

    def _on_moved(self, cause: Cause) -> None:
        was, self._was = self._was, self.walkthrough.cursor
        if cause in (Cause.STEP, Cause.JUMP, Cause.TRAINING) or self._was != was:
            self.went.emit(self.line)

    def _on_edited(self, edited: Edited) -> None:
        if not bugs_of(self.walkthrough.scenario):
            self.walkthrough.show_bug(BugShown.OPEN)
        for number in edited.numbers:
            self.changed.emit(number)
