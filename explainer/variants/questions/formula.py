"""Which formula is it? The right one is among those of slips."""

from __future__ import annotations

import re
from math import isclose

from explainer.functions.expression import Expression
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.trace import Step
from explainer.variants.marking.one_answer import JudgedAnswer
from explainer.variants.marking.slack import uncertain
from explainer.variants.questions.question import RIGHT, AnswerOption, LineQuestion, QuestionKind, wrong
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.place import place_of
from explainer.variants.slips.slip import Slip

_LONGEST = 60
"""In letters: a longer formula is no button."""
_FEWEST, _MOST = 2, 3
"""Of wrong ones."""
_KEYS = "ABCD"
_TIMES_ONE = re.compile(r"·1(?![\d.·])")


def formula_question(step: Step, notation: Notation, turn: int) -> FormulaQuestion | None:
    """Return the question for a line's formula, the right one at a place that `turn` decides; None where too few
    slips can be made of it, or it is too long."""
    if step.is_closed:
        return None
    question = FormulaQuestion(step, notation, turn)
    return question if len(question.options) > _FEWEST else None


class FormulaQuestion(LineQuestion):
    kind = QuestionKind.FORMULA
    hides_formula = True

    def __init__(self, step: Step, notation: Notation, turn: int) -> None:
        super().__init__(step, notation)
        wrong_ones = self._wrong_ones() if len(self._own) <= _LONGEST else []
        self._right = turn % (len(wrong_ones) + 1)
        self._slips: list[Slip | None] = [*wrong_ones]
        self._slips.insert(self._right, None)

    @property
    def _own(self) -> str:
        return self._in_short(self.step.rule)

    def _in_short(self, rule: Expression) -> str:
        """Return a formula without factors 1, which only the right one would have."""
        return _TIMES_ONE.sub("", self._written(rule))

    def _wrong_ones(self) -> list[Slip]:
        """Return slips of different kinds, whose formulas are written otherwise and come to something else."""
        found: dict[str, Slip] = {}
        texts = {self._own}
        for slip in slips_of(self.step):
            text = self._in_short(slip.rule)
            if slip.kind.name in found or text in texts or len(text) > _LONGEST:
                continue
            if not isclose(uncertain(slip.rule, self.step.read, _certain).value, self.step.value, rel_tol=1e-9):
                texts.add(text)
                found[slip.kind.name] = slip
            if len(found) == _MOST:
                break
        return [*found.values()]

    @property
    def text(self) -> str:
        return f"Which formula makes {self._name(self.step.symbol)}?"

    @property
    def options(self) -> tuple[AnswerOption, ...]:
        return tuple(
            AnswerOption(key, self._own if slip is None else self._in_short(slip.rule))
            for key, slip in zip(_KEYS, self._slips, strict=False)
        )

    @property
    def hint(self) -> str:
        return next(slip.hint for slip in self._slips if slip is not None)

    def judged(self, picked: frozenset[int]) -> JudgedAnswer:
        slip = self._slips[min(picked)] if picked else None
        if slip is None:
            return RIGHT if picked == {self._right} else wrong("Choose one.", self.hint)
        return wrong(slip.spoken(self._notation).replace("You ", "There you ", 1), slip.hint, place_of(slip))


def _certain(symbol: Symbol) -> float:
    return 0.0
