"""The derivation panel: one line of the calculation in words, symbols and numbers, set like a book page."""

from explainer.views.explanation.derivation.panel import DerivationPanel

__all__ = ["DerivationPanel"]
