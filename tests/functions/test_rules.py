"""Rules are plain NumPy; the array programs and the trees that are read from them say the same."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.functions.activations import ACTIVATIONS, leaky_relu, sigmoid, softmax
from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    evaluate,
    symbols,
)
from explainer.functions.losses import LOSSES, half_squared_error
from explainer.functions.optimizers import OPTIMIZERS
from explainer.functions.recorded import Recorded, execute
from explainer.functions.written import NEW, letters_of, lines_of, spread, tree_of

Z = np.array([[-3.0, 0.0, 0.5, 4.0], [1.0, -2.0, 0.25, 0.0]])
UPDATES = 3


def test_a_rule_is_read_as_it_is_written():
    z, a, target = Leaf("z"), Leaf("a"), Leaf("target")
    assert tree_of(sigmoid) == Quotient(Constant(1), Sum((Constant(1), Call("exp", (Negative(z),)))))
    assert tree_of(leaky_relu) == Call("max", (Product((Constant(0.01), z)), z))
    assert tree_of(half_squared_error) == Product((Constant(0.5), Power(Difference(target, a), Constant(2))))


def test_sums_over_a_layer_are_written_out_unit_by_unit():
    nets = [Leaf(f"net{unit}") for unit in range(3)]
    powers = [Call("exp", (net,)) for net in nets]
    assert spread(tree_of(softmax), {"z": nets[1]}, {"nets": nets}) == Quotient(powers[1], Sum(tuple(powers)))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_program_of_an_activation_gives_what_its_rule_gives(name):
    formula = ACTIVATIONS[name].value
    letters = {"z": Z, "nets": Z}
    by_hand = formula.usual(*(letters[letter] for letter in letters_of(formula.usual)))
    np.testing.assert_allclose(formula.of(z=Z), by_hand, rtol=1e-15)


@pytest.mark.parametrize("name", LOSSES)
def test_the_program_of_a_loss_gives_what_books_write(name):
    loss = LOSSES[name]
    if loss.by_output is None:
        return
    a = ACTIVATIONS[loss.activation].value.of(z=Z)
    target = np.array([[0.0, 1.0, 0.0, 0.0], [0.25, 0.25, 0.5, 0.0]])
    made = {name: np.zeros_like(Z) for name in ("error", "blame", "delta")}
    execute(loss.measure(Z.shape[-1], z=Z, a=a, target=target, **made))
    np.testing.assert_allclose(made["error"], loss.by_output(target, a), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if not OPTIMIZERS[name].is_minimiser])
def test_the_program_of_an_optimizer_makes_what_its_lines_say(name):
    optimizer = OPTIMIZERS[name]
    rng = np.random.default_rng(2)
    w, g = rng.normal(size=4), rng.normal(size=4)
    made = {key: np.zeros(4) for key in (*optimizer.memory, *optimizer.work)}
    made |= {key: np.array(value) for key, value in optimizer.scalars.items()}
    made |= {key: np.zeros(()) for key in optimizer.work_scalars}
    settings = {"learning_rate": optimizer.learning_rate, **optimizer.options}
    program = [*optimizer.recorded_once, optimizer.recorded_each]
    arrays = {"w": w, "g": g, **settings, **made, **{NEW + key: array for key, array in made.items()}}
    for update in range(1, UPDATES + 1):
        expected = {**settings, "t": update, "g": g.copy(), "w": w.copy()}
        expected |= {key: np.array(array) for key, array in made.items() if key != "t"}
        for key, rule in {**lines_of(optimizer.once), **lines_of(optimizer.each)}.items():
            expected[NEW + key] = worked_out(rule, expected)
        for recorded in program:
            execute(recorded.on(arrays))
        np.testing.assert_allclose(w, expected[NEW + "update"], rtol=1e-13)
        for key in set(made) - {"t"}:
            np.testing.assert_allclose(made[key], expected[NEW + key], rtol=1e-13, err_msg=key)
        g[:] = rng.normal(size=4)


def worked_out(rule, values):
    """Return what a line makes of the values of its letters, worked out for each parameter by itself."""
    arrays = np.broadcast_arrays(*(values[letter] for letter in symbols(rule)))
    places = [dict(zip(symbols(rule), numbers, strict=True)) for numbers in zip(*map(np.ravel, arrays), strict=True)]
    return np.reshape([evaluate(rule, place.__getitem__) for place in places], arrays[0].shape)


def test_a_rule_can_use_nothing_that_has_no_sign():
    with pytest.raises(TypeError, match="cannot use arctan"):
        tree_of(lambda z: np.arctan(z))
    with pytest.raises(TypeError, match="cannot use mean"):
        tree_of(lambda z: np.mean(z))
    with pytest.raises(TypeError, match="compare with 0 only"):
        tree_of(lambda z: z > 1)


def test_a_line_cannot_read_what_has_been_replaced():
    with pytest.raises(ValueError, match="update is made of velocity"):
        Recorded([("velocity", Sum((Leaf("velocity"), Leaf("g")))), ("update", Leaf("velocity"))])


def test_an_old_value_that_is_read_last_is_kept_until_then():
    """x - exp(x + y) * 2 goes into the array of x itself."""
    x, y = np.array([0.5, -1.0]), np.array([1.0, 2.0])
    rule = Difference(Leaf("x"), Product((Call("exp", (Sum((Leaf("x"), Leaf("y"))),)), Constant(2))))
    expected = x - np.exp(x + y) * 2
    execute(Recorded([("x", rule)]).on({"x": x, "y": y}))
    np.testing.assert_array_equal(x, expected)
