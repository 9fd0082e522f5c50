"""The lines of an update as stretches of one phase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.trace import Trace
from explainer.trace.lines.update_plan import plan_of

_MOST_SAMPLES = 200


class PhaseStretch(NamedTuple):
    """Neighbouring lines of one phase, from after line `start` to line `stop`."""

    phase: Phase
    start: float
    stop: float


def stretches(trace: Trace) -> list[PhaseStretch]:
    """Return the phases of the trace in order. A batch of very many samples is drawn as one of fewer, longer ones."""
    samples = trace.samples
    drawn = min(samples, _MOST_SAMPLES)
    parts, stop = [], 0.0
    for span in plan_of(trace.scenario, drawn).spans:
        start, scale = stop, samples / drawn if span.sample >= 0 else 1
        stop += (span.last - span.first + 1) * scale
        parts.append(PhaseStretch(span.phase, start, stop))
    return list(_merged(parts))


def _merged(parts: list[PhaseStretch]) -> Iterator[PhaseStretch]:
    for phase, group in groupby(parts, key=lambda part: part.phase):
        together = list(group)
        yield PhaseStretch(phase, together[0].start, together[-1].stop)
