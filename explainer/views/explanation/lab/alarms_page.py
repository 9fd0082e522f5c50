"""False alarms: cases to open in which a check fails although nothing is wrong, or does not see a bug."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.bugs.lab.false_alarms import FALSE_ALARMS, FalseAlarm
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.files.locate import STANDARD_INPUT
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.pickers import DropList
from explainer.views.explanation.lab.check_page import chooser
from explainer.views.explanation.lab.parts import ScrolledColumn, button, words


class AlarmsPage(QWidget):
    """One case at a time: what a plain check says of it, why, and what to look at."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__()
        self._walkthrough = walkthrough
        self.cases: DropList = chooser("false_alarm", "False alarm")
        self.cases.addItems([alarm.title for alarm in FALSE_ALARMS])
        self._open = button("Open It", "open_alarm", "Open this case; undo leads back")
        self._sound, self._why, self._look = words("alarm_sound"), words("alarm_why"), words("alarm_look")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.addWidget(self.cases)
        texts: list[QWidget] = [self._sound, self._why, self._look, self._open]
        column.addWidget(ScrolledColumn("The false alarm", texts), 1)
        self.takes_keys = self.cases
        self.cases.currentIndexChanged.connect(self._show)
        self._open.clicked.connect(self._on_open)
        self._show()

    def _case(self) -> tuple[FalseAlarm, Scenario]:
        alarm = FALSE_ALARMS[self.cases.currentIndex()]
        return alarm, alarm.of(example(alarm.base))

    def _show(self) -> None:
        alarm, scenario = self._case()
        self._sound.setText(alarm.sound(scenario).sentence)
        self._why.setText(alarm.why)
        self._look.setText(f"Look: {alarm.look}")

    def _on_open(self) -> None:
        alarm, scenario = self._case()
        is_example = scenario is example(alarm.base) or scenario.same_as(example(alarm.base))
        self._walkthrough.open(scenario, alarm.base if is_example else STANDARD_INPUT)
        self._walkthrough.said.emit(alarm.look)
