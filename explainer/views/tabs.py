"""Tabs whose pages are made when they are first looked at: a window starts quickly, and hidden pages cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from explainer.views.controls import OwnKeys

Make = Callable[[], QWidget]


class Tabs(QTabWidget):
    """Pages by name; what is a widget already is shown as it is, what makes one is asked when its page is opened."""

    def __init__(self, name: str, pages: Mapping[str, QWidget | Make]) -> None:
        super().__init__()
        self._waiting: dict[int, Make] = {}
        self._pages: dict[int, QWidget] = {}
        self._holders: dict[int, QVBoxLayout] = {}
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        OwnKeys(self.tabBar(), Qt.Key.Key_Left, Qt.Key.Key_Right)
        for index, (title, page) in enumerate(pages.items()):
            if not isinstance(page, QWidget):
                self._waiting[index] = page
            else:
                self._pages[index] = page
            self.addTab(page if isinstance(page, QWidget) else self._holder(index), title)
        self.currentChanged.connect(self._on_current)

    def page(self, index: int) -> QWidget:
        """Return a page, made now if it was not looked at yet."""
        if (make := self._waiting.pop(index, None)) is not None:
            self._pages[index] = made = make()
            self._holders[index].addWidget(made)
        return self._pages[index]

    def _on_current(self, index: int) -> None:
        if index >= 0:
            self.page(index)

    def _holder(self, index: int) -> QWidget:
        """Return what stands in for a page, and holds it once it is made."""
        holder = QWidget()
        self._holders[index] = QVBoxLayout(holder)
        self._holders[index].setContentsMargins(0, 0, 0, 0)
        return holder
