"""What is said quickly of how far a formula can be off is never less than what it can be off."""

from __future__ import annotations

from math import isfinite, isnan

import pytest

from explainer.files.locate import load
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.variants.marking.reach import Reach
from explainer.variants.marking.slack import uncertain
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.typed_number import half_unit


@pytest.mark.parametrize("name", ["mazur", "softmax", "valley_adam"])
def test_reach_is_at_least_the_slack(name):
    compared = 0
    for step in list(Walkthrough(load(name), name).trace)[:45]:

        def doubt(symbol, step=step):
            return half_unit(step.read(symbol), 3)

        reach = Reach(step.read, doubt)
        for slip in slips_of(step):
            exact, reached = uncertain(slip.rule, step.read, doubt), reach.of(slip.rule)
            if isfinite(reached.most) and isfinite(exact.value):
                assert reached.value == pytest.approx(exact.value, rel=1e-9, abs=1e-12)
                assert reached.most >= exact.slack * (1 - 1e-9)
                compared += 1
            else:
                assert not reached.most < exact.slack or isnan(exact.value) or not isfinite(exact.value)
    assert compared > 50
