"""The Nudge tab: change one weight a little and see what the error does."""

from explainer.views.explanation.nudge.panel import NudgeTab

__all__ = ["NudgeTab"]
