"""A real window on a scenario, closed at the end of each test."""

from __future__ import annotations

import pytest

from explainer.app.window import open_window


@pytest.fixture
def open_app(qtbot):
    """Return a function that opens the window on a scenario, shown and active."""
    windows = []

    def open_it(scenario="mazur"):
        window = open_window(scenario)
        windows.append(window)
        with qtbot.waitExposed(window):
            window.activateWindow()
        window.findChild(object, "canvas").setFocus()
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_app):
    """Return the window on the worked example."""
    return open_app()
