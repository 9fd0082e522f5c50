"""The second of three passes over a picture: every box, each found once, what gives way, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from explainer.picture.geometry import Box
from explainer.picture.layout.chips import Chip
from explainer.picture.layout.free_room import FreeRoom, around_node, beside_diamond, beside_unit, near_slot
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.measured import BETWEEN_BADGES, Badge, Measured
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import BADGE_HEIGHT, MOST_CHIPS, STATUS_LINE
from explainer.picture.layout.slots import MARGIN, all_over, around, chip_slots, contribution_slots, place_most
from explainer.picture.numbers.status_line import AFTER
from explainer.trace.lines.elements import ElementKind, unit_element, weight_element

Key = tuple[str | int, ...]
"""What a box is of: a kind of thing and which one, as ("unit", 1, 0) or ("chip", 5)."""
_HEADING_GROUND = 50.0
Placed = dict[int, tuple[Chip, Box]]
"""The chips of weights and where they are, by index in theta."""


@dataclass(frozen=True, eq=False)
class Placement:
    """Where everything is that is drawn: its box by its key, in the order in which it is drawn.

    `chips` has the forms that labels of weights and biases take, `pointed` the weights that the person points at;
    `curve` is the place of the curve, where the line has one and there is room.
    """

    measured: Measured
    boxes: Mapping[Key, Box]
    chips: Mapping[Key, Chip]
    pointed: tuple[int, ...]
    curve: Box | None

    @property
    def of(self) -> PictureInput:
        """What the picture is made from."""
        return self.measured.of


def place(m: Measured) -> Placement:
    """Return where everything is: labels of the step first; others give way to them or are left out."""
    s, slots = m.of, chip_slots(m.of.shape, m.of.layout)
    heading = Box(s.left + 10 + m.heading_width / 2, s.top + 20, m.heading_width, 24)
    room, badges = FreeRoom(m, heading), dict(_badges(m))
    foremost = [box for key, box in badges.items() if _is_foremost(s, key)]
    curve = _curve(m, room, foremost, slots)
    foremost += [curve] if curve else []
    notes = dict(_notes(m, room, foremost))
    back = _contributions(m)
    taken = [*foremost, *(box for _, box in notes.values()), *back.values()]
    pointed = tuple(dict.fromkeys(_pointed(m, slots)))
    weights = _weights(m, room, slots, bool(back), pointed, taken)
    own = [box for i, (_, box) in weights.items() if s.is_lit(weight_element(i)) or i in pointed]
    standing = [*taken, *own]
    boxes: dict[Key, Box] = {
        **{("bias", *spot): box for spot, box in _free_biases(s, standing) if spot[1] < 0 or spot not in notes},
        **{("chip", i): box for i, (_, box) in weights.items()},
        **dict(_network(m)),
        **dict(_free_badges(s, badges, standing)),
        **{("bias note", *spot): box for spot, (_, box) in notes.items()},
        **{("contribution", i): _narrowed(box, m.contributions[i]) for i, box in back.items()},
        **dict(_grounds(s)),
        ("heading",): heading,
        **dict(_status(m)),
    }
    chips: dict[Key, Chip] = {
        **{("bias", *spot): chip for spot, chip in m.biases.items()},
        **{("chip", i): chip for i, (chip, _) in weights.items()},
        **{("bias note", *spot): chip for spot, (chip, _) in notes.items()},
    }
    return Placement(m, boxes, chips, pointed, curve)


def _narrowed(slot: Box, badge: Badge) -> Box:
    """The place of a label in a slot that has room for most numbers."""
    return slot._replace(width=min(badge.width, slot.width))


def _is_free(box: Box, standing: Sequence[Box]) -> bool:
    return not any(box != other and box.overlaps(other, MARGIN) for other in standing)


# what has a place of its own


def _network(m: Measured) -> Iterator[tuple[Key, Box]]:
    layout = m.of.layout
    yield from ((("unit", *spot), layout.units[spot]) for spot in layout.seen)
    yield from ((("fold", i), fold.box) for i, fold in enumerate(layout.folds))
    yield from ((("column", i), heading.box) for i, heading in enumerate(layout.headings))
    yield from ((("target", unit), box._replace(height=m.targets[unit])) for unit, box in layout.targets.items())


def _grounds(s: PictureInput) -> Iterator[tuple[Key, Box]]:
    """What a tall picture disappears behind: the ground of the heading and of the status line."""
    width, height = s.layout.view
    floor = s.layout.status[0].y - STATUS_LINE / 2 - 2
    for i, (top, bottom) in enumerate(((0.0, _HEADING_GROUND), (floor, height)) if s.layout.is_tall else ()):
        yield ("ground", i), Box(s.left + width / 2, s.top + (top + bottom) / 2, width, bottom - top)


def _status(m: Measured) -> Iterator[tuple[Key, Box]]:
    s = m.of
    for i, (field, start) in enumerate(zip(m.status, s.layout.status, strict=True)):
        width = field.width - AFTER + 8
        yield ("status", i), Box(s.left + start.x - 4 + width / 2, s.top + start.y, width, STATUS_LINE)


def _badges(m: Measured) -> Iterator[tuple[Key, Box]]:
    """The places over and under units, whether they are free or not."""
    for spot, above in m.above.items():
        whole = m.of.layout.above(spot, sum(b.width for b in above) + BETWEEN_BADGES * (len(above) - 1))
        x = whole.left
        for i, badge in enumerate(above):
            yield ("above", *spot, i), Box(x + badge.width / 2, whole.y, badge.width, BADGE_HEIGHT)
            x += badge.width + BETWEEN_BADGES
        if spot in m.deltas:
            yield ("delta", *spot), m.of.layout.below(spot)._replace(width=m.deltas[spot].width)


def _is_foremost(s: PictureInput, key: Key) -> bool:
    return s.is_lit(unit_element(int(key[1]), int(key[2])))


def _free_badges(s: PictureInput, badges: Mapping[Key, Box], standing: Sequence[Box]) -> Iterator[tuple[Key, Box]]:
    """The badges of the line and those that nothing of it would touch; a delta also gives way to what is above."""
    above = [box for key, box in badges.items() if key[0] == "above"]
    for key, box in badges.items():
        in_front = above if key[0] == "delta" else []
        if _is_free(box, in_front if _is_foremost(s, key) else [*in_front, *standing]):
            yield key, box


def _free_biases(s: PictureInput, standing: Sequence[Box]) -> Iterator[tuple[Spot, Box]]:
    """The diamonds, and those small nodes that the line is about or that nothing of it would touch."""
    for spot, box in s.layout.biases.items():
        if spot[1] < 0 or s.is_lit(s.numbers.bias_element(*spot)) or _is_free(box, standing):
            yield spot, box


# what looks for a place


def _curve(m: Measured, room: FreeRoom, taken: Sequence[Box], slots: Mapping[int, Box]) -> Box | None:
    """The place of the curve where it covers as little as possible."""
    if m.curve is None:
        return None
    places = [beside_unit(m.of.layout.units[m.curve.spot], m.curve.width, m.curve.height)]
    free = room.settle(places, [*taken, *slots.values()], may_cover=False)[0]
    return free or room.settle(places, taken)[0]


def _notes(m: Measured, room: FreeRoom, taken: Sequence[Box]) -> Iterator[tuple[Spot, tuple[Chip, Box]]]:
    """A note at its node or, where it would cover a unit there, as narrow as the room between columns and in it."""
    for spot, (wide, narrow) in m.notes.items():
        node = m.of.layout.biases[spot]
        places = (beside_diamond if spot[1] < 0 else around_node)(node, wide.width, wide.height)
        between = room.between(spot[0], node, narrow.width, narrow.height)
        instead = None if spot[1] < 0 else node
        for chip, choices, may_cover in ((wide, places, False), (narrow, between, False), (wide, places, True)):
            box = room.settle([choices], taken, instead, may_cover)[0]
            if box is not None:
                yield spot, (chip, box)
                break


def _contributions(m: Measured) -> dict[int, Box]:
    """Where contributions are labels of their own; empty where they are rows of the weights' chips."""
    step = m.of.numbers.step
    if step is None or not m.contributions:
        return {}
    slots = contribution_slots(m.of.shape, m.of.layout, (step.place.layer, step.place.unit))
    return {index: slots[index] for index in m.contributions if index in slots}


