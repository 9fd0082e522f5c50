"""How long a frame of the animation takes, in a real window drawn by software: 60 frames a second leave 16.7 ms.

Run with `python -m pytest tests/benchmarks -s`.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from windows import eight_eight_eight_four

from explainer.app.window import open_window

STEPS = 24
FRAMES = 42
"""As many as a way of 700 ms has at 60 frames a second."""


@pytest.mark.parametrize("theme", ["theme_light", "theme_dark"])
@pytest.mark.parametrize("scenario", ["mazur", "8-8-8-4"])
def test_frames(qtbot, tmp_path, scenario, theme):
    window = open_window("mazur" if scenario == "mazur" else eight_eight_eight_four(tmp_path))
    qtbot.waitExposed(window)
    window.findChild(QAction, theme).trigger()
    canvas = window.findChild(QWidget, "canvas")
    length = len(window.walkthrough.trace)
    seconds = []
    for step in range(1, length + 1, max(length // STEPS, 1)):
        window.walkthrough.go_to(1, step - 1)
        QTest.qWait(canvas.player.duration + 50)  # a step that follows another at once is not played
        window.walkthrough.next_step()
        QApplication.sendPostedEvents()
        for frame in range(1, FRAMES + 1, 3):
            begun = perf_counter()
            canvas.player.show_alpha(frame / FRAMES)  # the clock is not waited for
            QApplication.sendPostedEvents()  # paints
            seconds.append(perf_counter() - begun)
    window.findChild(QAction, "theme_light").trigger()
    window.close()
    window.deleteLater()
    p50, p95, most = (1000 * value for value in np.percentile(seconds, [50, 95, 100]))
    told = f"frames of {p50:.1f} ms median, {p95:.1f} ms at the 95th percentile, {most:.1f} ms at most"
    print(f"\n{scenario}, {theme}: {told}")
