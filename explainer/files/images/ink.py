"""Ink on paper: how bright the paper is, what is dark enough to be ink, and which of it belongs to the writing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array

_ON_INK, _ROUNDS = 0.01, 8
_SAMPLED = 40
_GREYS = 256
_CELLS = 40
_SPECK = 0.04


def is_light(grey: Array) -> bool:
    """Tell whether the paper is lighter than what is on it: the edge of a picture is paper for the most part, and ink
    moves the mean away from it. As it is, or without light from one side: what tells more clearly is believed."""
    return max(_lightness_of_edge(grey), _lightness_of_edge(grey - _plane_through(grey)), key=abs) > 0


def _lightness_of_edge(grey: Array) -> float:
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    return float((np.median(edge) - grey.mean()) / (grey.std() or 1.0))


def _plane_through(grey: Array) -> Array:
    y, x = (np.linspace(-1, 1, count) for count in grey.shape)
    slopes = y @ grey.mean(1) / (y @ y or 1.0), x @ grey.mean(0) / (x @ x or 1.0)
    return np.asarray(grey.mean() + slopes[0] * y[:, None] + slopes[1] * x[None])


def paper_under(darkness: Array) -> Array:
    """Return how dark the paper is at each dot, a surface of second degree: light falls off evenly, ink does not.
    Same shape as `darkness`.

    First what is above the surface counts a hundredth, so that ink does not lift it: asymmetric least squares
    (P. Eilers, Computational Statistics & Data Analysis 2003). Then only what is surely paper counts, below half of
    Otsu's threshold: the edges of ink are grey.
    """
    surface = _Surface(darkness)
    for _ in range(_ROUNDS):
        surface.fit(np.where(surface.above > 0, _ON_INK, 1.0))
    above = np.clip(surface.above, 0, 1)
    surface.fit(np.where(above < otsu_threshold(above) / 2, 1.0, 0.0))
    return surface.values


class _Surface:
    """A surface of second degree through the dots of a picture, by least squares; first all dots count alike.

    It is fitted to a sample of the dots; `above` is how far each of these lies above it.
    """

    def __init__(self, dots: Array) -> None:
        self._shape = dots.shape
        some = [_spread(count) for count in dots.shape]
        self._seen = dots[np.ix_(*some)].ravel()
        self._terms = self._terms_at(*some)
        self.fit(np.ones_like(self._seen))

    def fit(self, weights: Array) -> None:
        """Fit it anew, with a weight for each dot of the sample."""
        weighted = self._terms * weights[:, None]
        self._factors = np.linalg.lstsq(weighted.T @ self._terms, weighted.T @ self._seen, rcond=None)[0]

    @property
    def above(self) -> Array:
        return np.asarray(self._seen - self._terms @ self._factors)

    @property
    def values(self) -> Array:
        """The surface at each dot of the picture."""
        y, x = (_from_middle(np.arange(count), count) for count in self._shape)
        level, by_x, by_y, by_x2, by_xy, by_y2 = self._factors
        along_x, along_y = (by_x + by_x2 * x) * x, (by_y + by_y2 * y) * y + level
        return np.asarray(along_x + along_y[:, None] + np.outer(by_xy * y, x))

    def _terms_at(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Array:
        places = (_from_middle(at, count) for at, count in zip((rows, columns), self._shape, strict=True))
        y, x = (grid.ravel() for grid in np.meshgrid(*places, indexing="ij"))
        return np.stack([np.ones_like(x), x, y, x**2, x * y, y**2], axis=1)


def _from_middle(at: NDArray[np.intp], count: int) -> Array:
    return np.asarray(2 * at / count - 1)


def _spread(count: int) -> NDArray[np.intp]:
    """Return the places of at most so many dots as are enough to see the light by."""
    return np.unique(np.linspace(0, count - 1, min(count, _SAMPLED)).astype(np.intp))


def otsu_threshold(darkness: Array) -> float:
    """Return where values from 0 to 1 fall best into two groups, that with the greatest variance between them
    (N. Otsu, IEEE Transactions on Systems, Man, and Cybernetics 1979); the middle, where a whole gap is as good."""
    greys = np.minimum((darkness * _GREYS).astype(np.intp).ravel(), _GREYS - 1)
    counts, middles = np.bincount(greys, minlength=_GREYS), (np.arange(_GREYS) + 0.5) / _GREYS
    below, sums = np.cumsum(counts)[:-1], np.cumsum(counts * middles)[:-1]
    dots, total = counts.sum(), (counts * middles).sum()
    parts = np.where((below > 0) & (below < dots), below * (dots - below), 1)
    between = (total * below - dots * sums) ** 2 / parts
    best = np.flatnonzero(between >= between.max() * (1 - 1e-9))
    return float((best + 1).mean() / _GREYS)


def without_specks(ink: Array) -> Array:
    """Return the ink without pieces that are small beside the largest: dust, noise, a corner of something else.

    Pieces are told apart on a grid of cells; those that touch, also at a corner, are one.
    """
    rows, columns = (np.arange(size) * min(size, _CELLS) // size for size in ink.shape)
    starts = [np.flatnonzero(np.diff(cells, prepend=-1)) for cells in (rows, columns)]
    amounts = np.add.reduceat(np.add.reduceat(ink, starts[0], axis=0), starts[1], axis=1)
    pieces = _pieces(amounts > 0)
    sizes = np.bincount(pieces.ravel(), amounts.ravel())
    sizes[0] = 0
    is_kept = sizes[pieces] >= _SPECK * sizes.max()
    return np.asarray(np.where(is_kept[np.ix_(rows, columns)], ink, 0.0))


def _pieces(is_ink: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the number of the piece that each cell belongs to, from 1, or 0: the greatest number wins."""
    numbers = np.where(is_ink, np.arange(1, is_ink.size + 1).reshape(is_ink.shape), 0)
    while True:
        spread = numbers.copy()
        np.maximum(spread[1:], numbers[:-1], out=spread[1:])
        np.maximum(spread[:-1], numbers[1:], out=spread[:-1])
        sideways = spread.copy()
        np.maximum(sideways[:, 1:], spread[:, :-1], out=sideways[:, 1:])
        np.maximum(sideways[:, :-1], spread[:, 1:], out=sideways[:, :-1])
        spread = sideways * is_ink
        if np.array_equal(spread, numbers):
            return numbers
        numbers = spread