def _pointed(m: Measured, slots: Mapping[int, Box]) -> Iterator[int]:
    """The weights that the person points at, and those of such a unit that have no label, unless they are many."""
    for element, weights in m.pointed.items():
        own = [index for index in weights if element.kind is ElementKind.WEIGHT or index not in slots]
        yield from own if len(own) <= MOST_CHIPS else ()


def _weights(
    m: Measured,
    room: FreeRoom,
    slots: Mapping[int, Box],
    are_apart: bool,
    pointed: Sequence[int],
    taken: Sequence[Box],
) -> Placed:
    """The chips of weights, those of the step first; `taken` are labels of the step that have their places.

    A chip of the step that says more than name and value looks for room near its place; chips that it would touch
    and that the step is not about give way, along their edges if there is room.
    """
    placed = _foremost(m, room, slots, are_apart, m.lit, taken)
    standing = [*taken, *(box for _, box in placed.values())]
    others = [i for i in pointed if i not in m.lit]
    placed |= _foremost(m, room, slots, are_apart, others, standing, may_cover=False)
    covered = [*taken, *(box for _, box in placed.values())]
    usual = {i: chip for i, chip in m.usual.items() if i in slots and i not in placed}
    at_slots = {i: slots[i]._replace(width=chip.width, height=chip.height) for i, chip in usual.items()}
    stay = {i: box for i, box in at_slots.items() if not any(slots[i].overlaps(other, MARGIN) for other in covered)}
    placed |= {i: (usual[i], box) for i, box in stay.items()}
    crowded = {i: chip for i, chip in usual.items() if i not in stay}
    return placed | _elsewhere(m, room, crowded, [*covered, *stay.values()])


