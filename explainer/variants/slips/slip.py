"""A slip: another rule for one line, what to say of it, and a hint that does not give the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from explainer.functions.expression import Expression
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.plain_text import Word, write, write_on_paper
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name, symbol_name

Part = Expression | str
"""What a sentence names: a part of a formula, or a word."""
Made = tuple[Expression, *tuple[Part, ...]]
"""Another rule, and what the sentence about it names."""
Maker = Callable[[Step], Iterator[Made]]


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of slip: its name in files, the sentence with a {} for each part that it names, the hint, and the rules
    that a line then has, none where it cannot be made there."""

    name: str
    sentence: str
    hint: str
    made: Maker

    @property
    def in_general(self) -> str:
        """What was done, with nothing named."""
        return self.sentence.replace(", {}", "").replace("{}", "…")


class Slip(NamedTuple):
    """A slip that can be made at a line, which then has another rule."""

    kind: Kind
    step: Step
    rule: Expression
    about: tuple[Part, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, with symbols as a trace file has them."""
        return self._filled(write, lambda symbol: symbol_name(self.step.scenario, symbol))

    @property
    def hint(self) -> str:
        return self.kind.hint

    def spoken(self, notation: Notation) -> str:
        """Return what was done, with symbols as the screen has them."""
        return self._filled(write_on_paper, lambda symbol: spoken_name(self.step.scenario, symbol, notation))

    def _filled(self, writing: Callable[[Expression, Word], str], word: Word) -> str:
        parts = (part if isinstance(part, str) else writing(part, word) for part in self.about)
        return self.kind.sentence.format(*parts)


def slips_made(kinds: tuple[Kind, ...], step: Step) -> Iterator[Slip]:
    """Go through the slips of these kinds that a line can have, each rule once and never its own."""
    seen = {step.rule}
    for kind in kinds:
        for rule, *about in kind.made(step):
            before = len(seen)
            seen.add(rule)  # to hash a long rule takes long: once
            if len(seen) > before:
                yield Slip(kind, step, rule, tuple(about))
