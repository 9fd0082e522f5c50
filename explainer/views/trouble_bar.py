"""The bar that says what is wrong with a run, and leads back to where it was still good."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from explainer.state.trouble import Watch


class _Lines(QLabel):
    """A text in as many lines as its width needs. Its layout takes it for one of a fixed height: pages whose height
    depends on their width would not be made smaller than at their narrowest."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self.heightForWidth(self.width()), self.fontMetrics().height()))

    # Qt

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class TroubleBar(QFrame):
    """Listens to the watch; seen only while there is trouble. Moves to the last good update, or has it dismissed."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.setAccessibleName("What is wrong")
        self._watch = watch
        self._why = _Lines()
        self._why.setProperty("role", "warning")
        self._go, self._close = QPushButton(), QToolButton()
        self._close.setText("×")
        self._close.setProperty("role", "cross")
        self._close.setAccessibleName("Close this message")
        self._close.setToolTip("Close this message")
        self._lay_out()
        self._go.clicked.connect(watch.go_to_last_good)
        self._close.clicked.connect(watch.dismiss)
        watch.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(10)
        layout.addWidget(self._why, 1)
        for button in (self._go, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)

    def _show(self) -> None:
        trouble = self._watch.trouble
        if trouble is not None:
            self._why.show_text(trouble.why)
            self._go.setText(f"Go to update {trouble.good:,}, the last good one")
            self.setAccessibleDescription(trouble.why)
        self.setVisible(trouble is not None)
