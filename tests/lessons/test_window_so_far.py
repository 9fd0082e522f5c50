"""What a card leaves of the cards before it: settings are added, unless what they are a part of is given anew."""

from __future__ import annotations

import pytest

from explainer.lessons.lesson import WindowState
from explainer.lessons.numbers.scene_scenario import scenario_of
from explainer.lessons.numbers.window_so_far import followed

MOMENTUM = WindowState(scenario="xor", settings={"optimizer.name": "momentum", "optimizer.momentum": 0.5})


@pytest.mark.parametrize("settings", [{"optimizer.name": "adam"}, {"optimizer": {"name": "adam"}}], ids=str)
def test_another_optimizer_has_its_own_settings_also_after_other_cards(settings):
    after = followed(MOMENTUM, WindowState(settings=settings))
    assert scenario_of(after, None).optimizer.name == "adam"


def test_a_setting_is_added_to_the_optimizer_of_a_card_before():
    optimizer = scenario_of(followed(MOMENTUM, WindowState(settings={"optimizer.learning_rate": 0.3})), None).optimizer
    assert (optimizer.name, optimizer.options["momentum"], optimizer.learning_rate) == ("momentum", 0.5, 0.3)


def test_the_whole_that_a_later_card_gives_counts_before_parts_of_an_earlier_one():
    before = WindowState(scenario="xor", settings={"optimizer.learning_rate": 0.1})
    after = followed(before, WindowState(settings={"optimizer": {"name": "sgd", "learning_rate": 3}}))
    assert scenario_of(after, None).optimizer.learning_rate == 3
