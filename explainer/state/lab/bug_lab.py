"""The bug lab: which bug the program has, and the mystery that is to be solved."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from explainer.bugs.lab.mystery import CHECKS, judge, mystery, told
from explainer.bugs.lab.program import NONE, program_of, what_it_does, why_not, with_program
from explainer.files.examples import example
from explainer.files.locate import STANDARD_INPUT
from explainer.files.wording import counted
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.bug_shown import BugShown


class Search(NamedTuple):
    """How far the search for a secret bug is: the checks that are left, how often was answered, what was said last."""

    checks_left: int = CHECKS
    answers: int = 0
    said: str = ""


class BugLab(QObject):
    """Puts a bug on and off, and asks for one that is secret. Listens to `edited` of the walkthrough.

    A bug is part of the program, so it counts from update 1 on; each choice is one edit. It stays on, wherever the
    person goes, until it is taken off, undone, or another scenario is opened. Emits `changed` when another bug is on,
    and when there is something else to say of a mystery.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._searches: dict[str, Search] = {}
        self._was_closed = False
        walkthrough.edited.connect(self.changed)
        walkthrough.moved.connect(self._on_moved)

    @property
    def is_on(self) -> bool:
        return program_of(self._walkthrough.scenario) != NONE

    @property
    def is_secret(self) -> bool:
        """Whether the bug is to be found."""
        return self._walkthrough.scenario.has_secret

    @property
    def is_closed(self) -> bool:
        """Whether formulas are hidden, and which bug is on."""
        return self._walkthrough.bug_shown is BugShown.CLOSED

    def close(self) -> None:
        """Hide the formulas of the program and which bug it has, or show them again."""
        self._walkthrough.show_bug(BugShown.OPEN if self.is_closed else BugShown.CLOSED)

    def _on_moved(self) -> None:
        if self.is_closed is not self._was_closed:
            self._was_closed = self.is_closed
            self.changed.emit()

    @property
    def name(self) -> str:
        """The bug that is on, `none` for the right program and for one that is secret."""
        return NONE if self.is_secret else program_of(self._walkthrough.scenario)

    @property
    def sign(self) -> str:
        """What is on, in a sentence; nothing where the program is right."""
        if not self.is_on:
            return ""
        if self.is_secret:
            return f"{self.title}: one bug is in this program. {counted(self.search.checks_left, 'check')} left."
        if self.is_closed:
            return "A bug is on, in all of this window. The program is closed: it shows what it makes, not how."
        return f"A bug is on, in all of this window: {self.name}. {what_it_does(self.name)}"

    def why_not(self, name: str) -> str:
        """Return why a bug cannot act here; nothing where it can."""
        return why_not(self._walkthrough.scenario, name)

    def choose(self, name: str) -> None:
        """Follow the program with this bug; one that cannot act here is explained."""
        if self.is_secret or name == self.name:
            return
        if reason := self.why_not(name):
            self._walkthrough.said.emit(f"{name} can do nothing here: {reason}.")
            return
        text = "Bug off" if name == NONE else f"Bug {name}"
        self._walkthrough.change_program(text, lambda scenario: with_program(scenario, name))
        how = "every number of this window is calculated with it" if self.is_on else "the program is right again"
        self._walkthrough.said.emit(f"{text}: {how}.")

    def off(self) -> None:
        """Follow the right program again; a bug that is secret is told first."""
        if self.is_secret:
            self.give_up()
        else:
            self.choose(NONE)

    # a mystery

    @property
    def title(self) -> str:
        """What the mystery is called."""
        return self._walkthrough.run.scenario.title

    @property
    def candidates(self) -> tuple[str, ...]:
        """The bugs that the mystery may have."""
        bug = self._walkthrough.scenario.bug
        return bug.among if bug else ()

    @property
    def search(self) -> Search:
        return self._searches.get(self.title, Search())

    def begin(self, seed: int) -> None:
        """Open the network of the lab with a bug that is drawn by a seed."""
        scenario = mystery(example("lab"), seed)
        self._searches[scenario.title] = Search()
        self._walkthrough.open(scenario, STANDARD_INPUT)
        self._walkthrough.said.emit(f"{scenario.title}: which bug is it, and in which line? You have {CHECKS} checks.")

    def take_check(self) -> bool:
        """Count a check; return whether there was one left. Without a mystery checks are free."""
        if not self.is_secret:
            return True
        if not self.search.checks_left:
            self._walkthrough.said.emit("No check is left. Answer, or give up.")
            return False
        self._set(self.search._replace(checks_left=self.search.checks_left - 1))
        return True

    def answer(self, name: str, line: str) -> bool:
        """Take an answer, a bug and a kind of line; return whether it was right. One that is right ends the mystery."""
        if not self.is_secret:
            return False
        judged = judge(self._walkthrough.scenario, name, line)
        search = self.search
        self._set(search._replace(answers=search.answers + 1, said=judged.sentence))
        if judged.is_right:
            self._tell(f"{self.title} solved")
        self._walkthrough.said.emit(judged.sentence)
        return judged.is_right

    def give_up(self) -> None:
        """Tell the secret bug."""
        if self.is_secret:
            name = program_of(self._walkthrough.scenario)
            self._set(self.search._replace(said=f"It was {name}. {what_it_does(name)}"))
            self._tell(f"{self.title} given up")
            self._walkthrough.said.emit(self.search.said)

    def _tell(self, text: str) -> None:
        self._walkthrough.change_program(text, told)

    def _set(self, search: Search) -> None:
        self._searches[self.title] = search
        self.changed.emit()
