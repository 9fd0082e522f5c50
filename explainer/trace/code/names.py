"""What arrays are called in the program, and what of a scenario decides its shape."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.network import layer_name
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS, Activation


class Names(NamedTuple):
    """The letters for a scenario and a batch of `samples`: z_h are the net inputs of h1, h2 …, z_o those of o1, o2 …

    An array is named after its layer: a number in it would be taken for that of a weight or bias in the picture.
    Where each layer has a loop of its own, what one loop leaves for another has the sample in brackets.
    """

    scenario: Scenario
    samples: int

    @property
    def batch(self) -> bool:
        return self.samples > 1

    @property
    def sequential(self) -> bool:
        return self.scenario.update_order == "sequential"

    @property
    def subscript(self) -> str:
        return "[i]" if self.batch and self.sequential else ""

    @property
    def divided(self) -> bool:
        """Whether the sum over the batch is made a mean."""
        return self.batch and self.scenario.reduction == "mean"

    @property
    def top(self) -> int:
        """The index of the output layer."""
        return len(self.scenario.network.layers) - 1

    def drops(self, layer: int) -> bool:
        return self.scenario.dropout > 0 and 0 < layer < self.top

    def of(self, letter: str, layer: int) -> str:
        return f"{self.whole(letter, layer)}{self.subscript}"

    def whole(self, letter: str, layer: int) -> str:
        """Return the name of an array that there is once for all samples."""
        return f"{letter}_{layer_name(layer, self.top + 1)}"

    def passed(self, layer: int) -> str:
        """What a layer hands to the next: the input, its activations, or what dropout leaves of them."""
        if layer == 0:
            return "X[i]" if self.subscript else "x"
        return self.of("p" if self.drops(layer) else "a", layer)

    @property
    def target(self) -> str:
        return "T[i]" if self.subscript else "t"

    @property
    def kept(self) -> list[str]:
        """The arrays that are kept for each sample."""
        dropped = [self.whole(letter, i) for i in range(1, self.top) if self.drops(i) for letter in ("keep", "p")]
        return [self.whole(letter, i) for i in range(1, self.top + 1) for letter in ("z", "a", "delta")] + dropped

    def activation(self, layer: int) -> Activation:
        return ACTIVATIONS[self.scenario.network.layers[layer].activation]

    def of_unit(self, layer: int) -> dict[str, str]:
        """Return what the letters of a rule about the units of a layer are called."""
        letters = {letter: self.of(letter, layer) for letter in ("z", "a", "keep")}
        return {**letters, "target": self.target, "dropout": "dropout"}

    def gradient(self, block: str) -> str:
        """What the optimizer is given: where nothing is done to the sum over the batch, that sum."""
        return f"g{block}" if self.batch or self.scenario.has_penalty else f"d{block}"
