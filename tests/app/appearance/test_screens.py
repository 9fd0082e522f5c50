"""Windows are on the screen with their frames, however small it is today."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QScreen
from PySide6.QtWidgets import QWidget

from explainer.views.window.export_dialog import ExportDialog
from explainer.views.window.help_page import Help

SMALL = ((1280, 800), (1024, 768))
FRAME = 16, 40
"""What a frame takes at least, both sides together and with the title."""


@pytest.fixture
def screen(monkeypatch):
    """Return a function that makes the screen that large from now on, less a panel at its top."""

    def be(width, height, panel=0):
        room = QRect(0, panel, width, height - panel)
        monkeypatch.setattr(QScreen, "availableGeometry", lambda _: QRect(room))
        return room

    return be


def is_on(room, window):
    with_frame = window.geometry().adjusted(-FRAME[0] // 2, -FRAME[1], FRAME[0] // 2, 0)
    return room.contains(with_frame)


@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize("panel", [0, 32])
def test_the_first_window_has_room_for_its_frame(open_app, screen, size, panel):
    room = screen(*size, panel)
    window = open_app()
    assert window.width() + FRAME[0] <= room.width()
    assert window.height() + FRAME[1] <= room.height()
    assert window.statusBar().geometry().bottom() < window.height()


def test_on_a_large_screen_it_is_as_large_as_it_is_meant_to_be(open_app, screen):
    screen(1920, 1200)
    window = open_app()
    assert (window.width(), window.height()) == (1280, 800)


@pytest.mark.parametrize("size", SMALL)
def test_a_window_of_a_larger_screen_comes_back_whole(open_app, screen, size):
    screen(2560, 1440)
    first = open_app()
    first.setGeometry(600, 300, 1900, 1100)
    first.findChild(QAction, "plot_weights").trigger()
    first.findChild(QAction, "plot_window").trigger()
    first.findChild(QWidget, "weights_window").setGeometry(900, 500, 1500, 900)
    first.close()
    room = screen(*size)
    window = open_app()
    assert is_on(room, window)
    assert is_on(room, window.findChild(QWidget, "weights_window"))


@pytest.mark.parametrize(("action", "kind"), [("shortcuts", Help), ("export_csv", ExportDialog)])
def test_a_dialog_is_no_larger_than_the_screen_however_large_its_text(open_app, screen, action, kind):
    room = screen(1024, 768)
    window = open_app()
    window.display.set_zoom(2.0)
    window.findChild(QAction, action).trigger()
    dialog = window.findChild(kind)
    assert dialog.width() + FRAME[0] <= room.width()
    assert dialog.height() + FRAME[1] <= room.height()
    dialog.close()
