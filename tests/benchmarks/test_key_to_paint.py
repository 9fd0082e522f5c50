"""From a key press to the painted step, in a real window drawn by software.

The limit to hold is 16.7 ms at the 95th percentile. Run with `python -m pytest tests/benchmarks -s`.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from windows import eight_eight_eight_four

from explainer.app.window import open_window

STEPS = 200
PACES = {"key held down": 0, "key by key": 100}


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("scenario", ["mazur", "8-8-8-4"])
def test_key_to_paint(qtbot, tmp_path, scenario, pace):
    window = open_window("mazur" if scenario == "mazur" else eight_eight_eight_four(tmp_path))
    qtbot.waitExposed(window)
    canvas = window.findChild(QWidget, "canvas")
    canvas.setFocus()
    QTest.qWait(500)
    seconds = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        for _ in range(STEPS):
            begun = perf_counter()
            QTest.keyClick(canvas, key)
            QApplication.sendPostedEvents()  # paints, but does none of the work that may follow
            seconds.append(perf_counter() - begun)
            QTest.qWait(PACES[pace])
    window.close()
    window.deleteLater()
    p50, p95, most = (1000 * value for value in np.percentile(seconds, [50, 95, 100]))
    print(f"\n{scenario}, {pace}: {p50:.1f} ms median, {p95:.1f} ms at the 95th percentile, {most:.1f} ms at most")
