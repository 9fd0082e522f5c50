"""Reading a scenario from JSON text."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast, get_args

from explainer.engine.scenario.initialisers import initial_theta
from explainer.engine.scenario.network import BIASES, Biases
from explainer.engine.scenario.scenario import Reduction, Scenario, UpdateOrder
from explainer.files.base.checks import choice, number, whole
from explainer.files.base.errors import ScenarioError
from explainer.files.base.json_text import parse
from explainer.files.base.visible import lines, one_line
from explainer.files.base.wording import at
from explainer.files.scenario.data_part import read_data
from explainer.files.scenario.layers_part import given_parameters, read_layers, read_network
from explainer.files.scenario.schema import FORMAT, VERSION, ScenarioFile, shaped
from explainer.files.scenario.together import check_together
from explainer.files.scenario.training_part import read_init, read_optimizer, read_seed
from explainer.functions.losses import LOSSES


def read_scenario(content: str | bytes, where: str = "", folder: Path = Path()) -> Scenario:
    """Return the scenario in a JSON text; `where` is what messages call the text (its file name), and paths in it are
    relative to `folder`.

    Raises ScenarioError with one sentence when it cannot be used: what is wrong, at which place.
    """
    try:
        return _scenario(_file(parse(content)), folder)
    except ScenarioError as error:
        raise ScenarioError(at(where, str(error))) from None


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
        raise ScenarioError(f"version: made by a newer version of this program; this one reads version {VERSION}")
    if isinstance(version, int) and version < VERSION:
        raise ScenarioError(f"version: there is no such version; this program reads version {VERSION}")


def _check_choices(file: ScenarioFile) -> None:
    choice(file.loss, LOSSES, "a loss", "loss")
    choice(file.reduction, get_args(Reduction), "a reduction", "reduction")
    choice(file.biases, BIASES, "a rule for biases", "biases")
    choice(file.update_order, get_args(UpdateOrder), "an update order", "update_order")


def _scenario(file: ScenarioFile, folder: Path) -> Scenario:
    layers = read_layers(file.layers)
    network = read_network(layers, cast(Biases, file.biases))
    init = read_init(file.init)
    scenario = Scenario(
        network=network,
        theta=initial_theta(network, init, given_parameters(layers, network)),
        data=read_data(file.data, network, read_seed(file.seed, "seed"), folder),
        title=one_line(file.title),
        notes=lines(file.notes),
        init=init,
        loss=file.loss,
        reduction=cast(Reduction, file.reduction),
        optimizer=read_optimizer(file.optimizer),
        l1=number(file.l1, "l1", 0),
        l2=number(file.l2, "l2", 0),
        dropout=number(file.dropout, "dropout", 0, 1),
        batch_size=None if file.batch_size is None else whole(file.batch_size, "batch_size", 1),
        shuffle=file.shuffle,
        seed=read_seed(file.seed, "seed"),
        update_order=cast(UpdateOrder, file.update_order),
    )
    check_together(scenario)
    return scenario
