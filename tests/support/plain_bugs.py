"""Backpropagation with a slip, written anew with loops over layers and NumPy alone: nothing of the app is in it."""

from __future__ import annotations

import numpy as np


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


VALUE = {
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "linear": lambda z: z,
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(1, keepdims=True),
}
SLOPE = {
    "sigmoid": lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: 1.0 * (z > 0),
    "leaky_relu": lambda z: np.where(z > 0, 1, 0.01),
    "softplus": _sigmoid,
    "linear": np.ones_like,
}


def _error(loss, target, out):
    if loss == "binary_cross_entropy":
        return -(target * np.log(out) + (1 - target) * np.log(1 - out)).sum()
    if loss == "categorical_cross_entropy":
        return -(target * np.log(out)).sum()
    factor = {"half_squared_error": 0.5, "squared_error": 1, "mean_squared_error": 1 / target.shape[1]}[loss]
    return factor * ((target - out) ** 2).sum()


class Plain:
    """A program for a scenario in its JSON form, with weights and biases in lists of arrays."""

    def __init__(self, file, bug=None):
        self.bug, self.file = bug, file
        upper = file["layers"][1:]
        self.activations = [layer["activation"] for layer in upper]
        self.W = [np.array(layer["weights"]) for layer in upper]
        self.b = [np.array(layer["biases"]) for layer in upper]
        self.x, self.t = np.array(file["data"]["inputs"]), np.array(file["data"]["targets"])
        self.loss = file.get("loss", "half_squared_error")
        self.is_mean = file.get("reduction", "mean") == "mean"
        self.trains_biases = file.get("biases", "per_unit") == "per_unit"
        self.l1, self.l2, self.m = file.get("l1", 0), file.get("l2", 0), len(self.x)
        self.size = file.get("batch_size") or self.m
        self.rate = file["optimizer"]["learning_rate"]
        self.momentum = file["optimizer"].get("momentum", 0)
        self.sums = [np.zeros_like(part) for part in (*self.W, *self.b)]
        self.velocity = [np.zeros_like(part) for part in self.sums]

    def forward(self, x):
        nets, outs = [], [x]
        for name, weights, biases in zip(self.activations, self.W, self.b, strict=True):
            nets.append(outs[-1] @ weights.T + biases)
            outs.append(VALUE[name](nets[-1]))
        return nets, outs

    def objective(self, rows=slice(None)):
        error = _error(self.loss, self.t[rows], self.forward(self.x[rows])[1][-1])
        penalty = sum(self.l2 / 2 * (w**2).sum() + self.l1 * np.abs(w).sum() for w in self.W) / self.m
        return error / (len(self.x[rows]) if self.is_mean else 1) + penalty

    def slope(self, layer, net, out):
        name = self.activations[layer]
        if self.bug == "slope_of_net" and name == "sigmoid":
            return net * (1 - net)
        if self.bug == "tanh_as_sigmoid" and name == "tanh":
            return out * (1 - out)
        return SLOPE[name](out if self.bug == "slope_at_out" else net)

    def output_delta(self, nets, outs, target):
        out, top = outs[-1], len(nets) - 1
        turn = {"sign": -1, "factor2": 2}.get(self.bug, 1)
        if self.loss.endswith("cross_entropy"):
            delta = turn * (out - target)
            return delta * SLOPE["sigmoid"](nets[-1]) if self.bug == "ce_slope_kept" else delta
        factor = {"half_squared_error": 1, "squared_error": 2, "mean_squared_error": 2 / target.shape[1]}[self.loss]
        blame = turn * factor * (out - target)
        return blame if self.bug == "no_out_slope" else blame * self.slope(top, nets[-1], out)

    def blame(self, delta, weights):
        match self.bug:
            case "one_path":
                return delta[:, :1] * weights[0]
            case "no_weight":
                return delta.sum(1, keepdims=True) * np.ones(weights.shape[1])
            case "abs_weight":
                return delta @ np.abs(weights)
            case "no_transpose" if weights.shape[0] == weights.shape[1]:
                return delta @ weights.T
        return delta @ weights

    def deltas(self, nets, outs, target):
        found = [self.output_delta(nets, outs, target)]
        for layer in range(len(nets) - 2, -1, -1):
            slope = self.slope(layer, nets[layer], outs[layer + 1])
            if self.bug == "hid_no_slope":
                slope = 1.0
            if self.bug == "out_slope_in_hidden":
                top = SLOPE[self.activations[-1]](nets[-1])
                slope = top[:, np.arange(len(self.b[layer])) % top.shape[1]]
            found.insert(0, self.blame(found[0], self.W[layer + 1]) * slope)
        return found

    def gradients(self, rows):
        nets, outs = self.forward(self.x[rows])
        of_weights, of_biases = [], []
        for layer, delta in enumerate(self.deltas(nets, outs, self.t[rows])):
            carried = outs[layer]
            if self.bug == "input_not_hidden" and 0 < layer == len(nets) - 1:
                carried = np.array([np.resize(row, carried.shape[1]) for row in outs[0]])
            if self.bug == "grad_uses_net" and layer:
                carried = nets[layer - 1]
            of_weights.append(delta.T @ carried)
            of_biases.append((delta * (outs[layer + 1] if self.bug == "bias_uses_out" else 1)).sum(0))
        total = [*of_weights, *of_biases]
        if self.bug == "no_reset":
            total = self.sums = [kept + new for kept, new in zip(self.sums, total, strict=True)]
        n = len(outs[0]) if self.is_mean else 1
        divisor = {"no_mean": 1, "mean_twice": n * n}.get(self.bug, n)
        return [part / divisor + self.pull(part_of) for part, part_of in zip(total, (*self.W, *self.b), strict=True)]

    def pull(self, parameters):
        if self.bug == "no_pen_grad" or (parameters.ndim == 1 and self.bug != "pen_bias"):
            return 0
        factor = {"lambda_no_m": 1, "pen_factor2": 2 / self.m}.get(self.bug, 1 / self.m)
        return factor * (self.l2 * parameters + self.l1 * np.sign(parameters))

    def update(self, number):
        """Make update `number`, from 0, and return the objective of its batch before it."""
        batches = -(-self.m // self.size)
        rows = slice(number % batches * self.size, (number % batches + 1) * self.size)
        before, gradients = self.objective(rows), self.gradients(rows)
        self.velocity = [self.momentum * v + g for v, g in zip(self.velocity, gradients, strict=True)]
        parameters = [*self.W, *self.b] if self.trains_biases else self.W
        for parameter, velocity in zip(parameters, self.velocity, strict=False):
            parameter += (1 if self.bug == "update_sign" else -1) * self.rate * velocity
        return before

    def failing(self, epsilon=1e-5):
        """Return how many gradients differ from the slope of the right objective."""
        count = 0
        parameters = [*self.W, *self.b] if self.trains_biases else self.W
        gradients = self.gradients(slice(None))
        self.sums = [0 * kept for kept in self.sums]
        for parameter, gradient in zip(parameters, gradients, strict=False):
            for at in np.ndindex(parameter.shape):
                sides, here = [], parameter[at]
                for step in (epsilon, -epsilon):
                    parameter[at] = here + step
                    sides.append(self.objective())
                parameter[at] = here
                numeric = (sides[0] - sides[1]) / (2 * epsilon)
                count += abs(numeric - gradient[at]) > 1e-5 * max(abs(numeric), abs(gradient[at]), 1e-3)
        return count
