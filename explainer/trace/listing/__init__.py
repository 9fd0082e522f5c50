"""An update as a short NumPy program, layer by layer, in the letters of the book."""

from explainer.trace.listing.lines import CodeLine
from explainer.trace.listing.listing import Listing
from explainer.trace.listing.values import source_of, values_of

__all__ = ["CodeLine", "Listing", "source_of", "values_of"]
