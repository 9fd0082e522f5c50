"""How large a scenario may be; checked before memory is taken."""

from __future__ import annotations

MOST_BYTES = 64 * 2**20
MOST_PARAMETERS = 5_000_000
MOST_LAYERS = 1_000
MOST_DATA_NUMBERS = 20_000_000
MOST_COLUMNS = 20_000
"""Of a CSV file, used or not: each takes many times the memory of a number, and is a row where columns are chosen."""
MOST_LISTS, MOST_OBJECTS, MOST_TEXTS = 4_000_000, 100_000, 2_000_000
"""Of a scenario file: an empty one takes more memory than a number. There is a list for each sample and each unit, an
object for each layer, a text for each name."""
MOST_ACTIVATIONS = 40_000_000
"""Samples times units: every pass over the whole data set holds some arrays of that size."""
