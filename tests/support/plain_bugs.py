"""Backpropagation with a slip, written anew: plain lists and loops over samples, layers and units, and one number at a
time. Nothing of the app is in it."""

from __future__ import annotations

import math
from copy import deepcopy


def _sigmoid(z):
    return 1 / (1 + math.exp(-z))


VALUE = {
    "sigmoid": _sigmoid,
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "softplus": lambda z: math.log1p(math.exp(z)),
    "linear": lambda z: z,
    "silu": lambda z: z * _sigmoid(z),
}
SLOPE = {
    "sigmoid": lambda z: _sigmoid(z) * (1 - _sigmoid(z)),
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "softplus": _sigmoid,
    "linear": lambda z: 1.0,
    "silu": lambda z: _sigmoid(z) + z * _sigmoid(z) * (1 - _sigmoid(z)),
}
ERROR = {
    "half_squared_error": lambda t, o, n: (t - o) ** 2 / 2,
    "squared_error": lambda t, o, n: (t - o) ** 2,
    "mean_squared_error": lambda t, o, n: (t - o) ** 2 / n,
    "cubed": lambda t, o, n: abs(t - o) ** 3,
    "binary_cross_entropy": lambda t, o, n: -(t * math.log(o) + (1 - t) * math.log(1 - o)),
    "categorical_cross_entropy": lambda t, o, n: -t * math.log(o) if t else 0.0,
}
ERROR_SLOPE = {
    "half_squared_error": lambda t, o, n: o - t,
    "squared_error": lambda t, o, n: 2 * (o - t),
    "mean_squared_error": lambda t, o, n: 2 / n * (o - t),
    "cubed": lambda t, o, n: 3 * (t - o) ** 2 * (1 if o > t else -1),
}


def _name(function):
    return function if isinstance(function, str) else function["name"]


