"""The windows that are opened over the main one, each once; none of them keeps it waiting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.session import Session
from explainer.views.from_paper.paper_dialog import PaperDialog
from explainer.views.own_functions.dialog import FunctionDialog
from explainer.views.window.export_dialog import ExportDialog
from explainer.views.window.help_page import Help


class Dialogs(QObject):
    """Opens the dialogs of `window` and brings them up again. Emits `said` with what they have to say there."""

    said = Signal(str)

    def __init__(self, session: Session, kept: KeptSettings, window: QWidget) -> None:
        super().__init__(window)
        self._walkthrough, self._display, self._kept, self._window = session.walkthrough, session.display, kept, window
        session.pointing.term_asked.connect(self.show_term)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what each action does, by its id."""
        return {
            "export_csv": self.ask_export,
            "find_number": self.find_number,
            "mark_answers": self.mark_answers,
            "glossary": self.show_glossary,
            "shortcuts": self.show_help,
        }

    def ask_formula(self, place: int) -> None:
        """Ask for the formula of a layer's activation, or of the loss."""
        dialog = self._window.findChild(FunctionDialog)
        if dialog is None:
            dialog = FunctionDialog(self._walkthrough, self._display, self._window)
            dialog.said.connect(self.said)
        _bring_up(dialog)
        dialog.ask(place)

    def close_formula(self) -> None:
        dialog = self._window.findChild(FunctionDialog)
        if dialog is not None:
            dialog.close()

    def ask_export(self) -> None:
        dialog = self._window.findChild(ExportDialog)
        if dialog is None:
            dialog = ExportDialog(self._walkthrough, self._display, self._window)
            dialog.said.connect(self.said)
        _bring_up(dialog)

    def find_number(self) -> None:
        from explainer.views.from_paper.find_dialog import FindDialog

        self._ask_of_paper(FindDialog)

    def mark_answers(self) -> None:
        from explainer.views.from_paper.mark_dialog import MarkDialog

        self._ask_of_paper(MarkDialog)

    def _ask_of_paper(self, kind: type[PaperDialog]) -> None:
        dialog = self._window.findChild(kind) or kind(self._walkthrough, self._display, self._kept, self._window)
        _bring_up(dialog)
        dialog.ask()

    def show_help(self) -> None:
        dialog = self._window.findChild(Help)
        if dialog is None:
            dialog = Help(self._display, self._window)
            dialog.term_asked.connect(self.show_term)
        _bring_up(dialog)

    def show_glossary(self) -> None:
        self.show_term("")

    def show_term(self, name: str) -> None:
        """Open the glossary at a term; without a name, to search in it."""
        from explainer.views.glossary.window import GlossaryWindow

        dialog = self._window.findChild(GlossaryWindow) or GlossaryWindow(self._display, self._kept, self._window)
        _bring_up(dialog)
        dialog.ask(name)


def _bring_up(dialog: QDialog) -> None:
    dialog.show()
    dialog.activateWindow()
