"""Whoever writes a lesson is told each fault in one line, with the file, the line, the card and the key."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from lesson_text import LESSON, line_of, with_change

from explainer.lessons.checking.check import findings, problems
from explainer.lessons.lesson import LessonError
from explainer.lessons.reading.lesson_file import examined, read_lesson
from explainer.lessons.reading.problem import Lines

# What is changed, into what; in which card (0: none), at which key; a part of the line that has the fault; and of what
# is said of it.
FAULTS = [
    ('id = "forward"', 'id = "For ward"', 0, "id", "id =", "small letters"),
    ('id = "forward"\n', "", 0, "", "", '"id" is missing'),
    ('title = "Forward by hand"', 'titel = "Forward"', 0, "titel", "titel", 'did you mean "title"?'),
    ("minutes = 12", 'minutes = "12"', 0, "minutes", "minutes", "expected a whole number, got a text"),
    ("minutes = 12", "minutes = 0", 0, "minutes", "minutes", "1 to 90"),
    ('goal = "Work out a unit by hand."', 'goal = " "', 0, "goal", "goal", "empty"),
    ("{net_h1 | 4}", "{net_h3 | 4}", 0, "closing", "closing", '"net_h3" is not a number of this calculation'),
    ("{net_h1 | 4}", "{net_h1 | 0}", 0, "closing", "closing", "the number of digits, from 1 to 17"),
    ("minutes = 12", 'minutes = 12\nnext = "back"', 0, "next", "next =", '"back" is not a lesson'),
    ('"mazur_sequential"', '"mazur_seq"', 0, "scenes.wrong_order.scenario", "mazur_seq", "is not a built-in scenario"),
    ("train = 1\n", "train = -1\n", 0, "scenes.wrong_order.train", "train = -1", "expected 0 to 100,000 updates"),
    ('title = "What comes in"', 'title = ""', 1, "title", 'title = ""', "the text is empty"),
    ('title = "Where"', 'title = "Which one"', 5, "title", "", "another card has the title"),
    ("b_1$.", "b_1.", 1, "say", "say =", "a formula has a $ before it"),
    ("= w_1 i_1", "= \\\\mathbf{w_1} i_1", 1, "say", "say =", "cannot be in a formula of a card"),
    ("= w_1 i_1", "= w_{1 i_1", 1, "say", "say =", "a formula has a brace without its other one"),
    ("{i1} and", "{i1 and", 1, "say", "say =", "a brace without its other one"),
    ("{i1} and", "{i1 i2} and", 1, "say", "say =", '"i1 i2" is no expression'),
    ("Now **you** do it.", "Now **you do it.", 2, "say", 'say = """', "odd number of times"),
    ('light = ["w1",', 'light = ["w15",', 1, "light", "light", '"w15" is not an element'),
    ('light = ["w1",', 'light = [1, "w1",', 1, "light[1]", "light", "expected a text, got a whole number"),
    ('scenario = "mazur"\n', 'scenario = "mazer"\n', 1, "window.scenario", '"mazer"', 'did you mean "mazur"?'),
    ('scenario = "mazur"\n', 'scenario = "../mazur.json"\n', 1, "window.scenario", "../", "folder of the lesson"),
    ('tab = "Lines"', 'tab = "Linse"', 1, "window.tab", "tab =", 'did you mean "Lines"?'),
    ('size = "line"', 'size = "huge"', 1, "window.size", "size =", '"huge" is not a size'),
    ('notation = "worked"', 'notation = "mine"', 1, "window.notation", "notation =", "is not a notation"),
    ("digits = 6", "digits = 60", 1, "window.digits", "digits = 60", "1 to 17 digits"),
    ("digits = 6", "digits = 6\nupdate = 0", 1, "window.update", "update = 0", "expected 1 to"),
    ("digits = 6", "digits = 6\nedits = { w9 = 1 }", 1, "window.edits", "edits", '"w9" is not a number that can'),
    ("digits = 6", "digits = 6\nedits = { net_h1 = 1 }", 1, "window.edits", "edits", "is calculated"),
    ("digits = 6", 'digits = 6\nedits = { "i1@2" = 1 }', 1, "window.edits", "edits", "the data set has 1 sample"),
    ("digits = 6", "digits = 6\nedits = { w1 = inf }", 1, "window.edits", "edits", "not a finite number"),
    ("digits = 6", 'digits = 6\nset = { "optimizer.rate" = 1 }', 1, "window.set", "set =", "rate"),
    ("digits = 6", 'digits = 6\nset = { loss = "hinge" }', 1, "window.set", "set =", '"hinge" is not a loss'),
    ("digits = 6", 'digits = 6\nbug = "no_bug"', 1, "window.bug", "bug =", '"no_bug" is not a bug'),
    ("digits = 6", 'digits = 6\nbug = "no_mean"', 1, "window.bug", "bug =", "does not fit this scenario"),
    ("digits = 6", "digits = 6\ntrain = 1_000_000_000_000", 1, "window.train", "train = 1_", "100,000"),
    ("digits = 6", "digits = 6\ntab_ = 1", 1, "window.tab_", "tab_", 'did you mean "tab"?'),
    ('step = "net_h1"', 'step = "net_h9"', 2, "window.step", "step =", '"net_h9" is not a number'),
    ('step = "net_h1"', 'step = "w1"', 2, "window.step", "step =", "no line of update 1 makes"),
    ('step = "net_h1"', 'step = "net_h1@2"', 2, "window.step", "step =", "the batch has 1 sample"),
    ('kind = "number"', 'kind = "nummer"', 2, "ask.kind", "nummer", 'did you mean "number"?'),
    ('kind = "number"\n', "", 2, "ask", "[card.ask]", "it has no kind"),
    ('answer = "net_h1"', 'answer = "net_h1 +"', 2, "ask.answer", "net_h1 +", "is no expression"),
    ('answer = "net_h1"', 'answer = "net_h1 / 0"', 2, "ask.answer", "net_h1 / 0", "comes to no number"),
    ('answer = "net_h1"', 'answer = "net_h1"\ndigits = 0', 2, "ask.digits", "digits = 0", "1 to 17 digits"),
    ('answer = "net_h1"', 'answer = "net_h1"\nwhole = true', 2, "ask.whole", "whole", "the answer is 0.3775"),
    ('"w1*i1 + w2*i2"', '"net_h1 + 1e-9"', 2, "ask.wrong[1].value", "{ value = ", "which is the right answer"),
    ('"w1 + w2 + b1"', '"net_h1 - b1"', 2, "ask.wrong[2].value", "inputs are left", "which is wrong answer 1 too"),
    ('"w1 + w2 + b1"', '"w1 + w9"', 2, "ask.wrong[2].value", "inputs are left", '"w9" is not a number'),
    ('slip = "The bias is left out."', 'slip = ""', 2, "ask.wrong[1].slip", "{ value = ", "the text is empty"),
    ('slip = "The bias is left out."', 'slipp = ""', 2, "ask.wrong[1].slipp", "{ value = ", 'did you mean "slip"?'),
    ('plot = "loss"', 'plot = "lost"', 3, "window.plot", "plot =", 'did you mean "loss"?'),
    ('plot = "loss"', 'plot = "fit"', 3, "window.plot", "plot =", "needs 1 input; this network has 2"),
    ('plot = "loss"', 'plot = "digits"', 3, "window.plot", "plot =", "nothing to show: Pictures have"),
    ('plot = "loss"', 'plot = "ensemble"', 3, "window.plot", "plot =", "this scenario has no dropout"),
    ('tab = "Lines"', 'tab = "Printed"\nset = { "optimizer.learning_rate" = 1 }', 1, "window.tab", "tab =",
     "only where a scenario has printed figures"),
    ('select = "w5"', 'select = "w55"', 3, "window.select", "select =", '"w55" is not an element'),
    ('value = "-"', 'value = "+"', 3, "ask.wrong[1].value", 'value = "+"', "is the right answer"),
    ('value = "-"', 'value = "minus"', 3, "ask.wrong[1].value", "minus", "is no sign"),
    ("{update 2: E_total}", "{E_total}", 4, "ask.wrong[1].text", "wrong = [{ text", "is offered twice"),
    ("{update 2: E_total}", "{right_order: E_total}", 4, "ask.answer", "right_order", "is not a scene"),
    ('wrong = [{ text = "{E_total}", slip = "That is the error before the update." }]', "wrong = []", 4, "ask.wrong",
     "wrong = []", "2 to 6 texts"),
    ('["w5", "w6"]', '["w5", "w66"]', 5, "ask.answer", "w66", '"w66" is not an element'),
    ('["w5", "w6"]', '["w5", "w5"]', 5, "ask.answer", '"w5", "w5"', "is there twice"),
    ('["w5", "w6"]', "[]", 5, "ask.answer", "answer = []", "nothing to find"),
    ('element = "w7"', 'element = "w6"', 5, "ask.wrong[1].element", 'element = "w6"', "among the right answers"),
    ('"loss", "backward"', '"loss", "loss"', 6, "ask.answer[3]", '"loss", "loss"', "is offered twice"),
    ("b1 <= 0 and changed b1", "b1 > 0", 7, "ask.until", "until", "so already"),
    ("b1 <= 0 and changed b1", "b1 is small", 7, "ask.until", "until", "is no condition"),
    ("b1 <= 0 and changed b1", "trained many", 7, "ask.until", "until", "a number of updates"),
    ("b1 <= 0 and changed b1", "changed net_h1", 7, "ask.until", "until", "it is calculated"),
    ("b1 <= 0 and changed b1", "changed w11", 7, "ask.until", "until", '"w11" is not a number that can be changed'),
    ("b1 <= 0 and changed b1", "reached w1", 7, "ask.until", "until", "no line of update 1 makes it"),
    ("b1 <= 0 and changed b1", "b9 <= 0", 7, "ask.until", "until", '"b9" is not a number'),
    ('until = "b1 <= 0 and changed b1"', "until = true", 7, "ask.until", "until", "expected a text"),
    ('kind = "do"', "kind = do", 0, "", "kind = do", "not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "card", "key", "at", "said"), FAULTS, ids=lambda part: str(part)[:24])
def test_a_fault_is_told_in_one_line_with_its_place(old, new, card, key, at, said):
    text = with_change(old, new)
    found = findings(text, "forward.toml", Path())
    assert len(found.errors) == 1, found.errors
    [sentence] = found.errors
    place, _, told = sentence.partition(": ")
    title = next(part.split('"')[1] for part in text.split("[[card]]\n")[card].splitlines()) if card else ""
    expected = ["forward.toml"]
    expected += [f"line {line_of(text, at)}"] if at else []
    expected += [f'card {card} "{title}"' if title else f"card {card}"] if card else []
    expected += [key] if key else []
    if not (card and not at):
        assert place == ", ".join(expected)
    assert said in told
    assert "\n" not in sentence


def test_the_lesson_itself_has_no_fault():
    assert findings(LESSON, "forward.toml", None) == ([], [])


def test_all_faults_of_a_file_are_told_in_its_order():
    text = LESSON.replace("{net_h1 | 4}", "{net_h9}").replace('tab = "Lines"', 'tab = "Linse"').replace("w66", "w6")
    text = text.replace('element = "w7"', 'element = "w77"').replace("until = ", "til = ")
    assert [sentence.split(":")[0] for sentence in findings(text, "", None).errors] == [
        'line 86, card 7 "Change it", ask.til'
    ]
    text = text.replace("til = ", "until = ")
    keys = [sentence.split(":")[0].split(", ")[-1] for sentence in findings(text, "", None).errors]
    assert keys == ["closing", "window.tab", "ask.wrong[1].element"]


def test_of_each_card_the_first_misfit_is_told():
    text = LESSON.replace("text = ", "txt = ")
    found = findings(text, "f.toml", None).errors
    assert [line.split(", ")[2].split(" ")[1] for line in found] == ["2", "3", "4", "5", "6", "7"]


def test_an_answer_that_is_on_the_screen_is_hinted_at():
    text = LESSON.replace('step = "net_h1"', 'step = "out_h1"')
    found = findings(text, "f.toml", None)
    assert found.errors == []
    assert [hint.split(":")[0] for hint in found.hints] == ['f.toml, line 34, card 2 "It adds up", ask.answer']


def test_what_is_to_be_found_and_lit_is_hinted_at():
    text = LESSON.replace('say = "Two weights lead to o1."', 'say = "Two weights lead to o1."\nlight = ["w5", "o1"]')
    found = findings(text, "f.toml", None)
    assert found == ([], ['f.toml, line 65, card 5 "Where", light: "w5" is to be found, and is lit'])


HOSTILE = [
    ("x = " + "[" * 100_000, "nested"),
    ("x = " + "{a=" * 50_000, "nested"),
    ("a." * 100_000 + "b = 1", "parts"),
    (('"a".' * 40 + "b = 1\n") * 1000, "parts"),
    ("minutes = " + "9" * 5000, "digits"),
    ("# " + "x" * 10_000_000, "characters"),
    (b"\xff\xfe", "UTF-8"),
    ("", "empty"),
    ("\n" * 100_000, "empty"),
    ('id = """' + "x" * 100_000, "not TOML"),
    ("[[card]]\n" * 20_000, "at most 100 cards"),
    (LESSON.replace('answer = "net_h1"', 'answer = "9**9**9**9"'), "comes to no number"),
    (LESSON.replace('answer = "net_h1"', f'answer = "{"(" * 500}"'), "no expression"),
    (LESSON.replace('answer = "net_h1"', f'answer = "{"sig(" * 40}1{")" * 40}"'), "deep"),
    (LESSON.replace('answer = "net_h1"', f'answer = "{"+net_h1" * 1000}"'), "at most 600 characters"),
    (LESSON.replace('answer = "net_h1"', 'answer = "1e999"'), "beyond"),
    (LESSON.replace('answer = "net_h1"', 'answer = "update 999999999: loss"'), "no update"),
    (LESSON.replace('answer = "net_h1"', 'answer = "net_h1@999999999"'), "1 sample"),
    (LESSON.replace('answer = "net_h1"', 'answer = "(-1) ** 0.5"'), "no number"),
    (LESSON.replace("digits = 6", "digits = 6\ntrain = 1_000_000_000_000"), "100,000"),
    (LESSON.replace('io = "mazur"', 'io = "line"\nedits = { learning_rate = 1e6 }\ntrain = 900'), "not finite"),
    (LESSON.replace("digits = 6", 'digits = 6\nset = { "layers.1.units" = 1000000000 }'), "window.set"),
    (LESSON.replace("digits = 6", f"digits = 6\nupdate = {'9' * 300}"), "window.update"),
    (LESSON.replace("minutes = 12", f"minutes = {'9' * 300}"), "minutes"),
    (LESSON.replace("minutes = 12", "minutes = nan"), "whole number"),
    (LESSON.replace("You have", "\\u001b[31mYou \\u202e{nix}"), "closing"),
    (LESSON.replace("{i1}", "{" * 5001), "brace"),
    (LESSON.replace("{i1}", "{1}" * 5000 + "{x}"), "x"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"), HOSTILE, ids=[f"{said} {number}" for number, (_, said) in enumerate(HOSTILE)]
)
def test_a_hostile_file_gets_its_sentence_within_a_second(text, said):
    began = time.process_time()
    found = findings(text, "f.toml", None)
    assert time.process_time() - began < 1
    assert any(said in sentence for sentence in found.errors), found.errors
    assert all(sentence.isprintable() and len(sentence) < 2000 for sentence in found.errors)


def test_a_lesson_that_cannot_be_used_is_not_read():
    with pytest.raises(LessonError) as raised:
        read_lesson(LESSON.replace("minutes = 12", "minutes = []"), "f.toml")
    assert str(raised.value) == "f.toml, line 4, minutes: expected a whole number, got a list"


def test_the_line_of_a_key_in_a_table_of_its_own_is_known():
    lines = Lines('[[card]]\ntitle = ""\n[[card]]\n[card.ask]\n[[card.ask.wrong]]\nslip = ""\n')
    assert [lines.line(0, "title"), lines.line(1, "ask.wrong[1].slip"), lines.line(1, "title")] == [2, 5, 3]


NO_SCENARIOS = [
    "a\0b",
    "mazur\0",
    "/etc/passwd",
    "../mazur.json",
    "..",
    ".",
    "",
    "\n",
    "a" * 5000,
    "a/" * 2500,
    "\ud800",
]
NO_SCENARIOS += ["\x1b[31mmazur", "\u202emazur", "~/mazur.json", "loop", "pipe", "out"]


@pytest.mark.parametrize("name", NO_SCENARIOS, ids=range(len(NO_SCENARIOS)))
def test_a_name_that_no_scenario_beside_the_lesson_has_is_one_line_with_its_card_and_key(tmp_path, name):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "out").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    read = examined(LESSON, tmp_path)
    first = read.lesson.cards[0]
    first = replace(first, window=replace(first.window, scenario=name))
    lesson = replace(read.lesson, cards=(first,), closing="The end.")
    (sentence,) = read.sentences("f.toml", list(problems(lesson)))
    assert ', card 1 "What comes in", window.scenario: ' in sentence
    assert sentence.isprintable()
    assert len(sentence) < 2000
