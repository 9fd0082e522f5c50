"""The labels of weights: which edges have one at this line, what it says, and where it stands without covering text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.trace.elements import Kind
from explainer.views.canvas.chips import Chip, chip_of
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.numbers import Number
from explainer.views.canvas.placing import MARGIN, place_most
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.settling import settle
from explainer.views.canvas.slots import along, around, chip_slots, contribution_slots, solid

WIDEST_CHIP = 150.0
_ASIDE = (0.0, 8.0, -8.0, 20.0, -20.0)
_UP_OR_DOWN = (0.0, -12.0, 12.0, -24.0, 24.0, -36.0, 36.0)


def contributions(s: Scenery) -> dict[int, Number]:
    """Return what has come back so far to the hidden unit of this line, by the weight that it comes through."""
    step, layers = s.facts.step, s.facts.network.layers
    if step is None or step.place.unit < 0 or step.place.layer + 1 >= len(layers):
        return {}
    above = layers[step.place.layer + 1]
    edges = (above.weight(unit, step.place.unit) for unit in range(above.units))
    known = ((index, s.facts.contribution(index)) for index in edges if index in s.layout.edges)
    return {index: number for index, number in known if number is not None}


def contribution_boxes(s: Scenery) -> dict[int, Box]:
    """Return where contributions stand as labels of their own; empty where they are rows of the weights' chips."""
    step = s.facts.step
    if step is None or not contributions(s):
        return {}
    slots = contribution_slots(s.shape, s.layout, (step.place.layer, step.place.unit))
    return {index: slots[index] for index in contributions(s) if index in slots}


def weight_chips(s: Scenery, taken: Sequence[Box]) -> Iterator[tuple[int, Chip]]:
    """Go through the chips of weights, those of the step first; `taken` are labels of the step that already stand.

    A chip of the step that says more than name and value looks for room near its place; chips that it would touch
    and that the step is not about give way, along their edges if there is room.
    """
    slots = chip_slots(s.shape, s.layout)
    pointed = [e.parameter for e in (s.selected, s.hovered) if e and e.kind is Kind.WEIGHT]
    foremost = list(dict.fromkeys(i for i in (*_lit_edges(s), *pointed) if i in s.layout.edges))
    placed = dict(_foremost_chips(s, foremost, taken))
    yield from placed.items()
    covered = [*taken, *(chip.box for chip in placed.values())]
    others = {i: chip_of(s.facts.parameter(i), s.shape.chip_width) for i in slots if i not in foremost}
    usual = {i: chip.at(chip.box.at(slots[i].centre)) for i, chip in others.items()}
    stay = {i: chip for i, chip in usual.items() if not any(slots[i].overlaps(box, MARGIN) for box in covered)}
    yield from stay.items()
    crowded = {i: chip for i, chip in others.items() if i not in stay}
    yield from _elsewhere(s, crowded, [*covered, *(chip.box for chip in stay.values())])


def _elsewhere(s: Scenery, chips: dict[int, Chip], standing: Sequence[Box]) -> Iterator[tuple[int, Chip]]:
    """Go through those chips that find room on another part of their edge, or close to it."""
    if not chips:
        return
    sizes = {index: (s.layout.edges[index], chip.box.width, chip.box.height) for index, chip in chips.items()}
    choices = [[*along(edge, width), *around(edge, width, height)] for edge, width, height in sizes.values()]
    nodes = solid(s.layout, range(len(s.facts.network.layers)))
    for (index, chip), place in zip(chips.items(), place_most(choices, [*standing, *nodes]), strict=True):
        if place is not None:
            yield index, chip.at(place)


def _lit_edges(s: Scenery) -> list[int]:
    return sorted(e.parameter for e in s.facts.lit if e.kind is Kind.WEIGHT and e.parameter in s.layout.edges)


def _foremost_chips(s: Scenery, indices: Sequence[int], taken: Sequence[Box]) -> Iterator[tuple[int, Chip]]:
    slots, inline = chip_slots(s.shape, s.layout), contributions(s)
    if contribution_boxes(s):
        inline = {}
    open_: dict[int, tuple[Chip, list[Box]]] = {}
    for index in indices:
        numbers = _with_contribution(s.facts.parameter(index), inline.get(index))
        left, right = s.layout.corridors[s.facts.network.parameter(index).layer - 1]
        is_usual = index in slots and len(numbers) == 1
        chip = chip_of(numbers, s.shape.chip_width if is_usual else min(right - left - 4, WIDEST_CHIP))
        open_[index] = chip, _near(s, index, chip)
    places = settle(s, [choices for _, choices in open_.values()], taken)
    for (index, (chip, _)), place in zip(open_.items(), places, strict=True):
        if place is not None:
            yield index, chip.at(place)


def _with_contribution(numbers: tuple[Number, ...], back: Number | None) -> tuple[Number, ...]:
    """Add what comes back through a weight; where it is only added up, it stands in for the weight."""
    if back is None:
        return numbers
    if back.is_result:
        return (*numbers, back._replace(label="←"))
    return (back._replace(label=f"{numbers[0].label} ←"),)


def _near(s: Scenery, index: int, chip: Chip) -> list[Box]:
    """The places for a chip: its usual one and around it, then along its edge."""
    size = chip.box.width, chip.box.height
    choices = around(s.layout.edges[index], *size)
    slot = chip_slots(s.shape, s.layout).get(index)
    if slot is None:
        return choices
    return [Box(slot.x + dx, slot.y + dy, *size) for dx in _ASIDE for dy in _UP_OR_DOWN] + choices
