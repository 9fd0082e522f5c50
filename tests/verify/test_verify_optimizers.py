"""The rows of every optimizer, with its memory of the update before."""

from __future__ import annotations

import pytest
from handmade import one_weight

from explainer.verify.trace_file import verify

G = "dE_total/dw1"
MOMENTS = [
    ("moment1", f"beta1*moment1_w1 + (1 - beta1)*{G}"),
    ("moment2", f"beta2*moment2_w1 + (1 - beta2)*({G})**2"),
]
BETAS = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "moment1_w1": 0.0, "moment2_w1": 0.0}
OPTIMIZERS = {
    "nesterov": (
        [("velocity", f"momentum*velocity_w1 + {G}"), ("direction", f"{G} + momentum*velocity_w1")],
        "w1 - learning_rate*direction_w1",
        {"momentum": 0.9, "velocity_w1": 0.0},
    ),
    "momentum": (
        [("velocity", f"momentum*velocity_w1 + {G}")],
        "w1 - learning_rate*velocity_w1",
        {"momentum": 0.9, "velocity_w1": 0.0},
    ),
    "rmsprop": (
        [("square_average", f"alpha*square_average_w1 + (1 - alpha)*({G})**2")],
        f"w1 - learning_rate*({G}/(sqrt(square_average_w1) + epsilon))",
        {"alpha": 0.99, "epsilon": 1e-8, "square_average_w1": 0.0},
    ),
    "adagrad": (
        [("square_sum", f"square_sum_w1 + ({G})**2")],
        f"w1 - learning_rate*({G}/(sqrt(square_sum_w1) + epsilon))",
        {"square_sum_w1": 0.0, "epsilon": 1e-10},
    ),
    "adadelta": (
        [
            ("square_average", f"rho*square_average_w1 + (1 - rho)*({G})**2"),
            ("direction", f"sqrt(step_average_w1 + epsilon)/sqrt(square_average_w1 + epsilon)*{G}"),
            ("step_average", "rho*step_average_w1 + (1 - rho)*direction_w1**2"),
        ],
        "w1 - learning_rate*direction_w1",
        {"rho": 0.9, "epsilon": 1e-6, "square_average_w1": 0.0, "step_average_w1": 0.0},
    ),
    "adam": (
        [*MOMENTS, ("moment1_hat", "moment1_w1/(1 - beta1**t)"), ("moment2_hat", "moment2_w1/(1 - beta2**t)")],
        "w1 - learning_rate*(moment1_hat_w1/(sqrt(moment2_hat_w1) + epsilon))",
        BETAS,
    ),
    "adamax": (
        [MOMENTS[0], ("infinity_norm", f"max(beta2*infinity_norm_w1, abs({G}) + epsilon)")],
        "w1 - learning_rate/(1 - beta1**t)*(moment1_w1/infinity_norm_w1)",
        {**BETAS, "infinity_norm_w1": 0.0},
    ),
    "nadam": (
        [
            ("momentum_now", "beta1*(1 - 0.5*0.96**(t*momentum_decay))"),
            ("momentum_next", "beta1*(1 - 0.5*0.96**((t + 1)*momentum_decay))"),
            ("momentum_product", "momentum_product*momentum_now"),
            *MOMENTS,
            ("moment2_hat", "moment2_w1/(1 - beta2**t)"),
        ],
        f"w1 - (learning_rate*(1 - momentum_now)/(1 - momentum_product)*({G}/(sqrt(moment2_hat_w1) + epsilon))"
        " + learning_rate*momentum_next/(1 - momentum_product*momentum_next)"
        "*(moment1_w1/(sqrt(moment2_hat_w1) + epsilon)))",
        {**BETAS, "momentum_decay": 0.004, "momentum_product": 1.0},
    ),
    "minimiser": (
        [("step_length", "step_length"), ("direction", "direction_w1")],
        "w1 + step_length*direction_w1",
        {"step_length": 0.5, "direction_w1": -0.25},
    ),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_its_rows_follow(name):
    rules, step, numbers = OPTIMIZERS[name]
    assert verify(one_weight(rules, step, 4, **numbers).file())[1:] == (4, None, None)


@pytest.mark.parametrize("name", sorted(set(OPTIMIZERS) - {"minimiser"}))
def test_a_memory_that_does_not_start_empty_is_found(name):
    rules, step, numbers = OPTIMIZERS[name]
    memory = next(symbol for symbol in numbers if symbol.endswith("_w1"))
    said = verify(one_weight(rules, step, 4, **{**numbers, memory: 0.125}).file()).problem
    assert f"{memory} is 0.125 here, but it starts from 0.0" in said


def later(row: str) -> str:
    """Return the row as it would be six updates later."""
    step, epoch, update, rest = row.split(",", 3)
    return f"{step},{int(epoch) + 6},{int(update) + 6},{rest}"


def test_a_memory_from_before_the_file_begins_is_believed():
    rules, step, numbers = OPTIMIZERS["adam"]
    made = one_weight(rules, step, 4, **{**numbers, "moment1_w1": 0.125})
    assert verify(made.file(later))[1:] == (4, None, None)


def test_a_memory_that_jumps_between_updates_is_found():
    rules, step, numbers = OPTIMIZERS["nesterov"]
    first = one_weight(rules, step, 1, **numbers).numbers["velocity_w1"]
    made = one_weight(rules, step, 2, **numbers)
    said = verify(made.file(lambda row: row.replace(f"0.9*{first!r} +", "0.9*0.125 +"))).problem
    assert f"velocity_w1 is 0.125 here, but row 9 made it {first!r}" in said


def test_a_weight_that_jumps_between_updates_is_found():
    step = f"w1 - learning_rate*{G}"
    first = one_weight([], step, 1).numbers["w1+"]
    said = verify(one_weight([], step, 2).file(lambda row: row.replace(f"{first!r}*", "0.75*"))).problem
    assert said == f"row 10 (update 2, step 1, net_o1): w1 is 0.75 here, but row 9 made it {first!r}"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_step_in_the_other_direction_is_found(name):
    rules, step, numbers = OPTIMIZERS[name]
    other = step.replace("w1 - ", "w1 # ").replace("w1 + step", "w1 - step").replace("w1 # ", "w1 + ")
    assert "no formula that w1+ can have" in verify(one_weight(rules, other, 1, **numbers).file()).problem


@pytest.mark.parametrize("name", sorted(set(OPTIMIZERS) - {"minimiser"}))
def test_a_row_without_its_gradient_is_found(name):
    rules, step, numbers = OPTIMIZERS[name]
    changed = [(operation, formula.replace(G, "momentum")) for operation, formula in rules]
    made = one_weight(changed, step.replace(G, "momentum"), 1, **{"momentum": 0.9, **numbers})
    assert " is no formula that " in verify(made.file()).problem


def test_two_optimizers_in_one_update_are_found():
    rules, _, numbers = OPTIMIZERS["nesterov"]
    said = verify(one_weight(rules, "w1 - learning_rate*velocity_w1", 1, **numbers).file()).problem
    assert said.endswith("by its formula the optimizer is momentum, but by row 10 nesterov")


def test_a_memory_that_this_update_has_not_made_is_found():
    rules, step, numbers = OPTIMIZERS["adam"]
    made = one_weight([rules[1], rules[2], rules[3]], step, 1, **numbers)
    assert verify(made.file()).problem.endswith("moment1_w1 is used, but no row before it makes it")


def test_a_count_of_updates_that_is_wrong_is_found():
    rules, step, numbers = OPTIMIZERS["adam"]
    made = one_weight(rules, step, 1, **numbers)
    said = verify(made.file(lambda row: row.replace("0.9**1", "0.9**4"))).problem
    assert said.endswith("(update 1, step 11, moment1_hat_w1): t is 4.0 here, in update 1")
