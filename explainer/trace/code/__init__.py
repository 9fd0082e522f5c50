"""An update as a short NumPy program, layer by layer, in the letters of the book."""

from explainer.trace.code.lines import CodeLine
from explainer.trace.code.listing import Listing
from explainer.trace.code.values import source_of, values_of

__all__ = ["CodeLine", "Listing", "source_of", "values_of"]
