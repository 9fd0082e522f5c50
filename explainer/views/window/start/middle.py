"""The middle of the window: the network with all that explains it, or the start page over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QStackedWidget, QWidget

from explainer.files.wording import one_line
from explainer.state.lesson.progress import KeptProgress
from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.recent_files import RecentFiles
from explainer.state.walkthrough.changes import Edited, EditKind
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import tip_of
from explainer.views.window.open_save import Documents
from explainer.views.window.start.page import StartPage


class Middle(QStackedWidget):
    """Makes the start page when it is first wanted, and leaves it when something was chosen, or opened. `said` carries
    a sentence."""

    said = Signal(str)
    _lesson_chosen = Signal(str)
    _example_chosen = Signal(str)
    _file_chosen = Signal(str)

    def __init__(
        self, area: QWidget, home: QWidget, kept: KeptSettings, display: Display, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__()
        self._home, self._actions, self._display = home, actions, display
        self._progress, self._recent = KeptProgress(kept), RecentFiles(kept, self)
        self._page: StartPage | None = None
        self.addWidget(area)

    def join(
        self, walkthrough: Walkthrough, documents: Documents, start_lesson: Callable[[str], object], bar: QMenuBar
    ) -> None:
        """Open what is chosen, also in a menu of recent files in the first menu of the bar."""
        self._lesson_chosen.connect(start_lesson)
        self._example_chosen.connect(documents.open_built_in)
        self._file_chosen.connect(documents.open_path)
        documents.used.connect(self._recent.add)
        walkthrough.edited.connect(self._on_edited)
        menu = bar.actions()[0].menu()
        assert isinstance(menu, QMenu)
        self._recent_menu = RecentMenu(menu, self._actions["open"], self._recent)
        self._recent_menu.chosen.connect(documents.open_path)

    def _on_edited(self, edited: Edited) -> None:
        if edited.kind is EditKind.OPEN:
            self.leave()

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what the action does, by its id."""
        return {"start_page": self.show_start}

    def show_start(self, is_shown: bool) -> None:
        """Show the start page, or the network again."""
        if is_shown and self._page is None:
            self._make_page()
        if self._page is not None:
            self.setCurrentIndex(1 if is_shown else 0)
        self._actions["start_page"].setChecked(is_shown)
        if is_shown:
            self.focusNextChild()
        else:
            self._home.setFocus()

    def leave(self) -> None:
        """Show the network."""
        if self.currentIndex():
            self.show_start(False)

    def _make_page(self) -> None:
        page = self._page = StartPage(self._progress, self._recent, self._display)
        for signal, own in (
            (page.lesson_chosen, self._lesson_chosen),
            (page.example_chosen, self._example_chosen),
            (page.file_chosen, self._file_chosen),
        ):
            signal.connect(self.leave)
            signal.connect(own)
        page.left.connect(self.leave)
        page.said.connect(self.said)
        self.addWidget(page)


class RecentMenu(QObject):
    """The files of last time, as a menu within `menu` behind one of its actions. `chosen` carries a path."""

    chosen = Signal(str)

    def __init__(self, menu: QMenu, behind: QAction, recent: RecentFiles) -> None:
        super().__init__(menu)
        self._recent, self._menu = recent, QMenu("Open Recent", menu)
        following = menu.actions()[menu.actions().index(behind) + 1]
        menu.insertMenu(following, self._menu)
        recent.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self._menu.clear()
        for path in self._recent.paths:
            entry = self._menu.addAction(one_line(Path(path).name).replace("&", "&&"))
            entry.setToolTip(tip_of(one_line(path)))
            entry.triggered.connect(partial(self.chosen.emit, path))
        self._menu.setEnabled(bool(self._recent.paths))
