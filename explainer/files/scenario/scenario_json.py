"""Reading a scenario from JSON text."""

from __future__ import annotations

from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

from explainer.engine.scenario.initialisers import INITIALISERS, initial_theta
from explainer.engine.scenario.network import BIASES, Biases
from explainer.engine.scenario.scenario import Initialiser, OptimizerSettings, Reduction, Scenario, UpdateOrder
from explainer.files.checks import ScenarioError, choice, number, seed_number, whole
from explainer.files.json_text import parse
from explainer.files.scenario.bug_part import with_bug_named
from explainer.files.scenario.data_part import input_columns, read_data
from explainer.files.scenario.frozen_part import with_frozen
from explainer.files.scenario.layers_part import given_parameters, read_layers, read_network
from explainer.files.scenario.own_functions import LOSS, read_function
from explainer.files.scenario.published_part import with_published
from explainer.files.scenario.schema import FORMAT, VERSION, InitFile, ScenarioFile, refuse_unknown_keys, shaped
from explainer.files.scenario.together import check_together
from explainer.files.wording import at, lines, one_line
from explainer.functions.optimizers import OPTIMIZERS, OPTIONS


def read_scenario(content: str | bytes, where: str = "", folder: Path = Path()) -> Scenario:
    """Return the scenario in a JSON text; `where` is what messages call the text (its file name), and paths in it are
    relative to `folder`.

    Raises ScenarioError with one sentence when it cannot be used: what is wrong, at which place.
    """
    try:
        return scenario_of(parse(content), folder)
    except ScenarioError as error:
        raise ScenarioError(at(where, str(error))) from None


def scenario_of(members: object, folder: Path = Path()) -> Scenario:
    """Return the scenario of JSON values, as `read_scenario` does of their text. Raises ScenarioError."""
    return _scenario(_file(members), folder)


def _file(value: object) -> ScenarioFile:
    if isinstance(value, dict):
        _check_kind(value)
    file = shaped(value, ScenarioFile, "")
    _check_choices(file)
    return file


def _check_kind(members: dict[str, Any]) -> None:
    """Check format and version, before anything that another version may call differently."""
    if members.get("format", FORMAT) != FORMAT:
        raise ScenarioError(f'format: not a scenario of this program, which says "{FORMAT}"')
    version = members.get("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        raise ScenarioError(f"version: made by a newer version of this program; this one reads versions 1 to {VERSION}")
    if isinstance(version, int) and version < 1:
        raise ScenarioError(f"version: there is no such version; this program reads versions 1 to {VERSION}")


def _check_choices(file: ScenarioFile) -> None:
    choice(file.reduction, get_args(Reduction), "a reduction", "reduction")
    choice(file.biases, BIASES, "a rule for biases", "biases")
    choice(file.update_order, get_args(UpdateOrder), "an update order", "update_order")


def _scenario(file: ScenarioFile, folder: Path) -> Scenario:
    layers = read_layers(file.layers)
    network = with_frozen(read_network(layers, cast(Biases, file.biases), input_columns(file.data)), file.frozen)
    init = read_init(file.init)
    scenario = Scenario(
        network=network,
        theta=initial_theta(network, init, given_parameters(layers, network)),
        data=read_data(file.data, network, seed_number(file.seed, "seed"), folder),
        title=one_line(file.title),
        notes=lines(file.notes),
        init=init,
        loss=read_function(file.loss, LOSS, "loss"),
        reduction=cast(Reduction, file.reduction),
        optimizer=read_optimizer(file.optimizer),
        l1=number(file.l1, "l1", 0),
        l2=number(file.l2, "l2", 0),
        dropout=number(file.dropout, "dropout", 0, 1),
        batch_size=None if file.batch_size is None else whole(file.batch_size, "batch_size", 1),
        shuffle=file.shuffle,
        seed=seed_number(file.seed, "seed"),
        update_order=cast(UpdateOrder, file.update_order),
        input_gradients=file.input_gradients,
    )
    check_together(scenario)
    return with_bug_named(with_published(scenario, file.published), file.bug)


_MOST_EPSILON = 1e300


def read_init(members: dict[str, Any]) -> Initialiser:
    """Return how weights that are not given are drawn."""
    init = shaped(members, InitFile, "init")
    return Initialiser(
        choice(init.scheme, INITIALISERS, "a way to draw weights", "init.scheme"),
        seed_number(init.seed, "init.seed"),
        number(init.epsilon, "init.epsilon", 0, _MOST_EPSILON),
    )


def read_optimizer(members: dict[str, Any]) -> OptimizerSettings:
    """Return the optimizer with its settings; those left out have the defaults of its table entry."""
    name = shaped(members.get("name", OptimizerSettings.name), str, "optimizer.name")
    optimizer = OPTIMIZERS[choice(name, OPTIMIZERS, "an optimizer", "optimizer.name")]
    defaults = {"learning_rate": optimizer.learning_rate, **optimizer.options}
    refuse_unknown_keys(members, ("name", *defaults), "optimizer")
    settings = {key: _setting(members.get(key, default), key) for key, default in defaults.items()}
    learning_rate = settings.pop("learning_rate")
    if optimizer.is_minimiser:  # it has none, whatever the file says
        learning_rate = optimizer.learning_rate
    return OptimizerSettings(name, learning_rate, MappingProxyType(settings))


def _setting(value: Any, key: str) -> float:
    place = f"optimizer.{key}"
    return number(shaped(value, float, place), place, 0, OPTIONS[key].below if key in OPTIONS else inf)
