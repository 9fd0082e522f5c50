"""Marking a person's numbers: each line is worked out from their own numbers before it, right or wrong.

So one slip costs one line; what follows from it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.scenario.written_answer import WrittenAnswer
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Symbol, key_of
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import symbol_name
from explainer.variants.marking.doubts import Doubts
from explainer.variants.marking.marked import AnswerVerdict, Marked, MarkedSheet, Named
from explainer.variants.marking.naming_slips import miswritten, named, slips_giving, slips_giving_just
from explainer.variants.marking.placing import UnplacedError, placed
from explainer.variants.marking.slack import Uncertain, uncertain, uncertain_line
from explainer.variants.slips.as_books_write import forms_of
from explainer.variants.typed_number import DIGITS, Agreement, agreement
from explainer.variants.variant import Variant, VariantStep, for_next_update

_UPDATES_BEFORE = 20
"""How many updates before the first answer are gone through, since their numbers may have been rounded, too."""


def mark(
    scenario: Scenario, answers: Sequence[WrittenAnswer], updates: int | None = None, digits: int = DIGITS
) -> MarkedSheet:
    """Mark the answers to the first updates, as many as are said, else to those from the first to the last that has an
    answer. Raises UnplacedError where one is about nothing."""
    return MarkedSheet([row for row in marked_in_pieces(scenario, answers, updates, digits) if row is not None])


def marked_in_pieces(
    scenario: Scenario, answers: Sequence[WrittenAnswer], updates: int | None = None, digits: int = DIGITS
) -> Iterator[Marked | None]:
    """Yield each marked line, and None after each piece of work on the way to that. Raises what `mark` raises."""
    run = Run(scenario)
    last = max((answer.update for answer in answers), default=1) if updates is None else updates
    of_update = {
        number: list(of) for number, of in groupby(sorted(answers, key=_update), key=_update) if number <= last
    }
    first = min(of_update, default=1) if updates is None else 1
    before = None
    for number in range(max(first - _UPDATES_BEFORE, 1), last + 1):
        run.advance(max(number - 1 - run.updates, 0))
        if run.updates < number - 1:
            raise UnplacedError(next(answer for answer in answers if answer.update >= number), "update")
        p = run.pass_of(number)
        before = MarkedUpdate(p, placed(of_update.get(number, ()), p), digits, before)
        rows = before.rows()
        yield from rows if number >= first else (None for _ in rows)


def _update(answer: WrittenAnswer) -> int:
    return answer.update


class MarkedUpdate:
    """The lines of an update, marked; `before` is the update before it."""

    def __init__(
        self, p: Pass, answers: Mapping[Symbol, WrittenAnswer], digits: int, before: MarkedUpdate | None = None
    ) -> None:
        self._p, self._answers, self._digits = p, answers, digits
        self._given = {symbol: answer.number for symbol, answer in answers.items() if answer.number}
        left = before._own.left if before else None
        self._unmarked = Variant(p, left=left)
        self._own: Variant = Variant(
            p, left=left, given={symbol: float(number.value) for symbol, number in self._given.items()}
        )
        self._doubts: Doubts = Doubts(self._own, digits, before._doubts if before else None)
        self._wrong: dict[Symbol, Symbol] = for_next_update(before._wrong) if before else {}

    def rows(self) -> Iterator[Marked | None]:
        """Go through what is marked once, with None after each piece of work on the way: the numbers that no line
        makes, then the lines."""
        lines, made = list[VariantStep](), set[Symbol]()
        for step in self._own:
            lines.append(step)
            made.add(key_of(step.symbol))
            yield None
        for symbol in self._answers:
            if symbol not in made:
                yield self._copied(symbol)
        yield from map(self._line, lines)

    def _copied(self, symbol: Symbol) -> Marked:
        """Mark a number that no line makes, such as an input or an old weight."""
        right, number = Uncertain(self._unmarked.read(symbol), self._doubts.tight(symbol)), self._given.get(symbol)
        if number is None:
            return self._row(symbol, None, right, AnswerVerdict.WRONG)
        verdict = self._agreed(number, right)
        self._go_on_with(symbol, number, verdict, None)
        return self._row(symbol, number, right, verdict)

    def _line(self, step: VariantStep) -> Marked:
        number = self._given.get(key_of(step.symbol))
        if number is None:
            right = uncertain_line(step, self._own.read, self._doubts.tight)
            self._leave_out(step, right, self._origin(step))
            is_there = key_of(step.symbol) in self._answers
            return self._row(step.symbol, None, right, AnswerVerdict.WRONG if is_there else AnswerVerdict.BLANK)
        step = self._as_written(step, number)
        right, origin = self._right(step), self._origin(step)
        verdict, slips = self._judged(step, number, right, origin)
        self._go_on_with(step.symbol, number, verdict, origin)
        is_copied = verdict is AnswerVerdict.RIGHT and self._agreed(number, right) is not AnswerVerdict.RIGHT
        is_told = is_copied or verdict is AnswerVerdict.FOLLOWS
        return self._row(step.symbol, number, right, verdict, slips, origin if is_told else None)

    def _as_written(self, step: VariantStep, number: PrintedNumber) -> VariantStep:
        """Return the line with the formula that gives the number; with its own where none does."""
        right = AnswerVerdict.RIGHT
        return next((form for form in forms_of(step) if self._agreed(number, self._right(form)) is right), step)

    def _right(self, step: Step) -> Uncertain:
        return uncertain(step.rule, self._own.read, self._doubts.tight)

    def _judged(
        self, step: VariantStep, number: PrintedNumber, right: Uncertain, origin: Symbol | None
    ) -> tuple[AnswerVerdict, tuple[Named, ...]]:
        """Return what is said of a number; the right one is right even where it does not follow from those before."""
        if origin and self._agreed(number, Uncertain(step.exact.value, right.slack)) is AnswerVerdict.RIGHT:
            return AnswerVerdict.RIGHT, ()
        verdict = self._agreed(number, right)
        if verdict is AnswerVerdict.RIGHT:
            return (AnswerVerdict.FOLLOWS if origin else AnswerVerdict.RIGHT), ()
        if verdict is AnswerVerdict.FEW_DIGITS:
            slips = named(slips_giving_just(number, step, right, self._own.read))
            return (AnswerVerdict.SLIP if slips else verdict), slips
        if slips := named(slips_giving(number, step, right, self._digits, self._own.read, self._doubts.tight)):
            return AnswerVerdict.SLIP, slips
        if self._agreed(number, self._loose(step)) is not AnswerVerdict.WRONG:
            return AnswerVerdict.FEW_DIGITS, ()
        others = miswritten(number, step, right, self._digits, self._own.read)
        return (AnswerVerdict.SLIP if others else AnswerVerdict.WRONG), others

    def _agreed(self, number: PrintedNumber, right: Uncertain) -> AnswerVerdict:
        return _VERDICTS[agreement(number, right.value, self._digits, right.slack)]

    def _loose(self, step: Step) -> Uncertain:
        return uncertain_line(step, self._own.read, self._doubts.loose)

    def _leave_out(self, step: Step, right: Uncertain, origin: Symbol | None) -> None:
        self._doubts.of_blank(key_of(step.symbol), right, self._loose(step))
        if origin:
            self._wrong[key_of(step.symbol)] = origin

    def _go_on_with(self, symbol: Symbol, number: PrintedNumber, verdict: AnswerVerdict, origin: Symbol | None) -> None:
        """Remember which wrong number others may follow from, and how far off the number may be."""
        self._doubts.of_number(key_of(symbol), number, verdict)
        wrong = symbol if verdict in (AnswerVerdict.WRONG, AnswerVerdict.SLIP) else origin
        if wrong and verdict is not AnswerVerdict.RIGHT:
            self._wrong[key_of(symbol)] = wrong

    def _origin(self, step: Step) -> Symbol | None:
        """Return the wrong number that a line is made of, if it is."""
        own = map(self._own.own, symbols(step.rule))
        return next((self._wrong[symbol] for symbol in own if symbol in self._wrong), None)

    def _row(
        self,
        symbol: Symbol,
        number: PrintedNumber | None,
        right: Uncertain,
        verdict: AnswerVerdict,
        slips: tuple[Named, ...] = (),
        origin: Symbol | None = None,
    ) -> Marked:
        sample = self._p.rows[symbol.sample] + 1 if symbol.sample >= 0 else None
        answer = self._answers.get(key_of(symbol))
        given = float(number.value) if number else answer.text if answer else None
        name, from_name = self._name(symbol), self._name(origin) if origin else None
        return Marked(self._p.number, sample, symbol, name, given, right.value, verdict, slips, from_name, origin)

    def _name(self, symbol: Symbol) -> str:
        return symbol_name(self._p.scenario, symbol)


_VERDICTS = {
    Agreement.RIGHT: AnswerVerdict.RIGHT,
    Agreement.CONDONED: AnswerVerdict.RIGHT,
    Agreement.FEW_DIGITS: AnswerVerdict.FEW_DIGITS,
    Agreement.NONE: AnswerVerdict.WRONG,
}
