"""The matrix tab: the step as an equation of its whole layer, with the matrices filled in."""

from explainer.views.explanation.matrix.view import MatrixSheet

__all__ = ["MatrixSheet"]
