"""How large things are drawn, in the picture's own pixels. Text is 12 of them high."""

from __future__ import annotations

TEXT = 12
LINE = 15.0
MARGIN = 8.0
HEADING = 26.0
"""The height of the line at the top that says where the calculation is."""
COLUMN_HEADING = 18.0
STATUS_LINE = 20.0
SEAT_PAD = 6.0
"""The room between the outline of a card and its texts, on all sides."""
WISH_ROOM = 4.0
"""The room before the seats of a parameter that an arrow has besides the pad."""
BETWEEN_CELLS, BETWEEN_SEATS = 5.0, 5.0
BADGE_HEIGHT = 20.0
CIRCLE = 74.0
INPUT_HEIGHT = 42.0
TARGET_HEIGHT = 2 * LINE + 10
BETWEEN_BLOCKS = 12.0
LEAST_LANE, WIDEST_LANE = 20.0, 150.0
"""The room between columns that edges cross."""
LARGEST_SCALE = 1.7
