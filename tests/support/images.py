"""Small pictures whose pixels can be told by hand, and files of them."""

from __future__ import annotations

import json

import numpy as np
from PIL import Image

LAYERS = [{"units": 64}, {"units": 5, "activation": "sigmoid"}, {"units": 2, "activation": "softmax"}]


def bar(width, height=16, size=40, left=7, top=11):
    """Return a black bar on white paper, in greys from 0 to 1."""
    grey = np.ones((size, size))
    grey[top : top + height, left : left + width] = 0
    return grey


def save(grey, path, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.round(grey * 255).astype(np.uint8)).save(path, **options)
    return path


def blown_up(pixels, side=200):
    """Return the pixels of a digit of the data set, 0 to 16, as light writing on black of side × side dots."""
    return np.kron(pixels.reshape(8, 8) / 16, np.ones((side // 8, side // 8)))


def write_scenario(folder, layers=LAYERS, **data):
    """Write a scenario whose data are pictures; return its path."""
    members = {"format": "backprop-explainer scenario", "version": 2, "layers": layers}
    members |= {"loss": "categorical_cross_entropy", "data": {"images": "pictures", "size": [8, 8]} | data}
    path = folder / "own.json"
    path.write_text(json.dumps(members))
    return path
