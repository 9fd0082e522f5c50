"""The worked example in PyTorch, line by line (eager) in float64."""

# ruff: noqa: N806 - the letters of the formulas: W
from __future__ import annotations

import torch


def network(weights, biases):
    """Return sigmoid layers with these weights, and with biases that stay as they are."""
    layers = []
    for W, b in zip(weights, biases, strict=True):
        linear = torch.nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64)
        linear.weight.data = torch.tensor(W)
        linear.bias.data = torch.tensor(b)
        linear.bias.requires_grad_(False)
        layers += [linear, torch.nn.Sigmoid()]
    return torch.nn.Sequential(*layers)


def train(weights, biases, x, target, learning_rate, updates):
    """Make `updates` updates from one sample, with half the squared error; return what `textbook.train` does."""
    model, x, target = network(weights, biases), torch.tensor(x), torch.tensor(target)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=learning_rate)
    for _ in range(updates):
        optimizer.zero_grad()
        error = 0.5 * torch.sum((target - model(x)) ** 2)
        error.backward()
        optimizer.step()
    return [W.detach().numpy() for W in trained], error.item()
