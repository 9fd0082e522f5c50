"""Room for labels among everything else in the picture: the places to try, and what they should not cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.picture.geometry import Box
from explainer.picture.layout.measured import Measured
from explainer.picture.layout.slots import least_covering, place_most
from explainer.trace.lines.elements import unit_element

_STEP = 12.0
_CHIP_ASIDE = (0.0, 8.0, -8.0, 20.0, -20.0)
_CHIP_UP_OR_DOWN = (0.0, -12.0, 12.0, -24.0, 24.0, -36.0, 36.0)
_CURVE_AWAY = (5.0, 26.0, 48.0, 74.0)


class FreeRoom:
    """What labels find in the picture: what the step is about, all diamonds and the words at the top (`lit`),
    the rest (`solid`), and badges that give way (`yielding`)."""

    def __init__(self, measured: Measured, heading: Box) -> None:
        s = self._of = measured.of
        self.headings = [heading, *(heading.box for heading in s.layout.headings)]
        self.lit, self.solid, self.yielding = [*self.headings], list[Box](), list[Box]()
        for spot, box in s.layout.biases.items():
            if spot[1] < 0 or s.is_lit(s.numbers.bias_element(*spot)):
                self.lit.append(box)
        for spot in s.layout.seen:
            is_lit = s.is_lit(unit_element(*spot))
            (self.lit if is_lit else self.solid).extend(s.layout.body(spot))
            if spot in measured.deltas:
                (self.lit if is_lit else self.yielding).append(s.layout.below(spot))
        self.solid += [*s.layout.targets.values(), *(fold.box for fold in s.layout.folds)]

    def settle(
        self,
        choices: Sequence[Sequence[Box]],
        taken: Sequence[Box],
        instead: Box | None = None,
        may_cover: bool = True,
    ) -> tuple[Box | None, ...]:
        """Return a place for each label such that it covers nothing, or else only badges that give way.

        If it may cover more, then nothing that the step is about; None for a label without a place. `choices` has the
        best first, `taken` are labels that have their places, `instead` is a node that the label replaces.
        """
        inside = [self.inside(own) for own in choices]
        lit = [box for box in (*self.lit, *taken) if box != instead]
        places = list(place_most(inside, [*lit, *self.solid, *self.yielding]))
        turns = [([*lit, *self.solid], self.yielding), (lit, self.solid)]
        for standing, covered in turns if may_cover else turns[:1]:
            left = [i for i, place in enumerate(places) if place is None]
            least = [least_covering(inside[i], covered) for i in left]
            found = place_most(least, [*standing, *(place for place in places if place)])
            for i, place in zip(left, found, strict=True):
                places[i] = place
        return tuple(places)

    def inside(self, boxes: Iterable[Box]) -> list[Box]:
        """Return those labels that are within the picture, above the status line."""
        right, top, bottom = self._of.layout.width - 2, self._of.top + 4, self._of.layout.floor - 2
        return [
            box
            for box in boxes
            if 2 < box.x - box.width / 2 < box.x + box.width / 2 < right
            and top < box.y - box.height / 2 < box.y + box.height / 2 < bottom
        ]

    def between(self, layer: int, node: Box, width: float, height: float) -> list[Box]:
        """Return places all over the room to the left of a layer, those first that are as high as the node."""
        left, right = self._of.layout.corridors[layer - 1]
        rows = int((self._of.layout.floor - height) / _STEP)
        heights = sorted((height / 2 + _STEP * row for row in range(max(rows, 0))), key=lambda y: abs(y - node.y))
        aside = max((right - left - width) / 2 - 3, 0.0)
        across = [(left + right) / 2 + dx for dx in dict.fromkeys((0.0, aside, -aside))]
        return [Box(x, y, width, height) for y in heights for x in across]


def near_slot(slot: Box, width: float, height: float) -> list[Box]:
    """Return places for a chip that says more than usual, near its usual one."""
    return [Box(slot.x + dx, slot.y + dy, width, height) for dx in _CHIP_ASIDE for dy in _CHIP_UP_OR_DOWN]


def beside_diamond(node: Box, width: float, height: float) -> list[Box]:
    """Return places right, left and above of a diamond, from the floor of the picture upwards."""
    reach, rise = (node.width + width) / 2 + 4, (node.height + height) / 2 + 4
    heights = [node.bottom - height / 2 - up for up in (0, 12, 24, 40)]
    sides = [Box(node.x + side * reach, y, width, height) for y in heights for side in (1, -1)]
    return [*sides, *(Box(node.x + dx, node.y - rise, width, height) for dx in (0, 20, -20, 45, -45, 70, -70))]


def around_node(node: Box, width: float, height: float) -> list[Box]:
    """Return places around that of a small node."""
    steps = [0.0] + [side * step for step in (10, 20, 30, 40, 55, 70, 90, 110) for side in (1, -1)]
    across = (0.0, -30.0, 30.0, -60.0, 60.0, 90.0, 120.0, -90.0, -120.0, 150.0, -150.0)
    return [Box(node.x + dx, node.y + dy, width, height) for dx in across for dy in steps]


def beside_unit(unit: Box, width: float, height: float) -> list[Box]:
    """Return places for a curve, upper left first, where least is going on; then right, above and below."""
    places = []
    for away in _CURVE_AWAY:
        reach, rise = (unit.width + width) / 2 + away, (unit.height + height) / 2 + away
        for dy in (-40.0, 40.0, -62.0, 62.0, 0.0, -90.0, 90.0):
            places += [Box(x, unit.y + dy, width, height) for x in (unit.x - reach, unit.x + reach)]
        places += [Box(unit.x, y, width, height) for y in (unit.y - rise - 16, unit.y + rise + 16)]
    return places
