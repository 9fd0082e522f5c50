"""`lesson`: lessons listed, printed and checked, on the command line."""

import pytest
from lesson_text import LESSON

from explainer.app.command_line import main
from explainer.lessons.shipped import lessons


@pytest.fixture
def command(capsys):
    def run(*words):
        status = main(["lesson", *words])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def written(tmp_path):
    def write(text, name="forward.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_all_lessons_are_listed_with_their_time(command):
    status, out, _ = command()
    assert status == 0
    rows = [line.split() for line in out.splitlines() if line.startswith("  ")]
    assert [(row[0], row[1]) for row in rows] == [(head.id, str(head.minutes)) for head in lessons()]


def test_a_lesson_is_printed_with_its_numbers(command, written):
    status, out, _ = command(written(LESSON))
    assert status == 0
    assert "The unit h1 gets 0.05 and 0.1" in out
    assert "? What is the net input of h1?" in out
    assert "  A 0.291028\n  B 0.298371\n" in out
    assert out.endswith("You have worked out 0.3775.\n")


def test_one_without_faults_is_good(command, written):
    assert command(written(LESSON), "--check") == (0, "1 lesson checked, nothing is wrong.\n", "")


def test_faults_are_told_in_lines_and_by_the_status(command, written):
    path = written(LESSON.replace('tab = "Lines"', 'tab = "Line"').replace("w66", "w6").replace('"w7"', '"w6"'))
    status, out, _ = command(path, "--check")
    lines = out.splitlines()
    assert status == 1
    assert len(lines) == 3
    assert (
        lines[0] == f'{path}, line 18, card 1 "What comes in", window.tab: "Line" is not a tab; did you mean "Lines"?'
    )
    assert lines[2] == "2 faults in 1 lesson."


def test_a_hint_is_no_fault(command, written):
    status, out, _ = command(written(LESSON.replace('step = "net_h1"', 'step = "out_h1"')), "--check")
    assert status == 0
    assert '"net_h1" is on the screen already' in out
    assert out.splitlines()[0].endswith(" (hint)")


def test_the_lesson_that_comes_next_may_be_a_file_beside_it(command, written):
    path = written(LESSON.replace("minutes = 12", 'minutes = 12\nnext = "back"'))
    assert command(path, "--check")[0] == 1
    written(LESSON, "02_back.toml")
    assert command(path, "--check")[0] == 0


def test_what_is_no_lesson_is_told_in_one_line(command, written, tmp_path):
    for words, said in [
        (["nix"], 'there is no file "nix", and "nix" is not a lesson'),
        ([str(tmp_path)], "there is no file"),
        ([written("x"), "--check"], None),
        ([written("x")], "not TOML"),
    ]:
        status, out, complaint = command(*words)
        assert status == (1 if said is None else 2)
        assert (said or "not TOML") in out + complaint
        assert len((out + complaint).splitlines()) == (2 if said is None else 1)
