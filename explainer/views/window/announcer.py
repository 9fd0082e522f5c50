"""Says aloud, to assistive tools, the step that the cursor has come to and what has been selected."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from explainer.picture.numbers.aloud import element_aloud
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.state.background.playback import Playback
from explainer.state.background.work import once_after
from explainer.state.session.session import Session
from explainer.state.session.update_notes import update_notes
from explainer.state.walkthrough.known_of_run import update_done
from explainer.trace.words.aloud import text_aloud
from explainer.trace.words.spoken_step import spoken_group, spoken_step
from explainer.views.controls.controls import announce

_REST = 150
"""How long a cursor rests, in milliseconds, before its step is said: while a key is held that is only the last one."""
_SENTENCE = 4.0
"""How long it takes to say a step, in seconds: steps that are played faster are passed over."""


class Announcer(QObject):
    """Speaks for a widget, politely: what is being said is not cut off. Does nothing while no assistive tool listens.

    Listens to the walkthrough, the pointing, the display and playback of a session.
    """

    def __init__(self, session: Session, speaker: QWidget) -> None:
        super().__init__(speaker)
        self._session, self._speaker = session, speaker
        self._said = ""
        self._rest = once_after(_REST, self._say_step, self)
        session.walkthrough.moved.connect(self._on_moved)
        session.display.changed.connect(self._on_moved)
        session.playback.changed.connect(self._on_moved)
        session.part.changed.connect(self._on_moved)
        session.pointing.selection_changed.connect(self._on_selected)

    def say(self, sentence: str) -> None:
        """Say something now."""
        announce(self._speaker, sentence)

    def _on_moved(self) -> None:
        if not QAccessible.isActive():
            return
        if _is_too_fast(self._session.playback):
            self._rest.stop()
        else:
            self._rest.start()

    def _say_step(self) -> None:
        sentence = self._sentence()
        if sentence != self._said:
            self._said = sentence
            self.say(sentence)

    def _sentence(self) -> str:
        """Return the line or, as the page has it, the unit, layer or phase; at the end of an update what came of it."""
        session, writing = self._session, self._session.display.writing
        if (group := session.part.group) is not None:
            return spoken_group(group, writing)
        walkthrough, line = session.walkthrough, spoken_step(session.walkthrough.known, writing)
        is_between = session.part.is_end or walkthrough.known.step is None
        done = update_done(walkthrough.known, walkthrough.run) if is_between else None
        if done is None:
            return line
        title, *said = update_notes(walkthrough, done, writing)
        return f"{line.removesuffix('.')}. {text_aloud(' '.join((f'{title}.', *said)))}"

    def _on_selected(self) -> None:
        element = self._session.pointing.selected
        if element is not None and QAccessible.isActive():
            numbers = LineNumbers(self._session.walkthrough.known, writing=self._session.display.writing)
            self.say(element_aloud(numbers, element))


def _is_too_fast(playback: Playback) -> bool:
    return playback.is_playing and playback.interval < _SENTENCE
