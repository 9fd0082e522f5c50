"""The export dialog: which rows go into which CSV file, and how far they are written."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explainer.export.csv_form import CsvForm
from explainer.export.levels import LEVELS
from explainer.files.wording import counted
from explainer.state.background.exporter import Exporter, Request
from explainer.state.session.display import Display
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.bug_shown import BugShown
from explainer.views.controls.controls import DigitsWide, Label
from explainer.views.controls.pickers import DropList
from explainer.views.controls.save_dialog import SaveDialog, last_folder, remember_folder_of
from explainer.views.controls.window_geometry import room_for

FURTHEST_UPDATE = 10_000_000
_FORMS = {"CSV (*.csv)": "csv", "All files (*)": "csv"}
_POINTS = "Formulas and substitutions keep decimal points."
_PARTS = 1000
WIDTH = 560


class ExportDialog(QDialog):
    """Asks what to write, writes it, and closes when it is written; the window stays usable meanwhile.

    Listens to `moved` and `grew` of the walkthrough, whose run it exports and lets compute what is missing. `said`
    carries a sentence for the person.
    """

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._exporter = Exporter(walkthrough, self)
        self._expected = 0
        self._may_replace: Path | None = None
        self.setWindowTitle("Export CSV")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._show_request()

    def _make_controls(self) -> None:
        self._level = DropList()
        for name, level in LEVELS.items():
            self._level.addItem(level.title, name)
        self._first, self._last = _update_box(1), _update_box(max(self._walkthrough.run.updates, 1))
        self._spreadsheet = QCheckBox("for spreadsheets: semicolons and decimal commas")
        self._path = QLineEdit(str(last_folder() / "trace.csv"))
        self._browse = QPushButton("Browse…")
        self._rows, self._points, self._message = Label(), Label(), Label()
        self._progress = QProgressBar()
        self._progress.setRange(0, _PARTS)
        self._export, self._cancel = QPushButton("Export"), QPushButton("Cancel")
        self._export.setDefault(True)
        for widget, name, spoken in (
            (self._level, "level", "Rows"),
            (self._first, "first_update", "First update"),
            (self._last, "last_update", "Last update"),
            (self._spreadsheet, "spreadsheet", "For spreadsheets: semicolons and decimal commas"),
            (self._points, "points", "Decimal points"),
            (self._rows, "rows", "Number of rows"),
            (self._path, "path", "File name"),
            (self._browse, "browse", "Choose a file"),
            (self._message, "message", "Message"),
            (self._progress, "progress", "Progress of the export"),
            (self._export, "export_button", "Export"),
            (self._cancel, "cancel_button", "Cancel"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(spoken)

    def _lay_out(self) -> None:
        self._controls = QWidget()
        form = QFormLayout(self._controls)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Write", self._level)
        form.addRow("Updates", _side_by_side(self._first, Label("to"), self._last, None))
        form.addRow("", self._rows)
        form.addRow("Format", self._spreadsheet)
        form.addRow("", self._points)
        form.addRow("File", _side_by_side(self._path, self._browse))
        self._rows.setWordWrap(True)
        for text in (self._rows, self._points):
            text.setProperty("role", "caption")
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setProperty("role", "warning")
        room = self._progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(room)
        self._progress.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self._controls)
        outer.addWidget(self._message)
        outer.addStretch(1)
        outer.addWidget(self._progress)
        outer.addLayout(_side_by_side(None, self._cancel, self._export))
        self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(min(round(WIDTH * self._display.zoom), room_for(self).width()))

    def _connect(self) -> None:
        self._display.changed.connect(self._fit)
        self._level.currentIndexChanged.connect(self._show_request)
        self._first.valueChanged.connect(self._show_request)
        self._last.valueChanged.connect(self._show_request)
        self._walkthrough.moved.connect(self._on_moved)
        self._walkthrough.grew.connect(self._show_request)
        self._path.textChanged.connect(self._on_path_typed)
        self._browse.clicked.connect(self._on_browse)
        self._export.clicked.connect(self._on_export)
        self._cancel.clicked.connect(self.reject)
        self._exporter.progressed.connect(self._on_progress)
        self._exporter.finished.connect(self._on_finished)
        self._exporter.failed.connect(self._on_failed)
        self._exporter.cancelled.connect(self._on_cancelled)

    # what will be written

    def _request(self) -> Request:
        level, first, last = self._level.currentData(), self._first.value(), self._last.value()
        return Request(self._file(), level, first, last, CsvForm(self._spreadsheet.isChecked()))

    def _file(self) -> Path:
        typed = Path(self._path.text().strip())
        with suppress(RuntimeError):  # ~ of an unknown user
            typed = typed.expanduser()
        return last_folder() / typed

    def _show_request(self) -> None:
        """Tell what is going to be written; while it is written nothing is different."""
        if self._exporter.is_exporting:
            return
        request, run = self._request(), self._walkthrough.run
        self._points.setText(_POINTS if LEVELS[request.level].has_formulas else "")
        is_range = request.first <= request.last
        self._export.setEnabled(is_range)
        if not is_range:
            self._rows.setText("The first update comes after the last.")
            return
        missing = request.last - run.updates
        more = f" {counted(missing, 'more update')} will be computed." if missing > 0 else ""
        self._rows.setText(f"{counted(request.row_count(run), 'row')}.{more}")

    def _on_moved(self) -> None:
        """What is being written would tell a result that is asked for from now on."""
        if self._exporter.is_exporting and self._walkthrough.known.reveal.is_quiet:
            self._exporter.cancel()
        self._show_request()

    def _on_path_typed(self) -> None:
        self._may_replace = None
        self._message.clear()

    def _on_browse(self) -> None:
        SaveDialog(self, "Export CSV", _FORMS, self._file()).chosen.connect(self._on_chosen)

    def _on_chosen(self, path: str) -> None:
        self._path.setText(path)
        self._may_replace = Path(path)  # the file dialog has asked

    # writing

    def _on_export(self) -> None:
        request = self._request()
        if not self._path.text().strip():
            self._message.setText("Type the name of a file.")
        elif self._walkthrough.known.reveal.is_quiet:
            self._message.setText(QUIET)
        elif self._is_closed(request):
            self._message.setText("This program is closed: its formulas are not written. Other levels have none.")
        elif os.path.isfile(request.path) and request.path != self._may_replace:  # noqa: PTH113 (Path's raises EACCES)
            self._may_replace = request.path
            self._message.setText(f"{request.path.name} exists: press Export again to replace it.")
        else:
            self._expected = request.row_count(self._walkthrough.run)
            self._message.clear()
            self._progress.setValue(0)
            self._set_exporting(True)
            self._exporter.start(request)

    def _is_closed(self, request: Request) -> bool:
        return LEVELS[request.level].has_formulas and self._walkthrough.bug_shown is BugShown.CLOSED

    def _set_exporting(self, exporting: bool) -> None:
        self._progress.setVisible(exporting)
        self._controls.setDisabled(exporting)
        self._export.setDisabled(exporting)
        (self._cancel if exporting else self._export).setFocus()

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setValue(_PARTS * done // total)

    def _on_finished(self, path: str) -> None:
        written = self._exporter.rows
        remember_folder_of(path)
        why = f" {self._walkthrough.why_stopped()}".rstrip() if written < self._expected else ""
        self.said.emit(f"Wrote {counted(written, 'row')} to {path}.{why}")
        self.accept()

    def _on_failed(self, sentence: str) -> None:
        self._set_exporting(False)
        self._message.setText(sentence)
        self._show_request()

    def _on_cancelled(self) -> None:
        is_quiet = self._walkthrough.known.reveal.is_quiet
        self._on_failed(f"{QUIET} No file was written." if is_quiet else "Cancelled. No file was written.")

    # Qt

    def reject(self) -> None:
        """Cancel what is being written; with nothing being written, close."""
        if self._exporter.is_exporting:
            self._exporter.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._exporter.cancel()
        super().closeEvent(event)


def _update_box(update: int) -> QSpinBox:
    box = QSpinBox()
    box.setGroupSeparatorShown(True)
    box.setRange(1, FURTHEST_UPDATE)
    box.setValue(update)
    DigitsWide(box, 15)
    box.lineEdit().setTextMargins(6, 0, 6, 0)
    return box


def _side_by_side(*widgets: QWidget | None) -> QHBoxLayout:
    """Return a row of widgets; None is empty room."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
