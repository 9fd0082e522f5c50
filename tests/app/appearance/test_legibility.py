"""Everything that the window shows can be read, in every theme: measured on what is really drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QTableView, QTabWidget, QWidget

from explainer.picture.palette import THEMES, Role
from explainer.trace.lines.elements import weight_element

ROLE = Qt.ItemDataRole


def ratio(one, other):
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def brightness(colour):
        parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=THEMES)
def themed(request, window):
    """Return the window on the worked example in one theme, without animation."""
    window.findChild(QAction, "reduce_motion").trigger()
    window.findChild(QAction, f"theme_{request.param.replace(' ', '_')}").trigger()
    yield window
    window.findChild(QAction, "theme_light").trigger()


def test_every_text_of_the_network_can_be_read_at_every_step(themed):
    canvas, palette = themed.findChild(QWidget, "canvas"), themed.display.palette
    weak = {}
    for step in range(44):
        themed.walkthrough.go_to(1, step)
        for card in canvas.drawing.picture.cards.values():
            for text in card.texts:
                pair = palette.of(text.colour), palette.of(card.fill or Role.BACKGROUND)
                if ratio(*pair) < 4.5:
                    weak[step, text.text] = pair
    assert not weak


def test_what_is_pointed_at_can_be_read(themed):
    canvas, palette = themed.findChild(QWidget, "canvas"), themed.display.palette
    themed.walkthrough.go_to(1, 24)
    canvas.select(weight_element(0))
    cards = [card for card in canvas.drawing.picture.cards.values() if card.element == weight_element(0)]
    colours = [(text.colour, card.fill) for card in cards for text in card.texts]
    assert colours
    assert all(ratio(*map(palette.of, pair)) >= 4.5 for pair in colours)


@pytest.mark.parametrize("tab", [1, 2, 3], ids=["steps", "data", "check"])
def test_every_cell_can_be_read(themed, qtbot, tab):
    tabs = themed.findChild(QTabWidget)
    tabs.setCurrentIndex(tab)
    if tab == 3:
        themed.findChild(QWidget, "check_gradients").click()
        qtbot.waitUntil(lambda: themed.findChild(QTableView, "gradients").model().rowCount() > 0)
    themed.walkthrough.go_to(1, 23)
    palette, model = themed.display.palette, tabs.currentWidget().findChildren(QTableView)
    model = (model[0] if model else tabs.currentWidget()).model()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    assert cells
    for cell in cells:
        ground = cell.data(ROLE.BackgroundRole) or QColor(palette.panel)
        assert ratio(cell.data(ROLE.ForegroundRole), ground) >= 4.5, cell.data()
