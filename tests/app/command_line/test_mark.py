"""`mark`: a person's numbers against a scenario, on the command line."""

from __future__ import annotations

import csv
import json

import pytest

from explainer.app.command_line import main

SLOPE_FORGOTTEN = {
    "net_h1": "0.3775",
    "out_h1": "0,59327",
    "net_o1": "1.1059",
    "out_o1": "0.75137",
    "delta_o1": "0.74137",
    "dE_total/dw5": "0.43983",
    "w5+": "0.18009",
}


@pytest.fixture
def answers(tmp_path):
    def write(values, name="answers.csv", head=("symbol", "value")):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *(values.items() if isinstance(values, dict) else values)])
        return str(path)

    return write


def marked(capsys, *words):
    """Return the exit status and what is printed as JSON."""
    status = main(["mark", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def row(report, symbol):
    (found,) = [row for row in report["rows"] if row["symbol"] == symbol]
    return found


def test_the_first_wrong_line_is_named_and_what_follows_from_it_is_right(answers, capsys):
    status, report = marked(capsys, answers(SLOPE_FORGOTTEN), "mazur")
    sentence = "You left out the slope, dout_o1/dnet_o1."
    assert status == 1
    assert report["first_wrong"] == {"update": 1, "symbol": "delta_o1", "slips": [sentence]}
    assert row(report, "delta_o1") == {
        "update": 1,
        "sample": 1,
        "symbol": "delta_o1",
        "given": 0.74137,
        "expected": pytest.approx(0.1385, abs=1e-4),
        "verdict": "slip",
        "slips": [sentence],
        "follows_from": None,
    }
    assert [row(report, name)["verdict"] for name in ("dE_total/dw5", "w5+")] == ["follows", "follows"]
    assert row(report, "w5+")["follows_from"] == "delta_o1"
    counts = {name: report[name] for name in ("right", "follows", "slip", "few_digits", "wrong", "blank")}
    assert counts == {"right": 4, "follows": 2, "slip": 1, "few_digits": 0, "wrong": 0, "blank": 36}


def test_the_same_slip_twice_counts_once(answers, capsys):
    twice = {**SLOPE_FORGOTTEN, "out_o2": "0.77293", "delta_o2": "-0.21707"}
    _, report = marked(capsys, answers(twice), "mazur")
    assert row(report, "delta_o2")["verdict"] == "slip"
    assert report["slip"] == 1
    main(["mark", answers(twice), "mazur"])
    assert "The same slip again." in capsys.readouterr().out


def test_a_right_number_among_wrong_ones_is_told_not_punished(answers, capsys):
    copied = {**SLOPE_FORGOTTEN, "dE_total/dw5": "0.082167", "w5+": "0.35892"}
    status, report = marked(capsys, answers(copied), "mazur")
    assert status == 1
    assert (row(report, "dE_total/dw5")["verdict"], row(report, "dE_total/dw5")["follows_from"]) == (
        "right",
        "delta_o1",
    )
    assert (row(report, "w5+")["verdict"], row(report, "w5+")["follows_from"]) == ("right", None)
    main(["mark", answers(copied), "mazur"])
    assert "right, but not from your delta_o1" in capsys.readouterr().out


def test_few_digits_are_never_wrong(answers, capsys):
    status, report = marked(capsys, answers({"out_h1": "0.59", "out_h2": "0.597", "net_o1": "1.106"}), "mazur")
    assert status == 0
    assert (report["few_digits"], row(report, "net_o1")["verdict"]) == (2, "right")
    assert main(["mark", answers({"out_h1": "0.59"}), "mazur", "--digits", "2"]) == 0


@pytest.mark.parametrize("value", ["0.0004", "0.000", "0.0", "0"])
def test_a_small_number_rounded_to_decimals_has_few_digits(answers, capsys, value):
    status, report = marked(capsys, answers({"dE_total/dw1": value, "delta_h1": "0.0088"}), "mazur")
    assert (status, row(report, "dE_total/dw1")["verdict"]) == (0, "few digits")


@pytest.mark.parametrize(("symbol", "value"), [("dE_total/dw1", "0.0005"), ("delta_h1", "0.01"), ("delta_h1", "0")])
def test_what_no_rounding_leads_to_is_no_lack_of_digits(answers, capsys, symbol, value):
    assert row(marked(capsys, answers({symbol: value}), "mazur")[1], symbol)["verdict"] == "wrong"


def test_few_digits_are_a_slip_only_where_it_gives_just_this(answers, capsys):
    """With exchanged inputs net_h2 is 0.39000; 0.39 is 0.3925 in two digits, too."""
    _, report = marked(capsys, answers({"net_h2": "0.39"}), "mazur")
    assert "You exchanged i1 and i2." in row(report, "net_h2")["slips"]
    _, report = marked(capsys, answers({"out_h2": "0.6"}), "mazur")
    assert row(report, "out_h2")["verdict"] == "few digits"


def test_a_number_that_needs_few_digits_has_them_all(answers, capsys):
    """0.2 is 0.20000: what follows is no less certain than after any other number."""
    status, report = marked(capsys, answers({"w5+": "0.35892", "w1": "0.15", "net_h1": "0.3766"}), "mazur")
    assert status == 1
    assert row(report, "net_h1")["verdict"] == "wrong"


def test_a_number_that_no_slip_gives_is_wrong(answers, capsys):
    status, report = marked(capsys, answers({"net_h1": "0.41234"}), "mazur")
    assert status == 1
    assert (row(report, "net_h1")["verdict"], row(report, "net_h1")["slips"]) == ("wrong", [])
    assert report["wrong"] == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0.0275", "You left out the bias, b1."),
        ("0.375", "You exchanged i1 and i2."),
        ("0.3725", "rounding"),
        ("3.775", "The decimal point is 1 place too far to the right."),
        ("0.3757", "Two digits are exchanged."),
    ],
)
def test_a_slip_is_said_in_one_sentence(answers, capsys, value, said):
    _, report = marked(capsys, answers({"net_h1": value}), "mazur")
    assert row(report, "net_h1")["slips"] == ([said] if said != "rounding" else [])


