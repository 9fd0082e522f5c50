"""The glossary in the window: a term in a sentence leads to its entry, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QTextBrowser, QWidget

from explainer.views.window.help_page import Help

LEFT = Qt.MouseButton.LeftButton


class Opened:
    """The glossary over a window."""

    def __init__(self, window):
        self.dialog = window.findChild(QWidget, "glossary_window")
        self.search = self.dialog.findChild(QLineEdit, "glossary_search")
        self.list = self.dialog.findChild(QListWidget, "glossary_list")
        self.page = self.dialog.findChild(QTextBrowser, "glossary_entry")

    @property
    def names(self):
        return [self.list.item(row).text() for row in range(self.list.count())]

    @property
    def title(self):
        return self.page.toPlainText().splitlines()[0]


@pytest.fixture
def opened(window):
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    return Opened(window)


def test_what_is_typed_leaves_the_terms_that_have_it(opened):
    assert opened.dialog.isVisible()
    assert not opened.dialog.isModal()
    everything = len(opened.names)
    QTest.keyClicks(opened.search, "step size")
    assert opened.names[0] == opened.title == "learning rate"
    assert len(opened.names) < everything
    QTest.keyClick(opened.search, Qt.Key.Key_Down)
    opened.search.setText("zebra")
    assert opened.names == []
    said = [label.text() for label in opened.dialog.findChildren(QLabel) if label.isVisible()]
    assert said == ["No term has “zebra” in it. Try a shorter word."]


def test_links_lead_on_and_back(opened):
    QTest.keyClicks(opened.search, "delta")
    opened.page.anchorClicked.emit(QUrl("term:chain rule"))
    assert opened.title == "chain rule"
    QTest.mouseClick(next(it for it in opened.dialog.findChildren(QPushButton) if it.text() == "Back"), LEFT)
    assert opened.title == "delta"


def test_back_leads_to_no_entry_that_nobody_opened(window):
    window.pointing.ask_term("gradient")
    glossary = Opened(window)
    back = next(it for it in glossary.dialog.findChildren(QPushButton) if it.text() == "Back")
    assert glossary.title == "gradient"
    assert not back.isEnabled()
    window.pointing.ask_term("delta")
    QTest.mouseClick(back, LEFT)
    assert glossary.title == "gradient"
    assert not back.isEnabled()


def test_the_notation_in_use_is_the_bold_one(window, opened):
    QTest.keyClicks(opened.search, "net input")
    window.findChild(QAction, "notation_theta").trigger()
    bold = opened.page.document().find("theta").charFormat().fontWeight()
    other = opened.page.document().find("net / out").charFormat().fontWeight()
    assert bold > other


def test_a_term_in_help_opens_its_entry(window):
    window.findChild(QAction, "shortcuts").trigger()
    (help_dialog,) = window.findChildren(Help)
    (text,) = [label for label in help_dialog.findChildren(QLabel) if 'href="term:' in label.text()]
    text.linkActivated.emit("term:gradient")
    assert Opened(window).title == "gradient"


def test_a_term_in_the_sentence_is_clicked(window):
    sheet = window.findChild(QWidget, "derivation")
    link = next(link for link in sheet.terms if link.term.name == "weight")
    place = link.rect.centre
    QTest.mouseClick(sheet.viewport(), LEFT, pos=QPoint(round(place.x), round(place.y)))
    assert Opened(window).title == "weight"


def test_a_term_in_the_sentence_is_reached_by_tab(window):
    sheet = window.findChild(QWidget, "derivation")
    sheet.setFocus(Qt.FocusReason.OtherFocusReason)
    for _ in range(len(sheet.page.symbols) + len(sheet.page.tabs) + 1):
        QTest.keyClick(sheet, Qt.Key.Key_Tab)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert Opened(window).title == sheet.terms[0].term.name


def test_marks_lie_below_their_words(window):
    """Each place is within the page, a word that is broken too."""
    sheet = window.findChild(QWidget, "derivation")
    window.display.set_zoom(1.5)
    texts = {link.term.name: link.rects for link in sheet.terms}
    assert {"update", "weight"} <= set(texts)
    for rects in texts.values():
        for rect in rects:
            assert 0 < rect.left < rect.right < sheet.page.width
            assert 0 < rect.top < rect.bottom < sheet.page.height
