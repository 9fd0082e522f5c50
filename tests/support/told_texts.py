"""Every text that a window has: painted, in widgets, tables, tips, actions, for screen readers, and to be copied."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from painted_texts import painted_texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QGraphicsView, QProgressBar, QWidget

from explainer.picture.numbers.tips import tooltip

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|e[-+−]?\d+)?")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
HEARD = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
)
MOST_HEARD = 60
"""Children of one thing; the cells of tables are looked at in their models."""


def four_digits(number):
    return f"{abs(number):.3e}"


def is_long(plain):
    """Whether a number has four digits or more."""
    return len(plain.partition("e")[0].replace(".", "").strip("0")) >= 4


@cache
def numbers_in(text):
    """Return the numbers of a text that have four digits or more."""
    plain = [token.replace("·10", "e").translate(PLAIN) for token in NUMBER.findall(text)]
    return [four_digits(float(token)) for token in filter(is_long, plain)]


def numbers_told(window, plots, is_thorough=False):
    """Return the numbers, to four digits, with one text that has each. A thorough look hears everything that screen
    readers would, and copies what can be copied."""
    found = {}
    for source, text in (*texts_of_window(window, plots), *(heard_and_copied(window) if is_thorough else ())):
        found.update(dict.fromkeys(numbers_in(text), f"{source}: {text}"))
    for plot in plots:
        for column in plot.table().columns:
            numbers = np.asarray(column.values, dtype=np.float64)
            found.update({four_digits(number): f"table: {column.name}" for number in numbers[np.isfinite(numbers)]})
    return found


def texts_of_window(window, plots):
    """Yield each text with where it is; of widgets that are not shown, too, but not of pages that will be made anew."""
    yield "message", window.statusBar().currentMessage()
    for action in window.findChildren(QAction):
        yield from (("action", text) for text in (action.text(), action.toolTip(), action.statusTip()))
    for root in (window, *(plot for plot in plots if plot.isWindow())):
        for widget in (root, *root.findChildren(QWidget)):
            yield from ((type(widget).__name__, text) for text in texts_of(widget))
        yield from ((f"painted in {type(root).__name__}", text) for text in painted_texts(root))
    yield from (("tip of the network", text) for text in tips_of(window.findChild(QWidget, "canvas").drawing))


def texts_of(widget):
    """Yield what a widget says in words, tool tips and to screen readers."""
    yield from (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.windowTitle())
    if isinstance(widget, QAbstractItemView) and widget.model():
        yield from cells_of(widget.model())
        return
    if not widget.isVisible():
        return
    yield widget.accessibleDescription()
    if isinstance(widget, QProgressBar):
        yield widget.format()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QGraphicsView):
        for item in widget.scene().items() if widget.scene() else ():
            yield from (item.toolTip(), str(getattr(item, "toPlainText", str)()))
        yield from heard_of(QAccessible.queryAccessibleInterface(widget), 1)
    elif callable(text := getattr(widget, "text", None)):
        yield str(text())


def cells_of(model):
    columns = getattr(type(model), "columnCount", None) is not None and not hasattr(model, "stringList")
    for row in range(min(model.rowCount(), 400)):
        for column in range(columns_of(model) if columns else 1):
            index = model.index(row, column)
            yield from (str(model.data(index, role) or "") for role in ROLES)


def columns_of(model):
    try:
        return model.columnCount()
    except TypeError:  # of a list
        return 1


def tips_of(drawing):
    """Yield the tip over each number and each card of the network's picture."""
    for card in drawing.picture.cards.values():
        places = {(text.element, text.symbol, text.value) for text in card.texts if text.element}
        for place in places | ({(card.element, None, 0.0)} if card.element else set()):
            yield tooltip(drawing.picture_input.numbers, *place)


def heard_and_copied(window):
    yield from (("heard", text) for text in heard_of(QAccessible.queryAccessibleInterface(window), 12))
    clipboard = QGuiApplication.clipboard()
    for name in ("copy_text", "copy_tex"):
        clipboard.clear()
        window.findChild(QAction, name).trigger()
        yield name, clipboard.text()


def heard_of(interface, depth):
    """Yield what a thing and those in it are to screen readers."""
    if interface is None or not interface.isValid():
        return
    yield from (interface.text(kind) for kind in HEARD)
    for place in range(min(interface.childCount(), MOST_HEARD) if depth else 0):
        yield from heard_of(interface.child(place), depth - 1)
