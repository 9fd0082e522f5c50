"""The labels of weights: which edges have one at this line, what it says, and where it stands without covering text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explainer.trace.elements import Kind
from explainer.views.canvas.facts import Number
from explainer.views.canvas.forms import CHIP_HEIGHT, LINE
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.placing import MARGIN, place_most
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.slots import around, body, chip_slots, contribution_slots
from explainer.views.canvas.writing import fitting, width_of

_PAD, _BETWEEN, _LEAST = 12.0, 5.0, 46.0


_ASIDE = (0.0, 8.0, -8.0, 20.0, -20.0)
_UP_OR_DOWN = (0.0, -12.0, 12.0, -24.0, 24.0, -36.0, 36.0)


class Cell(NamedTuple):
    """A label or a number within a chip, in a box relative to the chip's centre."""

    text: str
    number: Number | None
    box: Box


class Chip(NamedTuple):
    """The label of a parameter: its numbers in rows. It stands at `box`."""

    box: Box
    cells: tuple[Cell, ...]
    numbers: tuple[Number, ...]

    def at(self, box: Box) -> Chip:
        return self._replace(box=box)


def chip_of(numbers: Sequence[Number], room: float) -> Chip:
    """Return a chip at the origin with a row for each number, or two where `room` is too narrow for its label too."""
    rows = [row for number in numbers for row in _rows(number, room - _PAD)]
    inner = max(label + gap + width for label, gap, width in (_widths(*row) for row in rows))
    height = CHIP_HEIGHT if len(rows) == 1 else LINE * len(rows) + 6
    cells: list[Cell] = []
    for i, (label, value, number) in enumerate(rows):
        y, (left, gap, _) = (i + 0.5 - len(rows) / 2) * LINE, _widths(label, value, number)
        right = inner - left - gap
        cells += [Cell(label, None, Box((left - inner) / 2, y, left, LINE))] if label else []
        cells += [Cell(value, number, Box((inner - right) / 2, y, right, LINE))] if value else []
    return Chip(Box(0, 0, inner + _PAD, height), tuple(cells), tuple(numbers))


Row = tuple[str, str, Number]


def _rows(number: Number, room: float) -> list[Row]:
    label = width_of(number.label) + _BETWEEN
    if label + _LEAST <= room:
        return [(number.label, fitting(number.value, room - label, number.is_result), number)]
    return [(number.label, "", number), ("", fitting(number.value, room, number.is_result), number)]


def _widths(label: str, value: str, number: Number) -> tuple[float, float, float]:
    return width_of(label), _BETWEEN if label and value else 0.0, width_of(value, number.is_result)


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
    and that the step is not about give way.
    """
    slots = chip_slots(s.shape, s.layout)
    pointed = [e.parameter for e in (s.selected, s.hovered) if e and e.kind is Kind.WEIGHT]
    foremost = list(dict.fromkeys(i for i in (*_lit_edges(s), *pointed) if i in s.layout.edges))
    placed = dict(_foremost_chips(s, foremost, taken))
    yield from placed.items()
    covered = [*taken, *(chip.box for chip in placed.values())]
    for index, slot in slots.items():
        if index not in foremost and not any(slot.overlaps(box, MARGIN) for box in covered):
            chip = chip_of(s.facts.parameter(index), s.shape.chip_width)
            yield index, chip.at(chip.box.at(slot.centre))


def _lit_edges(s: Scenery) -> list[int]:
    return sorted(e.parameter for e in s.facts.lit if e.kind is Kind.WEIGHT and e.parameter in s.layout.edges)


def _foremost_chips(s: Scenery, indices: Sequence[int], taken: Sequence[Box]) -> Iterator[tuple[int, Chip]]:
    slots, inline = chip_slots(s.shape, s.layout), contributions(s)
    if contribution_boxes(s):
        inline = {}
    open_: dict[int, tuple[Chip, list[Box]]] = {}
    for index in indices:
        numbers = _with_contribution(s.facts.parameter(index), inline.get(index))
        if index in slots and len(numbers) == 1:
            chip = chip_of(numbers, s.shape.chip_width)
            open_[index] = chip, [chip.box.at(slots[index].centre)]
        else:
            left, right = s.layout.corridors[s.facts.network.parameter(index).layer - 1]
            chip = chip_of(numbers, min(right - left - 4, 150))
            open_[index] = chip, _near(s, index, chip)
    obstacles = [*taken, *_in_the_way(s)]
    places = place_most([choices for _, choices in open_.values()], obstacles)
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
    """The places for a chip that has no fixed one: around its usual place first, then along its edge."""
    size = chip.box.width, chip.box.height
    choices = around(s.layout.edges[index], *size)
    slot = chip_slots(s.shape, s.layout).get(index)
    if slot is not None:
        choices = [Box(slot.x + dx, slot.y + dy, *size) for dx in _ASIDE for dy in _UP_OR_DOWN] + choices
    top, bottom = size[1] / 2 + 4, s.layout.height - size[1] / 2 - 4
    return [box for box in choices if top < box.y < bottom]


def _in_the_way(s: Scenery) -> list[Box]:
    """What labels may never cover: units, the badges under them, diamonds, and the biases of the step."""
    boxes = [box for spot, box in s.layout.biases.items() if spot[1] < 0 or s.is_lit(s.facts.bias_element(*spot))]
    for spot in s.layout.units:
        boxes += body(s.layout, spot)
        if spot[0] and s.facts.delta(*spot):
            boxes.append(s.layout.below(spot))
    return boxes
