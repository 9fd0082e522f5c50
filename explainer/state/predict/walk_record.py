"""What a person has answered on a walk: which lines were right, and which slips were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from explainer.state.walkthrough.walkthrough import Cursor
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name
from explainer.variants.marking.one_answer import JudgedAnswer


class LineOutcome(StrEnum):
    """What became of a line that was asked for."""

    AT_FIRST = "right at first"
    WITH_HELP = "right with help"
    OWN = "wrong"
    FEW_DIGITS = "with too few digits"
    SHOWN = "shown"


class SlipMade(NamedTuple):
    """A slip: of which kind it is, in words that name nothing of the line, and in words that do."""

    kind: str
    sentence: str


def slips_in(answer: JudgedAnswer) -> tuple[SlipMade, ...]:
    """Return the slip that gives an answer, if one is known; by its kind alone where no more was told of it."""
    kind = answer.kind or answer.slip
    return (SlipMade(kind, answer.slip or kind),) if kind else ()


@dataclass(frozen=True)
class AskedLine:
    """A line that was asked for, by its name. `slips` are empty where it was right, or nothing is known of a wrong
    number; `remark` is what else there is to say."""

    at: Cursor
    name: str
    outcome: LineOutcome
    is_wrong: bool = False
    slips: tuple[SlipMade, ...] = ()
    remark: str = ""


def name_of(step: Step, notation: Notation) -> str:
    """Return what a line makes and, where the batch has several, of which sample."""
    name = spoken_name(step.scenario, step.symbol, notation)
    return name if step.samples == 1 or step.sample is None else f"{name}, sample {step.sample}"


class AskedGroup(NamedTuple):
    """Lines that have something in common: where the same slip was made, for example."""

    what: str
    lines: tuple[AskedLine, ...]


UNKNOWN = "Wrong, and no usual slip gives the number"
_SAID = {
    LineOutcome.SHOWN: "Shown",
    LineOutcome.WITH_HELP: "Right at a later try, or with a hint",
    LineOutcome.FEW_DIGITS: "Right, but with too few digits",
}


@dataclass
class WalkRecord:
    """The lines that were asked for on a walk through a scenario, each once, in the order in which they were first
    asked; or on one that is for practice."""

    scenario: str = ""
    is_practice: bool = False
    lines: dict[Cursor, AskedLine] = field(default_factory=dict)

    def note(self, line: AskedLine) -> None:
        """Keep what became of a line; slips that were made at it before stay."""
        before = self.lines.get(line.at)
        slips = tuple(dict.fromkeys((*before.slips, *line.slips))) if before else line.slips
        self.lines[line.at] = replace(line, slips=slips)

    def count(self, outcome: LineOutcome) -> int:
        return sum(line.outcome is outcome for line in self.lines.values())

    @property
    def asked(self) -> int:
        return len(self.lines)

    @property
    def standing(self) -> str:
        """How many lines were right at first, right with help, and shown by now."""
        at_first, with_help, shown = map(self.count, (LineOutcome.AT_FIRST, LineOutcome.WITH_HELP, LineOutcome.SHOWN))
        return f"{at_first:,} right at first, {with_help:,} with help, {shown:,} shown"

    @property
    def sentence(self) -> str:
        """How many lines were right, and what became of the others that there are."""
        at_first = f"{self.count(LineOutcome.AT_FIRST):,} of {self.asked:,} right at first"
        others = (it for it in LineOutcome if it is not LineOutcome.AT_FIRST and self.count(it))
        return ", ".join((at_first, *(f"{self.count(it):,} {it}" for it in others)))

    @property
    def slips(self) -> tuple[AskedGroup, ...]:
        """The slips by kind, those that were made most often first; at last what is wrong in no known way."""
        groups: dict[str, list[AskedLine]] = {}
        for line in self.lines.values():
            for kind in dict.fromkeys(slip.kind for slip in line.slips):
                groups.setdefault(kind, []).append(line)
        by_number = sorted(groups.items(), key=lambda group: -len(group[1]))
        found = [_group(kind, lines) for kind, lines in by_number]
        unknown = tuple(line for line in self.lines.values() if line.is_wrong and not line.slips)
        return (*found, AskedGroup(UNKNOWN, unknown)) if unknown else tuple(found)

    @property
    def groups(self) -> tuple[AskedGroup, ...]:
        """All that there is to say of single lines: the slips, then those that were not right at first without one,
        then those that were right from own wrong numbers."""
        others = [line for line in self.to_practise if not line.slips and not line.is_wrong]
        by_outcome = (AskedGroup(_SAID[it], tuple(line for line in others if line.outcome is it)) for it in _SAID)
        remarks = [line for line in self.lines.values() if line.outcome is LineOutcome.AT_FIRST and line.remark]
        by_remark = dict.fromkeys(line.remark for line in remarks)
        right = (AskedGroup(_begun(it), tuple(line for line in remarks if line.remark == it)) for it in by_remark)
        return (*self.slips, *(group for group in (*by_outcome, *right) if group.lines))

    @property
    def to_practise(self) -> tuple[AskedLine, ...]:
        """The lines that were not right at first."""
        return tuple(line for line in self.lines.values() if line.outcome is not LineOutcome.AT_FIRST)


def _group(kind: str, lines: Sequence[AskedLine]) -> AskedGroup:
    """Name what was done as exactly as it is the same at all of these lines; else each line says what it was."""
    done = [next(slip.sentence for slip in line.slips if slip.kind == kind) for line in lines]
    if len(set(done)) == 1:
        return AskedGroup(done[0].rstrip(".") + _times(len(lines), " the same"), tuple(lines))
    said = (replace(line, remark=sentence.rstrip(".")) for line, sentence in zip(lines, done, strict=True))
    return AskedGroup(kind.rstrip(".") + _times(len(lines)), tuple(said))


def _times(count: int, how: str = "") -> str:
    return "" if count == 1 else f", twice{how}" if count == 2 else f", {count:,} times{how}"


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
