"""A picture of a digit on its way to the pad: its stages, and what a person chooses about them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array
from explainer.files.checks import ScenarioError
from explainer.files.images.stages import ImageStages, image_stages
from explainer.files.wording import as_sentence
from explainer.state.answers.digits.pad import Pad


class PadImage(QObject):
    """The stages of the picture that was taken last; each time they change, the last ones go on the pad.

    `changed` when there is another picture, or another choice.
    """

    changed = Signal()

    def __init__(self, pad: Pad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pad = pad
        self._grey: Array | None = None
        self.stages: ImageStages | None = None
        """None before the first picture."""
        self.threshold: float | None = None
        self.is_turned: bool | None = None
        """What was chosen; None where it follows from the picture."""
        self.trouble = ""
        """Why a choice leaves no ink, in words; the stages are then those before."""

    def take(self, grey: Array) -> None:
        """Take another picture, in greys, with nothing chosen. Raises ScenarioError where there is nothing in it, and
        keeps what there was."""
        stages = self._made(grey, None, None)
        self._grey, self.threshold, self.is_turned = grey, None, None
        self._show(stages)

    def choose(self, threshold: float | None, is_turned: bool | None) -> None:
        """Choose where ink begins, from 0 to 1, and whether dark writing is turned round; None follows from the
        picture."""
        if self._grey is None or (threshold, is_turned) == (self.threshold, self.is_turned):
            return
        self.threshold, self.is_turned = threshold, is_turned
        try:
            self._show(self._made(self._grey, threshold, is_turned))
        except ScenarioError as error:
            self.trouble = as_sentence(str(error))
            self.changed.emit()

    def _made(self, grey: Array, threshold: float | None, is_turned: bool | None) -> ImageStages:
        return image_stages(grey, self._pad.side, threshold, is_turned, self._pad.share)

    def _show(self, stages: ImageStages) -> None:
        self.stages, self.trouble = stages, ""
        self._pad.put(stages.centred)
        self.changed.emit()
