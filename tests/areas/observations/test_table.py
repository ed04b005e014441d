"""Reading a table: what a file may look like, and what is said when it does not."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.engine.table import Table, read_table, write_table
from goldenthread.engine.table_csv import _fast, _slow
from goldenthread.rules.refusal import Refusal, Refused


def written(folder: Path, content: bytes | str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(table: Table) -> list[tuple[int, dict[str, str | None]]]:
    return list(zip(table.lines.tolist(), table.data.to_pylist(), strict=True))


def refusals(path: Path, *required: str) -> tuple[Refusal, ...]:
    with pytest.raises(Refused) as refused:
        read_table(path, required)
    return refused.value.refusals


def only(path: Path, *required: str) -> Refusal:
    (refusal,) = refusals(path, *required)
    return refusal


def test_columns_are_found_by_heading_in_any_order_and_case(tmp_path: Path) -> None:
    path = written(tmp_path, "Note, VALUE ,area\nhello,2.5,E1\n")
    table = read_table(path, ["area", "value"], ["missing"])
    assert rows(table) == [(2, {"area": "E1", "value": "2.5"})]
    assert table.heading("value") == "VALUE"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("last", [True, False], ids=["ends with a newline", "does not"])
def test_every_way_a_spreadsheet_saves_lines_is_read(
    tmp_path: Path, start: bytes, newline: bytes, last: bool
) -> None:
    content = start + newline.join([b"a,b", b"1,", b",4"]) + (newline if last else b"")
    table = read_table(written(tmp_path, content), ["a", "b"])
    assert rows(table) == [(2, {"a": "1", "b": None}), (3, {"a": None, "b": "4"})]


def test_lines_are_counted_as_a_person_sees_them_past_quoted_newlines(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n"one\ntwo",1\nx,2\n')
    assert rows(read_table(path, ["a", "b"])) == [
        (2, {"a": "one\ntwo", "b": "1"}),
        (4, {"a": "x", "b": "2"}),
    ]


@pytest.mark.parametrize("blank", ["\n", ",\n", "\n\n"])
def test_blank_rows_are_passed_over_and_still_counted(tmp_path: Path, blank: str) -> None:
    path = written(tmp_path, f"a,b\n1,2\n{blank}3,4\n")
    lines = [line for line, _ in rows(read_table(path, ["a", "b"]))]
    assert lines == [2, 3 + blank.count("\n")]


def test_empty_cells_past_the_last_heading_are_let_pass(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2,,\n")
    assert rows(read_table(path, ["a", "b"])) == [(2, {"a": "1", "b": "2"})]


@pytest.mark.parametrize(
    ("content", "row", "what", "do"),
    [
        (b"area,value\nE1,1\nCaf\xe9,2\n", 3, "byte 0xe9", "CSV UTF-8"),
        (b"area,value\n\x92E1,1\n", 2, "byte 0x92", "CSV UTF-8"),
        ("area,value\nE1,1\n".encode("utf-16"), 1, "UTF-16", "CSV UTF-8"),
        (b"area,value\nE1,\x001\n", 2, "zero byte", "CSV UTF-8"),
        (b"", None, "empty", "header row"),
        (b"\n \n", None, "empty", "header row"),
        (b"\xef\xbb\xbf", None, "empty", "header row"),
        (b",,\nE1,1,\n", 1, "first row is empty", "headings"),
        (b"PK\x03\x04rest", None, "workbook", "xlsx-template"),
    ],
)
def test_a_file_that_is_not_utf_8_text_is_refused_with_its_row_and_a_remedy(
    tmp_path: Path, content: bytes, row: int | None, what: str, do: str
) -> None:
    refusal = only(written(tmp_path, content), "area", "value")
    assert (refusal.file, refusal.row) == ("figures.csv", row)
    assert what in refusal.what
    assert do in refusal.do


def test_every_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    found = refusals(written(tmp_path, "area,vaule\nE1,1\n"), "measure", "area", "value")
    assert [refusal.column for refusal in found] == ["measure", "value"]
    assert all(refusal.row == 1 and "area, vaule" in refusal.do for refusal in found)


def test_a_wanted_heading_must_not_stand_twice(tmp_path: Path) -> None:
    refusal = only(written(tmp_path, "area,value,Value\nE1,1,2\n"), "area", "value")
    assert (refusal.row, refusal.column) == (1, "value")
    assert refusal.what.startswith("2 columns")


def test_a_heading_that_nobody_asked_for_may_stand_twice(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "area,notes,notes\nE1,x,y\n"), ["area"])
    assert rows(table) == [(2, {"area": "E1"})]


@pytest.mark.parametrize("cells", ["E1", "E1,1,2"])
def test_a_ragged_row_is_refused_with_its_own_line(tmp_path: Path, cells: str) -> None:
    refusal = only(written(tmp_path, f'area,value\n"E\n0",0\n{cells}\nE2,2\n'), "area", "value")
    assert refusal.row == 4
    assert f"{cells.count(',') + 1} cells" in refusal.what
    assert "quotation marks" in refusal.do


def test_every_ragged_row_is_refused_not_only_the_first(tmp_path: Path) -> None:
    found = refusals(written(tmp_path, "a,b\n1\n2,2\n3\n"), "a")
    assert [refusal.row for refusal in found] == [2, 4]


def test_a_quotation_mark_that_never_closes_is_refused(tmp_path: Path) -> None:
    found = refusals(written(tmp_path, 'a,b\n1,2\n"3,4\n5,6\n'), "a")
    assert found[-1].row == 3
    assert "quotation mark" in found[-1].do


def test_a_quotation_mark_that_opens_in_the_last_cell_is_refused(tmp_path: Path) -> None:
    refusal = only(written(tmp_path, 'a,b\n1,2\n3,"4\n'), "a", "b")
    assert "cannot be read" in refusal.what


def test_a_quotation_mark_inside_a_cell_is_part_of_it(tmp_path: Path) -> None:
    assert rows(read_table(written(tmp_path, 'a,b\n5" pipe,2\n'), ["a"])) == [(2, {"a": '5" pipe'})]


def test_a_reader_that_tells_of_bad_rows_keeps_the_others(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a,b\n1\n2,2\n"), ["a"], keep_ragged=True)
    assert rows(table) == [(3, {"a": "2"})]
    assert [refusal.row for refusal in table.ragged] == [2]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in only(tmp_path / "nowhere.csv", "a").what
    assert "folder" in only(tmp_path, "a").what
    assert "ending .doc" in only(written(tmp_path, "a\n1\n", "figures.doc"), "a").what


def test_a_broken_gzip_or_parquet_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b"a\n1\n" * 100)
    for name, content in (
        ("cut.csv.gz", whole[:-9]),
        ("not.csv.gz", b"a\n1\n"),
        ("bad.csv.gz", whole[:12] + b"\xff\xff\xff" + whole[15:]),
        ("not.parquet", b"a\n1\n"),
        ("cut.parquet", b"PAR1"),
    ):
        refusal = only(written(tmp_path, content, name), "a")
        assert refusal.file == name
        assert "export" in refusal.do


def test_compressed_csv_reads_like_plain_csv(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(b"a,b\n1,2\n"), "figures.CSV.GZ")
    assert rows(read_table(path, ["b"])) == [(2, {"b": "2"})]


@pytest.mark.parametrize(
    "kind", [pa.binary(), pa.large_binary(), pa.binary(2), pa.binary_view(), pa.list_(pa.int64())]
)
def test_a_parquet_column_that_is_no_text_is_refused(tmp_path: Path, kind: pa.DataType) -> None:
    path = tmp_path / "f.parquet"
    said = [[1]] if pa.types.is_list(kind) else [b"\xff\xfe"]
    pq.write_table(pa.table({"a": pa.array(said, kind)}), path)
    with pytest.raises(Refused, match="not text or numbers"):
        read_table(path, ["a"])


@pytest.mark.parametrize("at", ["heading", "cell"])
def test_parquet_text_that_is_not_utf_8_is_refused(tmp_path: Path, at: str) -> None:
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"heading": ["cell"]}), path, compression="none", store_schema=False)
    path.write_bytes(path.read_bytes().replace(at.encode(), b"\xff" * len(at)))
    with pytest.raises(Refused, match=r"f\.parquet"):
        read_table(path, ["heading"])


def test_parquet_numbers_dates_and_texts_become_text_without_loss(tmp_path: Path) -> None:
    table = pa.table(
        {
            "value": pa.array([0.1, None]),
            "whole": pa.array([12345678901234567, 2]),
            "area": pa.array(["E1", ""]).dictionary_encode(),
            "on": pa.array([18000, None], pa.date32()),
        }
    )
    pq.write_table(table, tmp_path / "x.parquet")
    read = read_table(tmp_path / "x.parquet", ["value", "whole", "area", "on"])
    assert rows(read) == [
        (2, {"value": "0.1", "whole": "12345678901234567", "area": "E1", "on": "2019-04-14"}),
        (3, {"value": None, "whole": "2", "area": None, "on": None}),
    ]


def test_parquet_without_a_column_or_with_a_nested_one_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": pa.array([[1]])}), tmp_path / "x.parquet")
    assert only(tmp_path / "x.parquet", "b").column == "b"
    assert "list" in only(tmp_path / "x.parquet", "a").what


TEXTS = st.text(st.sampled_from("ab \",\n\r'é£0"), max_size=5)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("t") / "x.csv"
    table = pa.table({"a": [a for a, _ in cells], "b": [b for _, b in cells]})
    write_table(table, path)
    kept = [{"a": a or None, "b": b or None} for a, b in cells if a or b]
    assert read_table(path, ["a", "b"]).data.to_pylist() == kept


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_the_fast_reading_is_the_slow_one_or_none(records: list[list[str]]) -> None:
    body = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in record) for record in records)
    data = f"a,b\n{body}\n".encode()
    header, places = ["a", "b"], {"a": 0, "b": 1}
    fast = _fast(data, header, places)
    slow = _slow("x.csv", data, header, places)
    if fast is not None:
        assert fast[0].to_pylist() == slow[0].to_pylist()
        assert fast[1].tolist() == slow[1].tolist()


def test_numbers_are_written_as_a_person_would_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    numbers = pa.array(["0", "100", "2.50", "0.0000001", None, "-1.10"]).cast(pa.decimal128(38, 18))
    table = pa.table({"value": numbers, "area": pa.array(["E,1"] * 6).dictionary_encode()})
    write_table(table, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text().splitlines() == [
        "value,area",
        '0,"E,1"',
        '100,"E,1"',
        '2.5,"E,1"',
        '0.0000001,"E,1"',
        ',"E,1"',
        '-1.1,"E,1"',
    ]
    write_table(table, tmp_path / "b.csv.gz")
    write_table(table, tmp_path / "c.csv.gz")
    assert (tmp_path / "b.csv.gz").read_bytes() == (tmp_path / "c.csv.gz").read_bytes()


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "old\n", "x.parquet")

    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.ParquetWriter.write_table", full)
    with pytest.raises(Refused, match="No space left"):
        write_table(pa.table({"a": [1]}), path)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("x.parquet", "old\n")]


def test_an_unknown_ending_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.parquet"):
        write_table(pa.table({"a": [1]}), tmp_path / "x.doc")