def _foremost(
    m: Measured,
    room: FreeRoom,
    slots: Mapping[int, Box],
    are_apart: bool,
    indices: Sequence[int],
    taken: Sequence[Box],
    may_cover: bool = True,
) -> Placed:
    """Place chips near their usual places in any form, or along their edges."""
    open_: dict[int, dict[Box, Chip]] = {}
    for index in indices:
        edge, slot = m.of.layout.edges[index], slots.get(index)
        chips = _forms(m, index, slot is not None, are_apart)
        near = {box: chip for chip in chips if slot is not None for box in near_slot(slot, chip.width, chip.height)}
        open_[index] = near | {box: chip for chip in chips for box in around(edge, chip.width, chip.height)}
    places = room.settle([[*variants] for variants in open_.values()], taken, may_cover=may_cover)
    found = zip(open_.items(), places, strict=True)
    return {index: (variants[box], box) for (index, variants), box in found if box is not None}


def _forms(m: Measured, index: int, has_slot: bool, are_apart: bool) -> tuple[Chip, ...]:
    """What a chip may say: also what comes back through the weight, unless contributions are labels of their own."""
    forms = m.forms[index]
    if forms.with_back and not are_apart:
        return forms.with_back
    return (m.usual[index],) if has_slot and forms.is_usual else forms.full


def _elsewhere(m: Measured, room: FreeRoom, chips: Mapping[int, Chip], standing: Sequence[Box]) -> Placed:
    """Place those chips that find room on another part of their edge, or close to it."""
    if not chips:
        return {}
    edges, layers = m.of.layout.edges, range(len(m.of.numbers.network.layers))
    choices = [room.inside(all_over(edges[index], chip.width, chip.height)) for index, chip in chips.items()]
    places = place_most(choices, [*standing, *m.of.layout.solid(layers), *room.headings])
    return {i: (chip, box) for (i, chip), box in zip(chips.items(), places, strict=True) if box is not None}
