"""The code tab: the update as a short NumPy program, with the numbers of this moment beside it."""

from explainer.views.explanation.code.view import CodeView

__all__ = ["CodeView"]
