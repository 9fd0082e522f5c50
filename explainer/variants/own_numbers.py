"""A person's own numbers in one update of a run, in the place of what its lines come to."""

from __future__ import annotations

from explainer.engine.run.run import Run
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbols import Symbol
from explainer.variants.carried import carried


class OwnNumbers:
    """Gone as soon as another update is looked at, or the same one of another run."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._update = 0
        self._carried: Pass | None = None

    def pass_of(self, run: Run, update: int) -> Pass:
        """Return an update as the run has it, or with the person's numbers and what follows from them."""
        if (run, update) != (self._run, self._update):
            self._run, self._update = run, update
            self.mend()
        return self._carried or run.pass_of(update)

    def give(self, of: Pass, symbol: Symbol, value: float) -> bool:
        """Let a line of the update, as it is with the numbers so far, have another result; return whether what follows
        was worked out."""
        carries = carried(of, {symbol: value})
        self._carried = carries
        return not carries.is_cut

    def mend(self) -> None:
        """Let every number be again as training has it."""
        self._carried = None
