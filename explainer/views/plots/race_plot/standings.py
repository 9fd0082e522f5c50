"""The order of the racers at a moment, as a table: loss, and when each was first below the loss that is typed."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.engine.run.optimizer_race import Race, Racer, first_below, loss_at
from explainer.state.edits.choice_names import spoken
from explainer.trace.formula.notation import Writing, full
from explainer.trace.known.known import Known
from explainer.views.plotting.parts.rows_table import RowMark, Rows

NOT_KNOWN = "–"
_NAME, _LOSS, _BELOW = 17, 11, 11


def rate_of(racer: Racer) -> str:
    """Return a racer's name with its learning rate, where it is an optimizer's."""
    is_optimizer = racer.name == racer.settings.name
    return f"{spoken(racer.name)}  {racer.settings.learning_rate:g}" if is_optimizer else racer.name


class StandingRows(Rows):
    """A row for each racer in the order of their losses after `at` updates; who came below first is lit."""

    first_number = 2

    def __init__(self, race: Race, known: Known, at: int, below: float, writing: Writing) -> None:
        self._at, self._writing = at, writing
        self._is_known = known.tells_loss(at + 1)
        self._ranking = race.ranking_at(at) if self._is_known else list(race.racers)
        self._needed = {id(racer): first_below(racer, below) for racer in race.racers}
        self._hidden = {key for key, done in self._needed.items() if _is_hidden(known, done)}
        self._fastest = min((needed for needed in self._needed.values() if needed is not None), default=None)
        self._done = race.done
        self.headings = ("", "racer", "loss", f"below {below:g}")
        self.letters = (3, _NAME, _LOSS, _BELOW)

    def __len__(self) -> int:
        return len(self._ranking)

    def text(self, row: int, column: int) -> str:
        racer = self._ranking[row]
        match column:
            case 0:
                return str(row + 1) if self._is_known else NOT_KNOWN
            case 1:
                return rate_of(racer)
            case 2:
                loss = loss_at(racer, self._at)
                if not self._is_known:
                    return NOT_KNOWN
                return "out" if loss != loss else self._writing.show(loss)
        return self._when(racer)

    def _when(self, racer: Racer) -> str:
        needed = self._needed[id(racer)]
        if id(racer) in self._hidden:
            return NOT_KNOWN
        if needed is not None and needed <= self._at:
            return f"update {needed:,}"
        if self._at < self._done:
            return "not yet"
        return "never" if racer.stopped else f"not in {self._done:,}"

    def tip(self, row: int, column: int) -> str:
        loss = loss_at(self._ranking[row], self._at)
        return full(loss) if column == 2 and loss == loss and self._is_known else self.text(row, column)

    def mark(self, row: int) -> RowMark:
        needed = self._needed[id(self._ranking[row])]
        is_first = needed is not None and needed == self._fastest and needed <= self._at and not self._hidden
        return RowMark.LIT if is_first else RowMark.PLAIN


def _is_hidden(known: Known, done: int | None) -> bool:
    return done is not None and not known.tells_loss(done + 1)


def first_of(race: Race, at: int, known: Known, below: float) -> str:
    """Say who came below a loss first by the moment `at`; nothing where that is not known at the cursor."""
    firsts = [(first_below(racer, below), spoken(racer.name)) for racer in race.racers]
    if any(_is_hidden(known, done) for done, _ in firsts):
        return ""
    found = [(done, name) for done, name in firsts if done is not None and done <= at]
    if not found:
        is_end = race.is_over and at == race.done
        return f"Nobody came below {below:g}." if is_end else f"Nobody is below {below:g} yet."
    least = min(done for done, _ in found)
    names = [name for done, name in found if done == least]
    return f"First below {below:g}: {' and '.join(names)}, after update {least:,}."


def fair_words(found: Mapping[str, float]) -> str:
    """Say which learning rates were found; nothing where there are none."""
    rates = ", ".join(f"{spoken(name)} {rate:g}" for name, rate in found.items())
    return f"Fair rates: {rates}." if rates else ""
