"""Learning told in seven steps, as lectures do: which of them a place in an update is, and its sentence."""

from __future__ import annotations

from explainer.trace.formula.symbols import Phase
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace

_FORWARD = "Forward, from left to right: each unit passes on its number, up to the answer."
_COMPARED = "The answer is compared with the target: that is the error."
_BACK = "Back, from right to left: each weight is changed by its share of the blame, as far as the learning rate says."
_ADDED = "Back, from right to left: each weight's share of the blame is added up. Weights change after the whole batch."


def stops(trace: Trace) -> tuple[int, ...]:
    """Return the last lines of steps 3, 4 and 5 of an update: forward, compared, and back with the update. Of a batch
    there are such lines of each sample, and the update comes with the last one."""
    spans = trace.plan.spans
    last_forward = max(span.first for span in spans if span.phase is Phase.FORWARD)
    ends = [
        span.last
        for span in spans
        if span.sample >= 0
        and span.phase is not Phase.UPDATE
        and (span.phase is not Phase.BACKWARD or span.first < last_forward)
    ]
    return (*ends, len(trace))


def told(known: Known) -> str:
    """Return the number and the sentence of the step that the cursor is in."""
    if not known.line:
        return _at_the_start(known)
    place = known.trace.plan.place(known.line)
    if place.phase is Phase.FORWARD:
        return f"{_next_sample(known)}3. {_FORWARD}"
    if place.phase is Phase.LOSS and place.sample >= 0:
        return f"4. {_COMPARED}"
    is_last = known.line > stops(known.trace)[-2]
    return f"5. {_BACK if is_last else _ADDED}"


def _at_the_start(known: Known) -> str:
    of = known.trace.of
    scenario, number = of.scenario, of.number
    batch = "all samples go in" if of.samples == scenario.data.samples else f"{of.samples:,} samples go in"
    goes_in = "sample goes in" if of.samples == 1 else f"batch: {batch}, one after the other"
    if number == 1:
        return f"1. The weights have their first numbers, as a rule small random ones. 2. The first {goes_in}."
    if scenario.epoch(number) == scenario.epoch(number - 1):
        return f"6. The next {goes_in}, and steps 2 to 5 again."
    epochs = scenario.epoch(number - 1)
    done = "1 epoch is" if epochs == 1 else f"{epochs:,} epochs are"
    return f"7. All samples have been in: {done} done. Then again from step 2, with the weights as they are now."


def _next_sample(known: Known) -> str:
    sample = known.sample
    return "" if sample < 1 else f"6. Sample {sample + 1:,} of {known.samples:,} goes in. "
