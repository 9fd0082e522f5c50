"""The run beside the one at hand: which it is, how far it is trained, and what of it is told."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from worked import mazur

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.files.scenario.scenario_text import write_scenario
from explainer.state.comparison.apart_lines import ApartLines
from explainer.state.comparison.offers import BEFORE_EDIT, FILE, offers
from explainer.state.comparison.second_run import SECRET, SecondRun
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def second(walkthrough):
    second = SecondRun(walkthrough)
    second.set_watched(True)
    yield second
    second.set_watched(False)


def change_w5(walkthrough, value=0.9):
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(6), value)


def test_without_an_edit_it_is_the_other_order(walkthrough, second):
    walkthrough.grow(2)
    second.finish()
    assert second.offer.text == "updated layer by layer"
    assert second.run.updates == 2
    own = Run(mazur(update_order="sequential"))
    own.advance(2)
    assert np.array_equal(second.run.theta(2), own.theta(2))


def test_it_is_trained_in_the_background_as_far_as_the_first(qtbot, walkthrough, second):
    walkthrough.grow(3000)
    qtbot.waitUntil(lambda: second.run.updates == 3000)
    assert not second.is_behind
    walkthrough.grow(10)
    qtbot.waitUntil(lambda: second.run.updates == 3010)


def test_after_an_edit_it_is_the_run_before_and_that_stays_as_it_was(walkthrough, second):
    walkthrough.grow(3)
    walkthrough.go_to(1, 4)
    before = walkthrough.run
    losses = before.losses.tolist()
    change_w5(walkthrough)
    assert second.offer.key == BEFORE_EDIT
    assert second.offer.text.startswith("before “Change w5")
    walkthrough.grow(4)
    second.finish()
    assert walkthrough.run.updates == 5
    assert second.run is not before
    assert second.run.losses.tolist()[:3] == losses
    assert before.updates == 3
    alone = Run(mazur())
    alone.advance(5)
    assert second.run.losses.tolist() == alone.losses.tolist()


def test_an_edit_in_mid_run_parts_them_there(walkthrough, second):
    walkthrough.grow(4)
    walkthrough.go_to(3, 1)
    walkthrough.set_learning_rate(2.0)
    walkthrough.grow(3)
    walkthrough.go_to_end()
    second.finish()
    here, there = second.losses
    assert here[:3].tolist() == there[:3].tolist()
    assert here[3] != there[3]


def test_a_drag_and_undo_leave_no_old_run_beside(walkthrough, second):
    change_w5(walkthrough, 0.9)
    change_w5(walkthrough, 0.8)
    second.finish()
    assert second.run.scenario.theta[6] == 0.9
    walkthrough.undo_stack.undo()
    second.finish()
    assert second.run.scenario.theta[6] == 0.4
    walkthrough.undo_stack.undo()
    second.finish()
    assert second.offer.key == "order"


def test_what_is_chosen_stays_through_an_edit(walkthrough, second):
    second.choose("rate 2")
    assert second.run.scenario.optimizer.learning_rate == 1.0
    change_w5(walkthrough)
    assert second.offer.key == "rate 2"
    assert second.run.scenario.theta[6] == 0.9
    assert second.offers[0].key == BEFORE_EDIT


def test_a_file_is_put_beside_and_a_bad_one_is_told(walkthrough, second, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(write_scenario(replace(mazur(), title="")), "utf-8")
    second.open(str(path))
    assert (second.offer.key, second.offer.text) == (FILE, "mine")
    said = []
    second.said.connect(said.append)
    second.open(str(tmp_path / "none.json"))
    assert len(said) == 1
    assert said[0].startswith("There is no file")
    assert second.offer.key == FILE
    path.write_text(json.dumps({"format": "no"}), "utf-8")
    second.open(str(path))
    assert len(said) == 2


def test_only_what_goes_with_the_outputs_is_offered():
    squared = [offer.key for offer in offers(example("saturated_squared"), "saturated_squared")]
    assert squared[0] == "loss binary_cross_entropy"
    assert "order" not in squared  # no hidden layer is given blame
    assert "example saturated_entropy" in squared
    softmax = [offer.key for offer in offers(example("softmax"), "softmax")]
    assert not any(key.startswith("loss") for key in softmax)
    assert "order" not in [offer.key for offer in offers(example("xor_bfgs"), "xor_bfgs")]


def test_a_secret_bug_is_not_given_away(qapp):
    from explainer.bugs.lab.mystery import mystery

    walkthrough = Walkthrough(mystery(example("lab"), 3), "lab")
    second = SecondRun(walkthrough)
    second.finish()
    assert second.why_not == SECRET
    assert second.run is None
    assert second.trace is None


def test_lines_apart_are_told_as_far_as_the_cursor_has_come(walkthrough, second):
    apart = ApartLines(walkthrough, second)
    walkthrough.go_to(1, 21)
    apart.finish()
    assert apart.count == 0
    walkthrough.go_to(1, 24)
    assert [pair.name for pair in apart.first(5)] == ["dE_o1/dout_h1", "dE_o2/dout_h1", "dE_total/dout_h1"]
    walkthrough.go_to(1, 43)
    assert apart.count == 16
    walkthrough.go_to(2, 3)
    assert apart.pairs is None  # not the lines of update 1
    second.finish()
    apart.finish()
    assert apart.first(1)[0].name == "net_h1"
    assert apart.pairs.other.of.number == 2


def test_losses_are_told_as_far_as_they_are_known(walkthrough, second):
    walkthrough.go_to(1, 3)
    second.finish()
    assert [losses.size for losses in second.losses] == [0, 0]
    walkthrough.go_to(1, 12)
    assert [losses.size for losses in second.losses] == [1, 1]
    walkthrough.go_to(2, 1)
    second.finish()
    assert [losses.size for losses in second.losses] == [1, 1]
