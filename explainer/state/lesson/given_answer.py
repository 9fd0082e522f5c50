"""What a person has done so far to answer a card, to be gone on with after wandering off."""

from __future__ import annotations

from typing import NamedTuple

from explainer.state.lesson.outcome import CardOutcome


class GivenAnswer(NamedTuple):
    """How the card was answered, None where it is not yet; what was picked, the options there were to pick from; how
    many answers were wrong; and whether there was a hint."""

    outcome: CardOutcome | None = None
    picked: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    wrong: int = 0
    has_help: bool = False

    def picked_of(self, options: tuple[str, ...]) -> tuple[str, ...]:
        """Return what was picked as the same options are written now, perhaps with other digits."""
        if not options:
            return self.picked
        return tuple(options[self.options.index(text)] for text in self.picked if text in self.options)
