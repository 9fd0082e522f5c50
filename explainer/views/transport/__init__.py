"""The transport: stepping, playing, the size and speed of a step, and training."""

from explainer.views.transport.view import Transport

__all__ = ["Transport"]