def test_the_number_of_another_line_is_recognised(answers, capsys):
    for symbol, value, other in (("out_h1", "0.59688", "out_h2"), ("dE_o1/dout_h1", "-0.019049", "dE_o2/dout_h1")):
        _, report = marked(capsys, answers({symbol: value}), "mazur")
        assert row(report, symbol)["slips"] == [f"You wrote the number of {other}."]


def test_a_miscopied_number_of_the_scenario_is_told_and_gone_on_with(answers, capsys):
    _, report = marked(capsys, answers({"w1": "0.51", "net_h1": "0.3955"}), "mazur")
    assert [(row["symbol"], row["verdict"]) for row in report["rows"][:2]] == [("w1", "wrong"), ("net_h1", "follows")]


def test_samples_and_updates_are_told_apart(answers, capsys):
    main(["trace", "xor", "--updates", "2"])
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    values = [(r["update"], r["sample"], r["symbol"], f"{float(r['value']):.5g}") for r in rows]
    head = ("update", "sample", "symbol", "value")
    status, report = marked(capsys, answers(values, head=head), "xor")
    assert (status, report["right"], report["blank"]) == (0, len(rows), 0)
    values[40] = (*values[40][:3], f"{float(rows[40]['value']) + 0.3:.5g}")
    status, report = marked(capsys, answers(values, head=head), "xor")
    assert report["first_wrong"]["symbol"] == rows[40]["symbol"]


def test_a_filled_trace_is_marked_in_any_order(answers, capsys):
    main(["trace", "mazur", "--updates", "3"])
    head, *rows = csv.reader(capsys.readouterr().out.splitlines())
    status, report = marked(capsys, answers(rows[::-1], head=head), "mazur")
    assert (status, report["right"]) == (0, 129)
    status, report = marked(capsys, answers(rows[::-1], head=head), "mazur", "--updates", "2")
    assert (status, report["right"]) == (0, 86)


def test_answers_to_a_late_update_are_marked_without_all_before_it(answers, capsys):
    """Whoever has worked out the updates before has rounded them."""
    main(["trace", "mazur", "--updates", "3", "--round-digits", "5"])
    head, *rows = csv.reader(capsys.readouterr().out.splitlines())
    third = [row for row in rows if row[head.index("update")] == "3"]
    status, report = marked(capsys, answers(third, head=head), "mazur")
    assert (status, report["right"], report["blank"]) == (0, 43, 0)
    late = answers([("E_total", "0.000035085", "10001")], head=("symbol", "value", "update"))
    assert len(marked(capsys, late, "mazur")[1]["rows"]) == 43


