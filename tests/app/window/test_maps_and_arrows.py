"""Maps in units and arrows of the wish: by menu, off at first, kept for the next start, and in an exported picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from explainer.app.window import open_window
from explainer.picture.geometry import Point
from explainer.views.canvas.picture_export import StaticPicture


def cards_of(window):
    return window.findChild(QWidget, "canvas").drawing.picture.cards.values()


def has_maps(window):
    return any(card.map for card in cards_of(window))


def has_arrows(window):
    return any(card.arrow for card in cards_of(window))


def switch(window, name):
    action = window.findChild(QAction, name)
    action.trigger()
    return action


def test_both_are_off_at_first_and_switched_on_and_off_by_menu(window, qtbot):
    window.walkthrough.go_to(1, len(window.walkthrough.trace))
    assert not has_maps(window)
    assert not has_arrows(window)
    assert switch(window, "unit_maps").isChecked()
    qtbot.waitUntil(lambda: has_maps(window))
    assert switch(window, "wish_arrows").isChecked()
    assert has_arrows(window)
    assert not switch(window, "unit_maps").isChecked()
    assert not has_maps(window)
    assert not switch(window, "wish_arrows").isChecked()
    assert not has_arrows(window)


def test_where_there_are_no_maps_the_reason_is_said(qtbot):
    window = open_window("digits")
    qtbot.addWidget(window)
    window.show()
    switch(window, "unit_maps")
    assert (
        window.statusBar().currentMessage() == "Units have maps where there are two inputs; this network has 64 inputs."
    )
    assert not has_maps(window)
    window.close()


def test_they_are_kept_for_the_next_start(qtbot):
    for expected in (False, True):
        window = open_window("mazur")
        qtbot.addWidget(window)
        for name in ("unit_maps", "wish_arrows"):
            assert window.findChild(QAction, name).isChecked() is expected
            if not expected:
                switch(window, name)
        window.close()


def test_maps_are_painted_in_the_unit_and_only_there_but_for_their_legend(window, qtbot):
    canvas = window.findChild(QWidget, "canvas")
    before = canvas.grab().toImage()
    switch(window, "unit_maps")
    qtbot.waitUntil(lambda: has_maps(window))
    after = canvas.grab().toImage()
    scale = canvas.transform().m11()
    cards = canvas.drawing.picture.cards
    boxes = [card.box for key, card in cards.items() if card.map or key == ("legend",)]

    def is_in_a_unit(x, y):
        point = Point(x / scale, y / scale)
        return any(box._replace(width=box.width + 4, height=box.height + 4).contains(point) for box in boxes)

    places = [(x, y) for x in range(0, before.width(), 3) for y in range(0, before.height(), 3)]
    changed = [place for place in places if before.pixelColor(*place) != after.pixelColor(*place)]
    assert changed
    assert all(is_in_a_unit(*place) for place in changed)


@pytest.mark.parametrize("form", ["svg", "png"])
def test_an_exported_picture_has_them_as_the_display_does(window, form):
    window.walkthrough.go_to(1, len(window.walkthrough.trace))

    def file():
        return StaticPicture(window.walkthrough, window.display, QSize(1000, 700)).file(form)

    plain = file()
    switch(window, "unit_maps")
    mapped = file()
    switch(window, "wish_arrows")
    assert len({plain, mapped, file()}) == 3
