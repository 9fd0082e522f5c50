"""The calculation of a card: a scenario, how many of its updates are made, and where in it the card stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted, quoted, unknown
from explainer.lessons.lesson import Lesson, LessonError, Scene, WindowState
from explainer.lessons.numbers.scene_scenario import SceneError, parts_of, scenario_of
from explainer.lessons.numbers.training import UnwantedError, train
from explainer.lessons.numbers.values import LAST_UPDATE, Values
from explainer.lessons.numbers.window_so_far import followed, window_of
from explainer.trace.lines.line_of_symbol import line_of


@dataclass(frozen=True, eq=False)
class Calculation:
    """What a card, or a scene, is about. `window` is all that the window is to show, with nothing left out that a card
    before it has said; `scenario` is as it is before update 1."""

    window: WindowState
    scenario: Scenario
    run: Run
    """The first `trained` updates of it."""
    values: Values
    """The numbers where the card stands."""

    @property
    def trained(self) -> int:
        """How many updates are made: all before the card's."""
        return max(self.window.train or 0, self.update - 1)

    @property
    def update(self) -> int:
        """The update of the cursor, from 1."""
        return 1 if self.window.update is None else self.window.update

    @property
    def step(self) -> str:
        """The symbol of the cursor's line, "" before the first."""
        return self.window.step or ""

    @property
    def sample(self) -> int:
        """The sample of the batch that the cursor's line is about, from 1."""
        return self.values.sample

    @property
    def line(self) -> int:
        """The number of the cursor's line, 0 before the first. Raises SceneError where no line makes the symbol."""
        if not self.step:
            return 0
        found = line_making(self.values, self.step)
        if found is None:
            raise SceneError("step", f"no line of update {self.update:,} makes {quoted(self.step)}")
        return found


def line_making(values: Values, name: str) -> int | None:
    """Return the number of the line that makes the symbol of this name, "net_h1" or "net_h1@2"; None where none does.
    Raises LessonError where there is no such symbol."""
    bare, sample = parts_of(name)
    symbol = values.symbol(bare, sample)
    if symbol is None:
        values.number(name)
        return None
    return line_of(values.trace, symbol)


def calculation_of(lesson: Lesson, index: int) -> Calculation:
    """Return the calculation of a card, counted from 0. Raises SceneError with a sentence."""
    return calculations(lesson).of_card(index)


@lru_cache(maxsize=4)
def calculations(lesson: Lesson) -> Calculations:
    """Return the calculations of a lesson, which are made once."""
    return Calculations(lesson)


class Calculations:
    """The calculations of a lesson's cards and scenes; what is the same in several of them is made once."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._runs: dict[str, Run] = {}
        self._cards: dict[int, Calculation] = {}
        self._scenes: dict[str, Values] = {}

    def of_card(self, index: int) -> Calculation:
        """Return the calculation of a card, counted from 0. Raises SceneError."""
        if index not in self._cards:
            self._cards[index] = self._of(window_of(self._lesson.cards[: index + 1]))
        return self._cards[index]

    def of_scene(self, name: str) -> Values:
        """Return the numbers of a scene, after its training. Raises LessonError where there is none."""
        scenes = self._lesson.scenes
        if name not in scenes:
            raise LessonError(unknown(name, "a scene of this lesson", scenes) if scenes else _no_scene(name))
        try:
            if name not in self._scenes:
                self._scenes[name] = self.of(scenes[name]).values
        except SceneError as error:
            raise LessonError(f"scene {name}, {error.key}: {error}") from None
        return self._scenes[name]

    def of(self, scene: Scene) -> Calculation:
        """Return the calculation of a scene, after its training. Raises SceneError."""
        return self._of(followed(WindowState(), WindowState(**vars(scene))))

    def _of(self, window: WindowState) -> Calculation:
        run = self._run(window)
        update, train = 1 if window.update is None else window.update, window.train or 0
        if not 0 <= train < LAST_UPDATE:
            raise SceneError("train", f"expected 0 to {LAST_UPDATE - 1:,} updates, got {train:,}")
        if not 1 <= update <= LAST_UPDATE:
            raise SceneError("update", f"expected 1 to {LAST_UPDATE:,}, got {update:,}")
        trained = max(train, update - 1)
        _train(run, trained, "train" if trained == train else "update")
        values = Values(run, update, parts_of(window.step or "")[1] or 1, self.of_scene)
        return Calculation(window, run.scenario, run, values)

    def _run(self, scene: Scene) -> Run:
        named = (scene.scenario, dict(scene.edits), dict(scene.settings), scene.bug)
        key = json.dumps(named, default=str, sort_keys=True)
        if key not in self._runs:
            self._runs[key] = Run(scenario_of(scene, self._lesson.folder))
        return self._runs[key]


def _no_scene(name: str) -> str:
    return f"{quoted(name)} is no scene of this lesson, which has none; write [scenes.{name}] for it"


def _train(run: Run, updates: int, key: str) -> None:
    """Make updates. Raises SceneError where it would take too long, or its numbers do not stay finite."""
    if updates <= run.updates:
        return
    try:
        train(run, updates)
    except UnwantedError:
        raise
    except LessonError as error:
        raise SceneError(key, str(error)) from None
    if run.updates < updates:
        stop = f"training ends before update {run.updates + 1:,}, because its numbers are not finite"
        raise SceneError(key, f"{counted(updates, 'update')} cannot be made: {stop}")