@pytest.mark.parametrize("name", ["∂E_total/∂w5", "dE_total/dW5", "∂E_total/∂w₅", "dE_total / dw5"])
def test_a_symbol_may_be_written_as_on_the_screen(answers, capsys, name):
    status, report = marked(capsys, answers({name: "0.082167", "δ_o1": "0.1385", "NET_H1": "0.3775"}), "mazur")
    assert (status, report["right"]) == (0, 3)
    assert row(report, "dE_total/dw5")["verdict"] == "right"


def test_a_number_that_is_there_twice_is_one(answers, capsys):
    status, report = marked(capsys, answers([("net_h1", "0.3775"), ("net_h1", "0.37750"), ("out_h1", "")]), "mazur")
    assert (status, report["right"]) == (0, 1)


def test_cells_may_be_separated_by_tabs(tmp_path, capsys):
    (tmp_path / "answers.csv").write_text("Symbol\tValue\nnet_h1\t0,3775\nout_h1\t0.59327\n", "utf-8")
    status, report = marked(capsys, str(tmp_path / "answers.csv"), "mazur")
    assert (status, report["right"]) == (0, 2)


def test_the_scenario_may_come_first(answers, capsys):
    assert marked(capsys, "mazur", answers(SLOPE_FORGOTTEN))[0] == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("net_h11", "1")], 'line 2: "net_h11" is not a symbol of update 1; did you mean "net_h1"?'),
        ([("net_h1", "1"), ("net_h1", "?")], "line 3: net_h1 of update 1 is there twice"),
        ([("", "1")], 'line 2: "1" is the value of no symbol'),
    ],
)
def test_what_cannot_be_marked_is_said_with_its_line(answers, capsys, rows, said):
    assert main(["mark", answers(rows), "mazur"]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("head", "rows", "scenario", "said"),
    [
        (("symbol", "number"), [("net_h1", "1")], "mazur", 'there is no column "value"'),
        (("symbol", "value", "update"), [("net_h1", "1", "one")], "mazur", "update: expected a whole number"),
        (("symbol", "value", "sample"), [("net_h1", "1", "7")], "mazur", "update 1 has no sample 7, but 1"),
        (("symbol", "value"), [("net_h1", "1")], "batch", "net_h1"),
        (("symbol", "value"), [("net_o1", "1")], "batch", "is a number of one sample"),
    ],
)
def test_columns_are_checked(answers, capsys, head, rows, scenario, said):
    assert main(["mark", answers(rows, head=head), scenario]) == 2
    assert said in capsys.readouterr().err


def test_numbers_from_which_a_line_has_none_are_marked(answers, capsys):
    """A square can be no negative number: of its root nothing comes."""
    sheet = answers({"moment2_w1": "-0.3", "w1+": "0.12345"})
    status, report = marked(capsys, sheet, "valley_adam")
    assert status == 1
    assert (row(report, "w1+")["verdict"], row(report, "w1+")["expected"]) == ("wrong", None)
    main(["mark", sheet, "valley_adam"])
    assert "w1+: 0.12345 is wrong, nothing comes of the numbers before it" in capsys.readouterr().out


def test_what_is_no_number_is_a_wrong_line_and_no_obstacle_to_the_others(answers, capsys):
    """What follows from it is worked out as if it were blank."""
    sheet = answers({"net_h1": "nonsense", "out_h1": "0.59327", "net_h2": "1/0", "w1": "n/a"})
    status, report = marked(capsys, sheet, "mazur")
    assert (status, report["wrong"], report["right"]) == (1, 3, 1)
    assert report["first_wrong"] == {"update": 1, "symbol": "w1", "slips": []}
    assert [row(report, name)["given"] for name in ("w1", "net_h1", "net_h2")] == ["n/a", "nonsense", "1/0"]
    assert row(report, "net_h1")["expected"] == pytest.approx(0.3775)
    main(["mark", sheet, "mazur"])
    assert 'update 1, sample 1, net_h1: "nonsense" is no number, expected 0.3775' in capsys.readouterr().out


