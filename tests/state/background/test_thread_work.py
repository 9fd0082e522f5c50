"""Work in a thread: only what was asked last is told, and what is not wanted any more is told so."""

from __future__ import annotations

import gc
from time import sleep

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from explainer.state.background.thread_work import ThreadWork


@pytest.fixture
def told():
    return []


@pytest.fixture
def work(qapp, told, qtbot):
    parent = QObject()
    work = ThreadWork(lambda future: told.append(future.result()), parent)
    yield work
    work.forget()
    delete(parent)
    qtbot.waitUntil(gc.isenabled)


def test_what_was_asked_last_is_told(work, told, qtbot):
    seen = []

    def long(is_wanted):
        while is_wanted():
            sleep(0.001)
        seen.append("ended")
        return "long"

    work.ask(long)
    work.ask(lambda is_wanted: ("short", is_wanted()))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("short", True)]
    assert seen in (["ended"], []), "it ended, or was never begun"
    assert not work.is_working


def test_what_is_forgotten_ends(work, told, qtbot):
    begun, ended = [], []

    def long(is_wanted):
        begun.append(True)
        while is_wanted():
            sleep(0.001)
        ended.append(True)

    work.ask(long)
    qtbot.waitUntil(lambda: bool(begun))
    work.forget()
    qtbot.waitUntil(lambda: bool(ended))
    assert told == []
