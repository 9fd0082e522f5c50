"""A line of the calculation in layer form: what its whole layer does at once, in vectors and matrices."""

from explainer.trace.matrix.block import Block
from explainer.trace.matrix.form import LayerForm
from explainer.trace.matrix.forms import layer_form

__all__ = ["Block", "LayerForm", "layer_form"]
