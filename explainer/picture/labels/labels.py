"""The labels of weights: which edges have one at this line, what it says, and where it stands without covering text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.picture.geometry import Box
from explainer.picture.labels.chips import Chip, chip_of
from explainer.picture.labels.pointed import pointed_weights
from explainer.picture.labels.settling import headings, inside_of, settle
from explainer.picture.layout.slots import MARGIN, all_over, around, chip_slots, contribution_slots, place_most, solid
from explainer.picture.numbers.number import Number
from explainer.picture.picture_input import PictureInput
from explainer.trace.lines.elements import ElementKind

_CHIP_LABEL = 78.0
_ASIDE = (0.0, 8.0, -8.0, 20.0, -20.0)
_UP_OR_DOWN = (0.0, -12.0, 12.0, -24.0, 24.0, -36.0, 36.0)


def widest_chip(s: PictureInput) -> float:
    """Return how wide a chip may get that says more than name and value."""
    return s.shape.widths.number + _CHIP_LABEL


def contributions(s: PictureInput) -> dict[int, Number]:
    """Return what has come back so far to the hidden unit of this line, by the weight that it comes through."""
    step, layers = s.facts.step, s.facts.network.layers
    if step is None or step.place.unit < 0 or step.place.layer + 1 >= len(layers):
        return {}
    above = layers[step.place.layer + 1]
    edges = (above.weight(unit, step.place.unit) for unit in range(above.units))
    known = ((index, s.facts.contribution(index)) for index in edges if index in s.layout.edges)
    return {index: number for index, number in known if number is not None}


def contribution_boxes(s: PictureInput) -> dict[int, Box]:
    """Return where contributions stand as labels of their own; empty where they are rows of the weights' chips."""
    step = s.facts.step
    if step is None or not contributions(s):
        return {}
    slots = contribution_slots(s.shape, s.layout, (step.place.layer, step.place.unit))
    return {index: slots[index] for index in contributions(s) if index in slots}


def weight_chips(s: PictureInput, taken: Sequence[Box]) -> Iterator[tuple[int, Chip]]:
    """Go through the chips of weights, those of the step first; `taken` are labels of the step that already stand.

    A chip of the step that says more than name and value looks for room near its place; chips that it would touch
    and that the step is not about give way, along their edges if there is room.
    """
    slots = chip_slots(s.shape, s.layout)
    lit = _lit_edges(s)
    placed = dict(_foremost_chips(s, lit, taken))
    standing = [*taken, *(chip.box for chip in placed.values())]
    placed |= _foremost_chips(s, [i for i in pointed_weights(s) if i not in lit], standing, may_cover=False)
    yield from placed.items()
    covered = [*taken, *(chip.box for chip in placed.values())]
    others = {
        i: chip_of(s.metrics, s.facts.parameter(i), s.shape.chip_width, s.digits) for i in slots if i not in placed
    }
    usual = {i: chip.at(chip.box.at(slots[i].centre)) for i, chip in others.items()}
    stay = {i: chip for i, chip in usual.items() if not any(slots[i].overlaps(box, MARGIN) for box in covered)}
    yield from stay.items()
    crowded = {i: chip for i, chip in others.items() if i not in stay}
    yield from _elsewhere(s, crowded, [*covered, *(chip.box for chip in stay.values())])


def _elsewhere(s: PictureInput, chips: dict[int, Chip], standing: Sequence[Box]) -> Iterator[tuple[int, Chip]]:
    """Go through those chips that find room on another part of their edge, or close to it."""
    if not chips:
        return
    choices = [inside_of(s, all_over(s.layout.edges[index], *chip.box[2:])) for index, chip in chips.items()]
    nodes = [*solid(s.layout, range(len(s.facts.network.layers))), *headings(s)]
    for (index, chip), place in zip(chips.items(), place_most(choices, [*standing, *nodes]), strict=True):
        if place is not None:
            yield index, chip.at(place)


def _lit_edges(s: PictureInput) -> list[int]:
    return sorted(e.parameter for e in s.facts.lit if e.kind is ElementKind.WEIGHT and e.parameter in s.layout.edges)


def _foremost_chips(
    s: PictureInput, indices: Sequence[int], taken: Sequence[Box], may_cover: bool = True
) -> Iterator[tuple[int, Chip]]:
    inline = {} if contribution_boxes(s) else contributions(s)
    open_: dict[int, dict[Box, Chip]] = {}
    for index in indices:
        numbers = _with_contribution(s.facts.parameter(index), inline.get(index))
        open_[index] = _placed_variants(s, index, _variants(s, index, numbers))
    places = settle(s, [[*variants] for variants in open_.values()], taken, may_cover=may_cover)
    for (index, variants), place in zip(open_.items(), places, strict=True):
        if place is not None:
            yield index, variants[place].at(place)


def _variants(s: PictureInput, index: int, numbers: tuple[Number, ...]) -> tuple[Chip, ...]:
    """The usual chip of a weight; of one that says more, a wide one, and a high one for the room between columns."""
    if index in chip_slots(s.shape, s.layout) and numbers == s.facts.parameter(index)[:1]:
        return (chip_of(s.metrics, numbers, s.shape.chip_width, s.digits),)
    left, right = s.layout.corridors[s.facts.network.parameter(index).layer - 1]
    rooms = widest_chip(s), min(right - left - 4, widest_chip(s))
    return tuple(dict.fromkeys(chip_of(s.metrics, numbers, room, s.digits, may_grow=True) for room in rooms))


def _placed_variants(s: PictureInput, index: int, chips: Sequence[Chip]) -> dict[Box, Chip]:
    """Every place for one of the chips, best first: near the usual one in any form, then along the edge."""
    edge, slot = s.layout.edges[index], chip_slots(s.shape, s.layout).get(index)
    near = {box: chip for chip in chips if slot is not None for box in _near(slot, chip)}
    return near | {box: chip for chip in chips for box in around(edge, chip.box.width, chip.box.height)}


def _with_contribution(numbers: tuple[Number, ...], back: Number | None) -> tuple[Number, ...]:
    """Add what comes back through a weight; where it is only added up, it stands in for the weight."""
    if back is None:
        return numbers
    if back.is_result:
        return (*numbers, back._replace(label="←"))
    return (back._replace(label=f"{numbers[0].label} ←"),)


def _near(slot: Box, chip: Chip) -> list[Box]:
    size = chip.box.width, chip.box.height
    return [Box(slot.x + dx, slot.y + dy, *size) for dx in _ASIDE for dy in _UP_OR_DOWN]
