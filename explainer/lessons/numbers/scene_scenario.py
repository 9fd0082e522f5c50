"""The scenario of a scene: the one it names, with its settings, its other numbers and its bug."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from explainer.bugs.catalogue import with_bug
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError, number
from explainer.files.examples import example, example_names
from explainer.files.locate import load_file
from explainer.files.scenario.bug_part import with_bug_named
from explainer.files.scenario.settings_by_path import with_settings
from explainer.files.scenario.together import check_together
from explainer.files.wording import counted, quoted, unknown
from explainer.lessons.lesson import LessonError, Scene
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import symbol_called
from explainer.trace.notations.naming import parameter_names


class SceneError(LessonError):
    """A calculation that cannot be made; `key` is which of its keys is to blame."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


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
