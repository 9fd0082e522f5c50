"""The sentence of a weighted sum."""

from __future__ import annotations

from explainer.trace.words.sentences.speech import Speech


def net_sentence(say: Speech) -> str:
    added = ", all added up" if say.layer.sources > 1 else ""
    bias = ", plus the bias" if say.layer.bias_count else ""
    return f"What comes in at {say.unit}? {_sources(say)} times its weight{added}{bias}."


def _sources(say: Speech) -> str:
    is_one, below = say.layer.sources == 1, say.scenario.network.layers[say.step.place.layer - 1]
    if say.step.place.layer == 1:
        return "The input" if is_one else "Each input"
    if say.scenario.dropout:
        return f"What {below.names[0] if is_one else 'each unit of the layer before'} passes on,"
    return f"The output of {below.names[0]}" if is_one else "Each output of the layer before"
