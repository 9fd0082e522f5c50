"""What a file holds is shown as it is, wherever it is shown: never as HTML, a key to press or a sign of Qt's own."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QPushButton,
    QWidget,
)

import explainer
from explainer.files.examples import example_text
from explainer.state.session.kept_settings import KeptSettings
from explainer.views.tables.data_table.panel import DataTable
from explainer.views.window.export_dialog import ExportDialog

MARK = "strange"
STRANGE = f"<img src=a.png><b>{MARK} R&D [*] &lt;"
ALLOWED_TO_BE_HTML = {"column.py", "controls.py", "help_page.py", "menu.py", "two_lines_view.py"}


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A scenario, in a folder and of a file, whose names and texts all look like HTML; a table lies beside it."""
    folder = tmp_path / STRANGE
    folder.mkdir()
    scenario = json.loads(example_text("xor")) | {"title": STRANGE, "notes": STRANGE}
    path = folder / f"{STRANGE}.json"
    path.write_text(json.dumps(scenario))
    (folder / f"{STRANGE}.csv").write_text(f'"{STRANGE}",b{STRANGE},{STRANGE}c\n1,2,3\n')
    KeptSettings().keep("export/folder", str(folder))
    return path


def as_html(text: str) -> str:
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def as_tip(text: str) -> str:
    return as_html(text) if Text.mightBeRichText(text) else text


def as_label(label: QLabel) -> str:
    return label.text() if label.textFormat() == Qt.TextFormat.PlainText else as_tip(label.text())


def as_menu(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def as_title(text: str) -> str:
    return text.replace("[*][*]", "\0").replace("[*]", "").replace("\0", "[*]")


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """Yield what can be read in the first rows of a list or a table, as it is shown."""
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), 60)):
        for column in range(columns):
            index = model.index(row, column)
            yield str(index.data())
            yield as_tip(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
    for section in range(columns):
        yield as_tip(str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or ""))


def shown_by(widget: QWidget) -> Iterator[str]:
    yield as_tip(widget.toolTip())
    if widget.isWindow():
        yield as_title(widget.windowTitle())
    if isinstance(widget, QLabel):
        yield as_label(widget)
    if isinstance(widget, QComboBox | QAbstractItemView):
        yield from cells(widget.model())
    if isinstance(widget, QGraphicsView) and widget.scene():
        items = [item for item in widget.scene().items() if isinstance(item, QGraphicsTextItem)]
        yield from (item.toPlainText() for item in items)
    for action in widget.actions():
        yield as_menu(action.text())
        yield as_tip(action.toolTip())


def all_shown() -> set[str]:
    """Return every text that is shown somewhere and has to do with the strange names."""
    windows = QApplication.topLevelWidgets()
    widgets = [widget for window in windows for widget in (window, *window.findChildren(QWidget))]
    return {text for widget in widgets for text in shown_by(widget) if MARK in text}


def assert_as_it_is() -> None:
    texts = all_shown()
    assert texts
    assert [text for text in texts if text.count(MARK) != text.count(STRANGE)] == []


def trigger(window: QWidget, name: str) -> None:
    window.findChild(QAction, name).trigger()


def test_everywhere_in_the_window(open_app, strange: Path) -> None:
    window = open_app(str(strange))
    for action in window.actions():
        if action.objectName().startswith(("plot_", "show_")) or action.objectName() in ("settings", "export_csv"):
            action.trigger()
            QApplication.processEvents()
    assert_as_it_is()


def test_in_the_undo_menu_and_the_list_of_scenarios(open_app, strange: Path) -> None:
    window = open_app()
    window._documents.open_path(str(strange))
    assert as_menu(window.findChild(QAction, "undo").text()) == f"Undo Open {STRANGE}"
    assert_as_it_is()


def test_in_the_name_of_a_file_without_a_title(open_app, strange: Path) -> None:
    strange.write_text(json.dumps(json.loads(strange.read_text()) | {"title": ""}))
    window = open_app(str(strange))
    assert as_title(window.windowTitle()) == f"{STRANGE} — Backprop Explainer"
    assert_as_it_is()


def test_in_messages_of_the_import(open_app, strange: Path) -> None:
    window = open_app(str(strange))
    table = strange.with_suffix(".csv")
    window.findChild(DataTable).choose_columns(str(table))
    assert_as_it_is()
    table.write_text(table.read_text().replace("1,2,3", f"1,2,{STRANGE}"))
    columns = window.findChild(QDialog, "columns")
    next(button for button in columns.findChildren(QPushButton) if "Import" in button.text()).click()
    assert STRANGE in as_label(columns.findChild(QLabel, "columns_message"))
    assert_as_it_is()


def test_in_messages_of_the_export(open_app, strange: Path) -> None:
    window = open_app()
    trigger(window, "export_csv")
    dialog = window.findChild(ExportDialog)
    taken = strange.with_suffix(".csv")
    dialog.findChild(QWidget, "path").setText(str(taken))
    dialog.findChild(QPushButton, "export_button").click()
    assert STRANGE in as_label(dialog.findChild(QLabel, "message"))
    assert_as_it_is()


def test_every_label_is_one_that_shows_plain_text() -> None:
    package = Path(explainer.__file__).parent
    made = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if "QLabel" in (source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and node.id == "QLabel" and path.name not in ALLOWED_TO_BE_HTML
    }
    assert made == set()