def test_no_single_cell_keeps_a_person_of_a_class_from_being_marked(answers, tmp_path, capsys):
    answers({"net_h1": "?", "out_h1": "0.59327"}, "ann.csv")
    students = answers([("ann",)], "list.csv", ("id",))
    assert main(["mark", str(tmp_path), "mazur", "--students", students]) == 0
    (person,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (person["right"], person["wrong"], person["problem"]) == ("1", "1", "")
    assert person["first_wrong"] == "update 1, sample 1, net_h1"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("net_h9", "1")], '{0}, line 2: "net_h9"'),
        ([("net_h1", "1", "2")], "{0}, line 2: more cells"),
    ],
)
def test_a_file_is_called_as_it_was_named(answers, capsys, rows, said):
    path = answers(rows)
    main(["mark", path, "mazur"])
    assert said.format(path) in capsys.readouterr().err


@pytest.mark.parametrize("blank", ["", " ", "-", "—", " – "])
def test_an_empty_sheet_is_all_blank(answers, capsys, blank):
    status, report = marked(capsys, answers({"net_h1": blank}), "mazur")
    assert (status, report["blank"], report["first_wrong"]) == (0, 43, None)


def test_a_class_is_marked_with_its_slips_by_frequency(answers, tmp_path, capsys):
    for name in ("ann", "bob"):
        answers(SLOPE_FORGOTTEN, f"{name}.csv")
    answers({"net_h1": "0.3775"}, "cleo.csv")
    answers({"net_h9": "1"}, "dora.csv")
    students = answers(
        [("ann", "A"), ("bob", "=B"), ("cleo", "C"), ("dora", "D"), ("emil", "E")], "list.csv", ("id", "name")
    )
    marks = tmp_path / "marks.csv"
    assert main(["mark", str(tmp_path), "mazur", "--students", students, "-o", str(marks)]) == 0
    report = capsys.readouterr().out
    assert "3 sheets marked, 1 without a wrong line" in report
    assert "2 of 3: delta, such as “You left out the slope, dout_o1/dnet_o1.”" in report
    rows = list(csv.DictReader(marks.read_text("utf-8").splitlines()))
    assert [(row["id"], row["slip"], row["right"]) for row in rows[:3]] == [
        ("ann", "1", "4"),
        ("bob", "1", "4"),
        ("cleo", "0", "1"),
    ]
    assert rows[1]["name"] == "(=B)"
    assert "net_h9" in rows[3]["problem"]
    assert "there is no file" in rows[4]["problem"]


@pytest.mark.parametrize("own", ["list.csv", "ann.csv", "ann.json"])
def test_marks_are_never_written_over_what_is_read(answers, tmp_path, capsys, own):
    answers({"net_h1": "0.3775"}, "ann.csv")
    (tmp_path / "ann.json").write_text("{}", "utf-8")
    students = answers([("ann",)], "list.csv", ("id",))
    before = (tmp_path / own).read_text("utf-8")
    assert main(["mark", str(tmp_path), "mazur", "--students", students, "-o", str(tmp_path / own)]) == 2
    assert "is one of the files that are read" in capsys.readouterr().err
    assert (tmp_path / own).read_text("utf-8") == before


def test_an_id_too_long_for_a_file_is_no_obstacle_to_the_others(answers, tmp_path, capsys):
    answers({"net_h1": "0.3775"}, "ann.csv")
    students = answers([("x" * 300,), ("ann",)], "list.csv", ("id",))
    assert main(["mark", str(tmp_path), "mazur", "--students", students]) == 0
    first, second = csv.DictReader(capsys.readouterr().out.splitlines())
    assert ("cannot be read" in first["problem"], second["right"]) == (True, "1")


def test_what_a_class_needs_is_asked_for(answers, tmp_path, capsys):
    ann, marks = answers({"net_h1": "0.3775"}, "ann.csv"), tmp_path / "marks.csv"
    students = answers([("ann",)], "list.csv", ("id",))
    assert main(["mark", ann, "mazur", "-o", str(marks)]) == 2
    assert "--students" in capsys.readouterr().err
    assert main(["mark", ann, "mazur", "--students", students, "-o", str(marks)]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert not marks.exists()


def test_a_scenario_beside_the_answers_is_that_persons_own(answers, tmp_path, capsys):
    main(["examples", "mazur"])
    own = json.loads(capsys.readouterr().out)
    own["layers"][1]["weights"][0][0] = 0.35
    (tmp_path / "ann.json").write_text(json.dumps(own), "utf-8")
    answers({"net_h1": "0.3875"}, "ann.csv")
    students = answers([("ann",)], "list.csv", ("id",))
    assert main(["mark", str(tmp_path), "mazur", "--students", students]) == 0
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["right"], row["wrong"], row["slip"]) == ("1", "0", "0")
