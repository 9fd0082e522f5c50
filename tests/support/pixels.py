"""What a picture is painted with."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage


def pixels_of(image):
    """Return red, green and blue of every pixel, shape (height, width, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), 2::-1].astype(int)


def has_ink(image, colour, ground):
    """Tell whether some pixel is nearly of that colour; thin strokes are mixed with their ground."""
    wanted, behind = (np.array(QColor(name).getRgb()[:3]) for name in (colour, ground))
    away = np.abs(pixels_of(image) - wanted).sum(axis=2)
    return bool((away < 0.25 * np.abs(behind - wanted).sum()).any())
