"""The timeline: the lines of an update in the colours of their phases, and the updates of the run."""

from explainer.views.timeline.view import Timeline

__all__ = ["Timeline"]
