"""What takes the place of what cannot be shown: a sentence with the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from explainer.export.whole_file import ExportError
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label


class Reason(Label):
    """Takes the place of `plot`, and of all other widgets, while there is a reason why they cannot be shown."""

    def __init__(self, *plot: QWidget) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        self._plot = plot
        self.setProperty("role", "caption")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.hide()

    def show_reason(self, text: str) -> bool:
        """Show the reason, or the plot where there is none; return whether there is one."""
        self.setText(text)
        self.setVisible(bool(text))
        for widget in self._plot:
            widget.setVisible(not text)
        return bool(text)


class Quiet(QWidget):
    """A widget that has everything in its `content`, which is not to be seen, nor heard, while it is quiet.

    One that `tells_only_past` leaves out by itself what is hidden, and is never quiet.
    """

    tells_only_past = False

    def __init__(self, walkthrough: Walkthrough, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.walkthrough = walkthrough
        self.content = QWidget()
        self._sentence, self._described = Reason(self.content), ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._sentence)
        whole.addWidget(self.content)
        walkthrough.moved.connect(self._keep_quiet)
        self._keep_quiet()

    @property
    def is_quiet(self) -> bool:
        """Whether a result is asked for that this would give away."""
        return self.walkthrough.known.reveal.is_quiet and not self.tells_only_past

    def on_revealed(self) -> None:
        """Everything may be seen again."""

    def check_revealed(self) -> None:
        """Raise ExportError while it is quiet."""
        if self.is_quiet:
            raise ExportError(QUIET)

    def _keep_quiet(self) -> None:
        """Show the sentence or the content, and put the one in the place of the other for screen readers too."""
        if self.is_quiet != bool(self._sentence.text()):
            self._sentence.show_reason(QUIET if self.is_quiet else "")
            said, self._described = self._described, self.accessibleDescription()
            self.setAccessibleDescription(QUIET if self.is_quiet else said)
            if not self.is_quiet:
                self.on_revealed()
