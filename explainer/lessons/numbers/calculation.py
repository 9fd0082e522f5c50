"""The calculation of a card: a scenario, how many of its updates are made, and where in it the card stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from explainer.bugs.catalogue import with_bug
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError, number
from explainer.files.examples import example, example_names
from explainer.files.locate import load_file
from explainer.files.scenario.bug_part import with_bug_named
from explainer.files.scenario.settings_by_path import with_settings
from explainer.files.scenario.together import check_together
from explainer.files.wording import counted, quoted, unknown
from explainer.lessons.lesson import Lesson, LessonCard, LessonError, Scene, WindowState
from explainer.lessons.numbers.training import UnwantedError, train
from explainer.lessons.numbers.values import LAST_UPDATE, Values
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import symbol_called
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.notations.naming import parameter_names


class SceneError(LessonError):
    """A calculation that cannot be made; `key` is which of its keys is to blame."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


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
        return self._of(_followed(WindowState(), WindowState(**vars(scene))))

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


def window_of(cards: Iterable[LessonCard]) -> WindowState:
    """Return what the window shows at the last of these cards, the first of a lesson. What a card leaves out stays;
    another scenario or other settings begin anew, at update 1; edits and settings are added to those before."""
    window = WindowState()
    for card in cards:
        window = _followed(window, card.window)
    return window


def _followed(before: WindowState, given: WindowState) -> WindowState:
    names = [field.name for field in fields(WindowState)]
    said = {name: value for name in names if (value := getattr(given, name)) not in (None, {})}
    if given.scenario is not None:
        before = replace(before, edits={}, settings={}, bug=None)
    if given.scenario is not None or given.settings:
        before = replace(before, train=0, update=1, step="")
    if given.train is not None:
        before = replace(before, update=given.train + 1, step="")
    if given.tab is not None and given.plot is None:
        before = replace(before, plot="")
    added = {"edits": {**before.edits, **given.edits}, "settings": {**before.settings, **given.settings}}
    return replace(before, **{**said, **added})


def scenario_of(scene: Scene, folder: Path | None) -> Scenario:
    """Return the scenario of a scene before its first update, without notes, which may tell what is asked; what others
    print of it stays as long as its numbers do. Raises SceneError."""
    if scene.scenario is None:
        raise SceneError("scenario", "no card up to here names a scenario; write one into the window of the first")
    with _blaming("scenario"):
        scenario = _named(scene.scenario, folder)
    with _blaming("set"):
        scenario = with_settings(scenario, scene.settings)
    with _blaming("edits"):
        scenario = replace(edited(scenario, scene.edits), notes="")
    scenario = replace(scenario, published=None) if scene.edits else scenario
    with _blaming("bug"):
        scenario = with_bug(scenario, None) if scene.bug == "" else with_bug_named(scenario, scene.bug, "")
    is_changed = scene.settings or scene.edits or scene.bug
    return replace(scenario, notes="") if is_changed else scenario  # its notes are about the numbers that it had


@contextmanager
def _blaming(key: str) -> Iterator[None]:
    try:
        yield
    except ScenarioError as error:
        raise SceneError(key, str(error).removeprefix(": ")) from None


def _named(name: str, folder: Path | None) -> Scenario:
    if name in example_names():
        return example(name)
    if folder is None:
        raise ScenarioError(unknown(name, "a built-in scenario", example_names()))
    path = folder / name
    try:
        is_beside = not Path(name).is_absolute() and path.resolve().is_relative_to(folder.resolve())
        is_there = path.is_file()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have
        raise ScenarioError(f"{quoted(name)} is not the name of a scenario, nor of a file") from None
    if not is_beside:
        raise ScenarioError(f"{quoted(name)} is not in the folder of the lesson; put the file there")
    if not is_there:
        raise ScenarioError(f"{unknown(name, 'a built-in scenario', example_names())}; and no file beside the lesson")
    return load_file(path)


def edited(scenario: Scenario, numbers: Mapping[str, float]) -> Scenario:
    """Return the scenario with other starting numbers: weights, biases, inputs and targets of a sample of the data set
    (`i1@2`, else the first), and the learning rate. Raises ScenarioError where one cannot be changed."""
    for name, value in numbers.items():
        scenario = _with_number(scenario, name, value)
    if numbers:
        check_together(scenario)
    return scenario


def _with_number(scenario: Scenario, name: str, value: float) -> Scenario:
    bare, sample = parts_of(name)
    row, data = (sample or 1) - 1, scenario.data
    symbol = symbol_called(scenario, bare)
    if symbol is None:
        raise ScenarioError(unknown(bare, "a number that can be changed", changeable(scenario)))
    if not 0 <= row < len(data.inputs):
        raise ScenarioError(f"{quoted(name)}: the data set has {counted(len(data.inputs), 'sample')}")
    match symbol.quantity:
        case Quantity.WEIGHT:
            return scenario.with_parameter(scenario.network.parameter(symbol.parameter), value)
        case Quantity.OUT if symbol.layer == 0:
            return scenario.with_data(data.with_input(row, symbol.unit, value))
        case Quantity.TARGET:
            return scenario.with_data(data.with_target(row, symbol.unit, value))
        case Quantity.LEARNING_RATE:
            return scenario.with_learning_rate(number(value, name, 0))
        case _:
            raise ScenarioError(f"{quoted(name)} is calculated; change a weight, a bias, an input or a target")


def changeable(scenario: Scenario) -> list[str]:
    """Return the names of the numbers of a scenario that can be changed by hand."""
    layers = scenario.network.layers
    targets = [f"target_{name}" for name in layers[-1].names]
    return [*parameter_names(scenario), *layers[0].names, *targets, "learning_rate"]


def parts_of(name: str) -> tuple[str, int | None]:
    """Return the name of a number and its sample, counted from 1: of "net_h1@2" and 2; None where it says none."""
    bare, _, sample = name.partition("@")
    return bare, int(sample) if sample.isascii() and sample.isdigit() and len(sample) < 10 else None
