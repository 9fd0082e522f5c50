"""A line of the calculation in layer form: what its whole layer does at once, in vectors and matrices."""

from explainer.trace.layer_forms.block import Block
from explainer.trace.layer_forms.form import LayerForm
from explainer.trace.layer_forms.forms import layer_form

__all__ = ["Block", "LayerForm", "layer_form"]
