"""The seven steps as a pace: where a press leads, and what is told there."""

from __future__ import annotations

from worked import mazur

from explainer.files.examples import example
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.words.seven_steps import told
from explainer.views.explanation.derivation import DerivationPanel


def session_of(scenario):
    session = Session(Walkthrough(scenario))
    session.playback.step_by_seven()
    return session


def numbers(session, presses):
    """Return the numbers of the steps that are told on the way, those of one place together."""
    found = []
    for _ in range(presses):
        words = told(session.walkthrough.known).split()
        found.append("".join(word for word in words if len(word) == 2 and word[0] in "1234567" and word[1] == "."))
        session.playback.next()
    return found


def test_sample_by_sample_an_update_follows_each_sample(qapp):
    session = session_of(example("stochastic"))  # four samples, one at a time
    assert numbers(session, 17) == ["1.2.", *["3.", "4.", "5.", "6."] * 3, "3.", "4.", "5.", "7."]


def test_in_a_batch_samples_go_in_one_after_the_other_before_the_weights_change(qapp):
    session = session_of(example("mini_batch"))  # batches of two of four samples
    found = numbers(session, 13)
    assert found == ["1.2.", *["3.", "4.", "5.", "6.3.", "4.", "5.", "6."], *["3.", "4.", "5.", "6.3.", "4."]]
    assert numbers(session, 2) == ["5.", "7."]


def test_shares_are_added_up_until_the_batch_is_through(qapp):
    session = session_of(example("mini_batch"))
    session.walkthrough.go_to(1, 0)
    said = []
    for _ in range(6):
        session.playback.next()
        said.append(told(session.walkthrough.known))
    assert "Weights change after the whole batch" in said[2]
    assert "each weight is changed" in said[5]


def test_pages_say_the_sentence_of_their_step(qtbot):
    session = session_of(mazur())
    panel = DerivationPanel(session.walkthrough, session.pointing, session.display, session.part)
    qtbot.addWidget(panel)
    panel.resize(480, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    texts = []
    for _ in range(4):
        session.playback.next()
        texts.append(panel.text())
    assert texts[0].split("\n")[:2] == ["forward", told_at(session, 8)]
    assert texts[1].split("\n")[:2] == ["loss", told_at(session, 11)]
    assert texts[2].split("\n")[:2] == ["Update 1 is done", told_at(session, 43)]
    assert "7. All samples have been in: 1 epoch is done." in told(session.walkthrough.known)
    session.playback.step_by_phase()
    session.walkthrough.go_to(1, 0)
    session.playback.next()
    assert panel.text().split("\n")[0] == "forward"
    assert "3. " not in panel.text().split("\n")[1]


def told_at(session, line):
    before = session.walkthrough.cursor
    session.walkthrough.go_to(1, line)
    text = told(session.walkthrough.known)
    session.walkthrough.go_to(*before)
    return text
