"""The derivation panel: one line of the calculation in words, symbols and numbers, set like a book page."""

from explainer.views.derivation.panel import Derivation

__all__ = ["Derivation"]
