"""The gradient check: every gradient beside the slope that nudging finds."""

from explainer.views.tables.gradient_table.panel import GradientTable

__all__ = ["GradientTable"]
