"""A CSV file is read to the number, or refused in one sentence with the file, the line and the column."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.files.checks import ScenarioError
from explainer.files.data.csv_table import read_head, read_table


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv") / "points.csv"


def sentence(path: Path, content: str | bytes, wanted: list[str] | None = None) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ScenarioError) as caught:
        read_table(path, wanted)
    return str(caught.value)


PLAIN = "x1,x2,y\n1,2.5,0\n-3e2,.5,1\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.rstrip(),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        "\n \r\n\n" + PLAIN.replace("\n", "\n\n  \n"),
        ' "x1", "x2",y\n"1", 2.5 ,"0"\n -3e2,"+.5",1.0\n',
        "x1;x2;y\n1;2,5;0\n-3e2;,5;1\n",
        '\ufeff"x1";"x2";"y"\n1;2.5;0\n-3E2;"0,5";1,\n',
    ],
)
def test_the_same_table_in_every_way_to_write_it(points: Path, content: str) -> None:
    points.write_bytes(content.encode())
    table = read_table(points)
    assert table.names == read_head(points).names == ("x1", "x2", "y")
    assert table.rows.tolist() == [[1, 2.5, 0], [-300, 0.5, 1]]
    assert not table.rows.flags.writeable


def test_columns_that_nobody_wants_may_hold_anything(points: Path) -> None:
    points.write_text(',kind,x,"a ""note"", quoted",y\n0,cat,1,"two\nlines; and a comma,",2\n1,,3,,4\n')
    assert read_table(points, ["y", "x"]).rows.tolist() == [[2, 1], [4, 3]]
    assert read_head(points).names == ("", "kind", "x", 'a "note", quoted', "y")


def test_the_first_line_decides_what_separates_cells(points: Path) -> None:
    points.write_text('"a;b;c",d\n1,2\n')
    assert read_table(points).names == ("a;b;c", "d")
    points.write_text('"a,b,c";d\n1,5;2\n')
    assert read_table(points).rows.tolist() == [[1.5, 2]]


CASES = [
    ("", "points.csv: the first line must name the columns, but there is nothing in it"),
    ("\ufeff\n", "points.csv: the first line must name the columns, but there is nothing in it"),
    (",,\n1,2,3\n", "points.csv: the first line must name the columns, but there is nothing in it"),
    ("x1,x2\n\n", "points.csv: there are no rows below the names of the columns"),
    ("x1,x2,x1\n", 'points.csv, line 1: two columns are called "x1"; the first line must name each column once'),
    ("\n\nx, x\n", 'points.csv, line 3: two columns are called "x"; the first line must name each column once'),
    ("x1,x2\n1,2\n1,abc\n", 'points.csv, line 3, column "x2": "abc" is not a number'),
    ("x1,x2\r\n\r\n\r\n1,abc\r\n", 'points.csv, line 4, column "x2": "abc" is not a number'),
    ("x1,x2\r1,2\r1,abc\r", 'points.csv, line 3, column "x2": "abc" is not a number'),
    ('x1,x2\n"1\n",2\n"a\n",2\n', 'points.csv, line 4, column "x1": "a" is not a number'),
    ("x1,x2\n1,\n", 'points.csv, line 2, column "x2": the cell is empty; give a number'),
    ("x1,x2\n,\n", 'points.csv, line 2, column "x1": the cell is empty; give a number'),
    ("x1,x2\n1,nan\n", 'points.csv, line 2, column "x2": "nan" is not a finite number'),
    ("x1,x2\n-inf,1\n", 'points.csv, line 2, column "x1": "-inf" is not a finite number'),
    ("x1,x2\n1,1e999\n", 'points.csv, line 2, column "x2": "1e999" is not a finite number'),
    ("x1;x2\n1;1,0e999\n", 'points.csv, line 2, column "x2": "1,0e999" is not a finite number'),
    ("x1,x2\n1,1_000\n", 'points.csv, line 2, column "x2": "1_000" is not a number'),
    ('x1,x2\n1,"0,5"\n', 'points.csv, line 2, column "x2": "0,5" is not a number'),
    ("x1;x2\n1;1.000,5\n", 'points.csv, line 2, column "x2": "1.000,5" is not a number'),
    ("x1,x2\n1,\x1b\n", "points.csv, line 2, column \"x2\": '\\x1b' is not a number"),
    ("x1,x2\n1,2\n1,2,3\n", "points.csv, line 3: expected 2 cells, one for each column, got 3"),
    ("x1,x2\n1,2\n1\n", "points.csv, line 3: expected 2 cells, one for each column, got 1"),
    (
        'x1,x2\n1,2\n1,"2\n3,4\n',
        "points.csv, line 3: quotes are not closed, or something follows them in the same cell",
    ),
    ('x1,x2\n"1"2,3\n', "points.csv, line 2: quotes are not closed, or something follows them in the same cell"),
    (b"x1,x2\n1,2\n\xff,4\n", "points.csv, line 3: this is not text in UTF-8; save the table as CSV in UTF-8"),
    (
        "x1,x2\n".encode("utf-16"),
        "points.csv, line 1: this is not text, there is a zero byte in it; save the table as ",
    ),
    (
        b"x1,x2\r\n1,2\r\n\0",
        "points.csv, line 3: this is not text, there is a zero byte in it; save the table as CSV in ",
    ),
    (
        "x1,x2\n1," + "9" * 200_000,
        "points.csv, line 2: a cell has more than 131,072 characters, too many for one; is a ",
    ),
    ("x1,x2\n1," + "9" * 400, 'points.csv, line 2, column "x2": "' + "9" * 59 + '…" is not a finite number'),
    ("x," * 20_000, "points.csv, line 1: more than the 20,000 cells that a row may have"),
    ("x,y\n" + '"\n1",' * 12_000, "points.csv, line 2: more than the 20,000 cells that a row may have"),
    ("\n" * 20_000_001, "points.csv: more than the 20,000,000 lines that a table may have"),
    (b"x" * (64 * 2**20 + 1), "points.csv: the file is larger than the 64 MiB that it may have"),
]


@pytest.mark.parametrize(("content", "expected"), CASES, ids=[case[1] for case in CASES])
def test_what_is_wrong_is_said_with_line_and_column(points: Path, content: str | bytes, expected: str) -> None:
    assert sentence(points, content).startswith(expected)


def test_more_numbers_than_a_data_set_may_have(points: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explainer.files.data.csv_table.MOST_DATA_NUMBERS", 1000)
    content = "x1,x2,x3\n" + "1,2,3\n" * 334
    assert sentence(points, content) == "points.csv: more than the 1,000 numbers that a data set may have"
    assert read_table(points, ["x1", "x3"]).rows.shape == (334, 2)


def test_a_column_that_is_not_there_is_refused_with_the_nearest_name(points: Path) -> None:
    content = "first_input,second_input,y\n1,2,3\n"
    assert sentence(points, content, ["first_inptu"]) == (
        'points.csv, line 1: "first_inptu" is not the name of a column; did you mean "first_input"?'
    )
    assert sentence(points, content, ["zz"]).endswith("known: first_input, second_input, y")
    assert sentence(points, content, [""]).startswith('points.csv, line 1: "" is not the name of a column')


def test_a_sentence_about_a_very_wide_table_is_short(points: Path) -> None:
    content = ",".join(["n" * 100_000, "\x1b", *(f"{'long' * 12}{number}" for number in range(100_000))]) + "\n1\n"
    refusal = sentence(points, content, ["zz"])
    assert len(refusal) < 2000
    assert refusal.isprintable()


def test_what_is_no_file(tmp_path: Path) -> None:
    def refusal(path: Path) -> str:
        with pytest.raises(ScenarioError) as caught:
            read_table(path)
        return str(caught.value)

    os.mkfifo(tmp_path / "pipe")
    deep = Path("a" * 100, "points.csv")
    assert refusal(Path("missing.csv")) == 'there is no file "missing.csv"'
    assert refusal(deep) == f'there is no file "…{"a" * 48}/points.csv"'
    assert refusal(Path()) == '"." is a folder, not a file'
    assert refusal(Path("/dev/zero")) == '"/dev/zero" is a device or a pipe, not a file'
    assert refusal(tmp_path / "pipe").endswith('pipe" is a device or a pipe, not a file')
    assert refusal(Path("a\0b")) == "'a\\x00b' is not the name of a file"
    assert refusal(Path("\ud800")) == "'\\ud800' is not the name of a file"
    assert refusal(Path("x" * 5000)).endswith("cannot be read: File name too long")


def test_a_name_that_cannot_be_printed_is_written_out(tmp_path: Path) -> None:
    assert sentence(tmp_path / "a\nb.csv", "") == (
        "'a\\nb.csv': the first line must name the columns, but there is nothing in it"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.touch(mode=0)
    with pytest.raises(ScenarioError, match="cannot be read: Permission denied"):
        read_table(path)


NUMBER = st.floats(allow_nan=False, allow_infinity=False)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[NUMBER] * width), min_size=1, max_size=5)))
def test_what_another_program_writes_is_read_to_the_last_bit(points: Path, rows: list[tuple[float, ...]]) -> None:
    with points.open("w", newline="") as file:
        csv.writer(file).writerows([[f"x{column}" for column in range(len(rows[0]))], *rows])
    assert [list(map(repr, row)) for row in read_table(points).rows.tolist()] == [list(map(repr, row)) for row in rows]


PIECES = st.sampled_from(
    ["x", "y", "1", "-2.5", "1e400", "nan", ",", ";", "\n", "\r", '"', " ", "\0", "\ufeff", "é", "_"]
)


@given(st.binary() | st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_arbitrary_content_is_read_or_refused_in_one_line(points: Path, content: bytes | str) -> None:
    points.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    try:
        table = read_table(points)
    except ScenarioError as refusal:
        problem = str(refusal)
    else:
        problem = "points.csv"
        assert table.rows.shape == (len(table.rows), len(table.names))
        assert np.all(np.isfinite(table.rows))
    assert problem.startswith("points.csv")
    assert problem.isprintable()
