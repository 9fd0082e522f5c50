"""A data set of own pictures: each becomes few pixels, as the built-in digits did, with an output for its class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network
from explainer.files.checks import MOST_DATA_NUMBERS, ScenarioError
from explainer.files.data.class_column import ClassColumn, check_count, class_order, targets_of
from explainer.files.images.grey_picture import read_grey
from explainer.files.images.image_files import ImageFile, image_files
from explainer.files.images.sizes import LARGEST_SIDE, SMALLEST_SIDE
from explainer.files.images.stages import image_stages
from explainer.files.wording import counted, quoted


def read_images(
    names: Sequence[str], size: Sequence[int], given: Sequence[str], network: Network, folder: Path
) -> Data:
    """Return the data of pictures, in files and folders: inputs from 0 to 16, row by row, and an output for each class,
    in the order that is given, or that of numbers and words. Raises ScenarioError with the place of what is wrong."""
    side = _side(size, network.layers[0].units)
    try:
        files = image_files(names, folder)
        column = ClassColumn()
        places = np.array([column.place(file.class_name) for file in files])
        classes = list(given) or class_order(column.met)
        check_count(classes, network.layers[-1].units)
        if len(files) * (side**2 + len(classes)) > MOST_DATA_NUMBERS:
            raise ScenarioError(f"more than the {MOST_DATA_NUMBERS:,} numbers that a data set may have")
        targets = targets_of(places, column.met, classes)
        inputs = frozen([_levels(file, side) for file in files])
    except ScenarioError as error:
        raise ScenarioError(f"data.images: {error}") from None
    return Data(inputs, targets, classes=tuple(classes))


def _side(size: Sequence[int], inputs: int) -> int:
    if len(size) != 2 or size[0] != size[1] or not SMALLEST_SIDE <= size[0] <= LARGEST_SIDE:
        limits = f"from [{SMALLEST_SIDE}, {SMALLEST_SIDE}] to [{LARGEST_SIDE}, {LARGEST_SIDE}]"
        raise ScenarioError(f"data.size: expected two equal numbers, {limits}")
    needed = size[0] ** 2
    if inputs != needed:
        has = f"{size[0]} × {size[0]} pixels need {counted(needed, 'input unit')}, the network has {inputs:,}"
        raise ScenarioError(f"data.size: {has}")
    return size[0]


def _levels(file: ImageFile, side: int) -> Array:
    try:
        return image_stages(read_grey(file.path), side).levels
    except ScenarioError as error:
        raise ScenarioError(f"{quoted(file.called)}: {error}") from None
