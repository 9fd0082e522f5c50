"""What a step forward or back does while a lesson goes on: by the keys of steps, and by a clicker on a stage."""

from __future__ import annotations

from explainer.state.lesson.lesson_walk import LessonWalk
from explainer.state.session.display import Display


class LessonSteps:
    """Takes steps that are not to be made: past a line that is asked for, and all on a stage, where the clicker goes
    from card to card."""

    def __init__(self, walk: LessonWalk, display: Display) -> None:
        self._walk, self._display = walk, display

    def before_next(self) -> bool:
        """Show the answer, where stepping on would pass the line that is asked for. On a stage the answer is shown
        first and then comes the next card, but none before this one is there. Return whether stepping is not wanted."""
        walk = self._walk
        if self._leads_class:
            if walk.answer.is_open and not walk.answer.is_to_do:
                walk.answer.reveal()
            elif not walk.is_preparing:
                walk.next()
            return True
        card = walk.card
        if card is None or card.asked is None or not walk.answer.is_open or not walk.place.is_here:
            return False
        walk.answer.reveal()
        return True

    def before_back(self) -> bool:
        """On a stage, go to the card before instead of a step back, unless this one is not there yet; return whether
        stepping is not wanted."""
        if self._leads_class and not self._walk.is_preparing:
            self._walk.previous()
        return self._leads_class

    @property
    def _leads_class(self) -> bool:
        return self._display.is_stage and self._walk.is_on and self._walk.is_in_sight
