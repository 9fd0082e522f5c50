"""Room for the labels of a step among everything else that stands in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.trace.elements import unit_element
from explainer.views.canvas.forms import STATUS_LINE
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.placing import least_covering, place_most
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.slots import body
from explainer.views.canvas.status_cards import heading_card


def settle(
    s: Scenery, choices: Sequence[Sequence[Box]], taken: Sequence[Box], instead: Box | None = None
) -> tuple[Box | None, ...]:
    """Return a place for each label such that it covers nothing, or else nothing that the step is about.

    `choices` has the best first, `taken` are labels that stand already, `instead` is a node that the label replaces.
    """
    inside = [[box for box in own if _is_inside(s, box)] for own in choices]
    lit, others = _in_the_way(s)
    lit = [box for box in (*lit, heading_card(s).box, *taken) if box != instead]
    places = list(place_most(inside, [*lit, *others]))
    left = [i for i, place in enumerate(places) if place is None]
    least = [least_covering(inside[i], others) for i in left]
    covering = place_most(least, [*lit, *(place for place in places if place)])
    for i, place in zip(left, covering, strict=True):
        places[i] = place
    return tuple(places)


def _is_inside(s: Scenery, box: Box) -> bool:
    """Tell whether a label is within the picture, above the status line."""
    floor = s.layout.status[0].y - STATUS_LINE / 2
    return box.left > 2 and box.right < s.layout.width - 2 and box.top > 4 and box.bottom < floor - 2


def _in_the_way(s: Scenery) -> tuple[list[Box], list[Box]]:
    """What labels should not cover: first what the step is about and all diamonds, then the rest."""
    lit: list[Box] = []
    others: list[Box] = []
    for spot, box in s.layout.biases.items():
        if spot[1] < 0 or s.is_lit(s.facts.bias_element(*spot)):
            lit.append(box)
    for spot in s.layout.units:
        group = lit if s.is_lit(unit_element(*spot)) else others
        group += body(s.layout, spot)
        if spot[0] and s.facts.delta(*spot):
            group.append(s.layout.below(spot))
    others += s.layout.targets.values()
    others += (box for box, _ in s.layout.folds)
    return lit, others