class Plain:
    """A program for a scenario in its JSON form. A weight is the key (layer, unit, source), a bias (layer, unit, "b"),
    where layers with weights count from 0; a bias that a layer shares is that of its unit 0."""

    def __init__(self, file, bug=None, frozen=()):
        self.file, self.bug, self.frozen = file, bug, frozen
        upper = file["layers"][1:]
        self.activations = [_name(layer["activation"]) for layer in upper]
        self.W = deepcopy([layer["weights"] for layer in upper])
        self.b = deepcopy([layer.get("biases", [0.0] * layer["units"]) for layer in upper])
        self.units = [layer["units"] for layer in file["layers"]]
        self.top = len(upper) - 1
        self.x, self.t = file["data"]["inputs"], file["data"]["targets"]
        self.loss = _name(file.get("loss", "half_squared_error"))
        self.is_mean = file.get("reduction", "mean") == "mean"
        self.biases = file.get("biases", "per_unit")
        self.is_sequential = file.get("update_order") == "sequential"
        self.l1, self.l2, self.dropout = file.get("l1", 0), file.get("l2", 0), file.get("dropout", 0)
        self.m = len(self.x)
        self.size = file.get("batch_size") or self.m
        self.memory, self.kept, self.updates = {}, {}, 0

    # parameters

    def keys(self, layers=None):
        for layer in range(self.top + 1) if layers is None else layers:
            for unit in range(self.units[layer + 1]):
                yield from ((layer, unit, source) for source in range(self.units[layer]))
            if self.biases == "per_unit":
                yield from ((layer, unit, "b") for unit in range(self.units[layer + 1]))
            elif self.biases == "shared":
                yield layer, 0, "b"

    def get(self, key):
        layer, unit, source = key
        return self.b[layer][unit] if source == "b" else self.W[layer][unit][source]

    def put(self, key, value):
        layer, unit, source = key
        if source != "b":
            self.W[layer][unit][source] = value
        elif self.biases == "shared":
            self.b[layer] = [value] * self.units[layer + 1]
        else:
            self.b[layer][unit] = value

    # forward

    def forward(self, x, keep=None):
        nets, outs, passed = [], [list(x)], [list(x)]
        for layer in range(self.top + 1):
            net = []
            for unit in range(self.units[layer + 1]):
                total = 0.0
                for source in range(self.units[layer]):
                    total += self.W[layer][unit][source] * passed[-1][source]
                net.append(total + (self.b[layer][unit] if self.biases != "none" else 0.0))
            if self.activations[layer] == "softmax":
                powers = [math.exp(z) for z in net]
                out = [power / sum(powers) for power in powers]
            else:
                out = [VALUE[self.activations[layer]](z) for z in net]
            is_dropped = keep is not None and layer < self.top
            nets.append(net)
            outs.append(out)
            passed.append([o * keep[layer][i] / (1 - self.dropout) for i, o in enumerate(out)] if is_dropped else out)
        return nets, outs, passed

    def objective(self, rows, keeps=None):
        error = 0.0
        for place, row in enumerate(rows):
            out = self.forward(self.x[row], keeps and keeps[place])[1][-1]
            error += sum(ERROR[self.loss](t, o, len(out)) for t, o in zip(self.t[row], out, strict=True))
        weights = [w for of_layer in self.W for of_unit in of_layer for w in of_unit]
        penalty = sum(self.l2 / 2 * w * w + self.l1 * abs(w) for w in weights) / self.m
        return error / (len(rows) if self.is_mean else 1) + penalty

    # backward

    def slope(self, layer, net, out):
        name = self.activations[layer]
        if self.bug == "slope_of_net" and name == "sigmoid":
            return net * (1 - net)
        if self.bug == "tanh_as_sigmoid" and name == "tanh":
            return out * (1 - out)
        return SLOPE[name](out if self.bug == "slope_at_out" else net)

    def output_deltas(self, nets, outs, target):
        turn, found = {"sign": -1, "factor2": 2}.get(self.bug, 1), []
        for t, out, net in zip(target, outs[-1], nets[-1], strict=True):
            if self.loss.endswith("cross_entropy"):
                delta = turn * (out - t)
                found.append(delta * SLOPE["sigmoid"](net) if self.bug == "ce_slope_kept" else delta)
            else:
                blame = turn * ERROR_SLOPE[self.loss](t, out, len(target))
                found.append(blame if self.bug == "no_out_slope" else blame * self.slope(self.top, net, out))
        return found

    def weight_back(self, layer, above, unit):
        weights = self.W[layer + 1]
        match self.bug:
            case "one_path" if above > 0:
                return 0.0
            case "no_weight":
                return 1.0
            case "abs_weight":
                return abs(weights[above][unit])
            case "no_transpose" if len(weights) == len(weights[0]):
                return weights[unit][above]
        return weights[above][unit]

    def hidden_deltas(self, layer, deltas_above, nets, outs, keep):
        found = []
        for unit in range(self.units[layer + 1]):
            blame = 0.0
            for above, delta in enumerate(deltas_above):
                blame += delta * self.weight_back(layer, above, unit)
            if keep is not None:
                blame = blame * keep[layer][unit] / (1 - self.dropout)
            slope = self.slope(layer, nets[layer][unit], outs[layer + 1][unit])
            if self.bug == "hid_no_slope":
                slope = 1.0
            if self.bug == "out_slope_in_hidden":
                slope = SLOPE[self.activations[-1]](nets[-1][unit % len(nets[-1])])
            found.append(blame * slope)
        return found

    def sample_gradient(self, key, deltas, nets, outs, passed):
        layer, unit, source = key
        if source == "b":
            units = range(self.units[layer + 1]) if self.biases == "shared" else [unit]
            return sum(deltas[it] * (outs[layer + 1][it] if self.bug == "bias_uses_out" else 1.0) for it in units)
        carried = passed[layer][source]
        if self.bug == "input_not_hidden" and 0 < layer == self.top:
            carried = outs[0][source % self.units[0]]
        if self.bug == "grad_uses_net" and layer:
            carried = nets[layer - 1][source]
        return deltas[unit] * carried

    def pull(self, key):
        if self.bug == "no_pen_grad" or (key[2] == "b" and self.bug != "pen_bias"):
            return 0.0
        w = self.get(key)
        factor = {"lambda_no_m": 1.0, "pen_factor2": 2 / self.m}.get(self.bug, 1 / self.m)
        return factor * (self.l2 * w + self.l1 * ((w > 0) - (w < 0)))

    def batch_gradient(self, key, total, samples):
        if self.bug == "no_reset":
            total = self.kept[key] = self.kept.get(key, 0.0) + total
        n = samples if self.is_mean else 1
        return total / {"no_mean": 1, "mean_twice": n * n}.get(self.bug, n) + self.pull(key)

    def step(self, rows, keeps=None):
        """Make an update with these samples; return the objective before it, and the gradients that it used."""
        before, self.updates = self.objective(rows, keeps), self.updates + 1
        keeps = keeps or [None] * len(rows)
        passes = [self.forward(self.x[row], keep) for row, keep in zip(rows, keeps, strict=True)]
        deltas, gradients = [None] * len(rows), {}
        for layer in range(self.top, -1, -1):
            of_layer = dict.fromkeys(self.keys([layer]), 0.0)
            for place, (row, keep, (nets, outs, passed)) in enumerate(zip(rows, keeps, passes, strict=True)):
                if layer == self.top:
                    deltas[place] = self.output_deltas(nets, outs, self.t[row])
                else:
                    deltas[place] = self.hidden_deltas(layer, deltas[place], nets, outs, keep)
                for key in of_layer:
                    of_layer[key] += self.sample_gradient(key, deltas[place], nets, outs, passed)
            gradients |= {key: self.batch_gradient(key, total, len(rows)) for key, total in of_layer.items()}
            if self.is_sequential:
                self.move({key: gradients[key] for key in of_layer})
        if not self.is_sequential:
            self.move(gradients)
        return before, gradients

    def move(self, gradients):
        settings = self.file["optimizer"]
        rate = settings["learning_rate"] * (-1 if self.bug == "update_sign" else 1)
        for key, g in gradients.items():
            kept = self.memory.setdefault(key, {"v": 0.0, "m": 0.0, "s": 0.0})
            if settings["name"] == "momentum":
                g = kept["v"] = settings["momentum"] * kept["v"] + g
            elif settings["name"] == "adam":
                kept["m"], kept["s"] = 0.9 * kept["m"] + 0.1 * g, 0.999 * kept["s"] + 0.001 * g * g
                mean, square = kept["m"] / (1 - 0.9**self.updates), kept["s"] / (1 - 0.999**self.updates)
                g = mean / (math.sqrt(square) + 1e-8)
            if key not in self.frozen:
                self.put(key, self.get(key) - rate * g)

    # what is compared

    def update(self, number, keeps=None):
        """Make update `number`, from 0, and return the objective of its batch before it."""
        batches = -(-self.m // self.size)
        first = number % batches * self.size
        return self.step(range(first, min(first + self.size, self.m)), keeps)[0]

    def failing(self, epsilon=1e-5):
        """Return the keys of the gradients that differ from the slope of the right objective, with these gradients."""
        rows, found = range(self.m), {}
        gradients = deepcopy(self).step(rows)[1]
        for key in (key for key in self.keys() if key not in self.frozen):
            here, sides = self.get(key), []
            for by in (epsilon, -epsilon):
                self.put(key, here + by)
                sides.append(self.objective(rows))
            self.put(key, here)
            numeric = (sides[0] - sides[1]) / (2 * epsilon)
            if abs(numeric - gradients[key]) > 1e-5 * max(abs(numeric), abs(gradients[key]), 1e-3):
                found[key] = gradients[key]
        return found
