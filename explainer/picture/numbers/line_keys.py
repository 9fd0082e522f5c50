"""What is said of the lines between units, in words under the network: of those that an update has."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.status_line import AFTER, BETWEEN
from explainer.trace.known.signs import has_negative_contribution, has_negative_weight
from explainer.trace.lines.trace import Trace

SAMPLE = 24.0
"""How long the line before its words is."""


class EdgeKey(StrEnum):
    """A kind of line, as it is called."""

    NEGATIVE = "negative weight"
    BLAME = "blame: wider is more"
    NEGATIVE_BLAME = "negative blame"


def key_widths(trace: Trace, metrics: LabelMetrics) -> Iterator[tuple[EdgeKey, float]]:
    """Go through the kinds of line that there will be in an update, and the room that each takes with its words."""
    for key in _kinds(trace):
        yield key, SAMPLE + BETWEEN + metrics.width(key.value) + AFTER


def _kinds(trace: Trace) -> Iterator[EdgeKey]:
    if has_negative_weight(trace):
        yield EdgeKey.NEGATIVE
    if trace.scenario.network.top > 1:
        yield EdgeKey.BLAME
    if has_negative_contribution(trace):
        yield EdgeKey.NEGATIVE_BLAME
