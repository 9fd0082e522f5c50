"""The Bug lab tab: its pages. While a result is asked for it is quiet as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.state.lab.bug_lab import BugLab
from explainer.state.lab.lab_checks import LabChecks
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.reason import Quiet
from explainer.views.controls.tabs import KeyedPage, Tabs
from explainer.views.explanation.lab.bug_page import BugPage
from explainer.views.explanation.lab.check_page import CheckPage


class BugLabTab(Quiet):
    """Bugs, losses, check, false alarms and mysteries; each is made when it is looked at."""

    def __init__(self, walkthrough: Walkthrough, display: Display, lab: BugLab) -> None:
        super().__init__(walkthrough)
        self.setObjectName("bug_lab")
        self.setAccessibleName("Bug lab")
        self._display, self._lab = display, lab
        self.checks = LabChecks(walkthrough, lab)
        self.pages = Tabs(
            "Bugs, losses, check, false alarms or mystery",
            {
                "Bugs": self._make_bugs,
                "Losses": self._make_losses,
                "Check": self._make_check,
                "False alarms": self._make_alarms,
                "Mystery": self._make_mystery,
            },
        )
        self.pages.setObjectName("lab_pages")
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    @property
    def takes_keys(self) -> QWidget:
        page = self.pages.page(self.pages.currentIndex())
        return page.takes_keys if isinstance(page, KeyedPage) else self.pages.tabBar()

    def _make_bugs(self) -> QWidget:
        return BugPage(self.walkthrough, self._display, self._lab, self.checks)

    def _make_check(self) -> QWidget:
        return CheckPage(self.walkthrough, self._display, self._lab, self.checks)

    def _make_losses(self) -> QWidget:
        from explainer.views.explanation.lab.losses_page import LossesPage

        return LossesPage(self.walkthrough, self._display, self._lab)

    def _make_alarms(self) -> QWidget:
        from explainer.views.explanation.lab.alarms_page import AlarmsPage

        return AlarmsPage(self.walkthrough)

    def _make_mystery(self) -> QWidget:
        from explainer.views.explanation.lab.mystery_page import MysteryPage

        return MysteryPage(self._lab)
