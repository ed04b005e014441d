"""What an observation may say, and what is said about one that is not right."""

import gzip
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.layout.registry import LAYOUTS
from goldenthread.engine.number import exact, read_numbers
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused

MEASURES = {
    "smoking": Measure("smoking", statistic="proportion", year_type="calendar"),
    "absence": Measure("absence", statistic="rate", year_type="academic"),
    "visits": Measure("visits", statistic="count", year_type="financial"),
}
PLAIN = "measure,area,period,value"


def read(folder: Path, *lines: str, header: str = PLAIN, **options: object) -> Reading:
    path = folder / "figures.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return read_observations([path], **options)  # type: ignore[arg-type]


def one(folder: Path, line: str, column: str, said: str, **options: object) -> dict[str, object]:
    """The only row read where one more column is given."""
    (row,) = read(folder, f"{line},{said}", header=f"{PLAIN},{column}", **options).table.to_pylist()
    return dict(row)


def test_a_good_row_is_kept_exactly(tmp_path: Path) -> None:
    reading = read(tmp_path, "smoking,E10000016,2016/17,14.10")
    assert reading.table.schema == OBSERVATIONS
    (row,) = reading.table.to_pylist()
    assert row["value"] == Decimal("14.1")
    assert (row["period"], row["status"], row["group"]) == ("2016-04-01/P1Y", "normal", "")
    assert (reading.rows_read, reading.refused, reading.repeats, reading.refusals) == (1, 0, 0, ())


@pytest.mark.parametrize(
    ("line", "column", "what", "do"),
    [
        ("smoking,na,2016,1", "area", "'na' is not in the area register", "GSS"),
        ("smoking,,2016,1", "area", "the area is empty", "its area"),
        (",E10000016,2016,1", "measure", "the measure is empty", "its measure"),
        ("smokign,E10000016,2016,1", "measure", "'smokign' is not among the measures", "measures table"),
        ("smoking,E10000016,,1", "period", "the period is empty", "2016-04-01/P1Y"),
        ("smoking,E10000016,soon,1", "period", "soon", "2016-04-01/P1Y"),
        ("visits,E10000016,2016-04,1", "period", "2016-04", "2016-04-01/P1Y"),
        ('smoking,E10000016,2016,"1,234.5"', "value", "commas", "write 1234.5"),
        ("smoking,E10000016,2016,45%", "value", "percentage sign", "write 45;"),
        ("smoking,E10000016,2016,£9", "value", "currency", "write 9"),
        ("smoking,E10000016,2016,<0.5", "value", "text, not a number", "put < in the qualifier"),
        ("smoking,E10000016,2016,#DIV/0!", "value", "spreadsheet error", "formula"),
        ("smoking,E10000016,2016,inf", "value", "not a finite number", "leave the cell empty"),
        ("smoking,E10000016,2016,NaN", "value", "not a finite number", "leave the cell empty"),
        ("smoking,E10000016,2016,n/a", "value", "'n/a' is not a number", "status missing"),
        ("smoking,E10000016,2016,1_000", "value", "is not a number", "write a number"),
        ("smoking,E10000016,2016,١٢", "value", "is not a number", "write a number"),
        ("smoking,E10000016,2016,1e-19", "value", "more than 18 decimal places", "round it"),
        ("smoking,E10000016,2016,1e999", "value", "more than 18 decimal places or 20 digits", "round it"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place_and_a_remedy(
    tmp_path: Path, line: str, column: str, what: str, do: str
) -> None:
    reading = read(tmp_path, "visits,E10000016,2015/16,1", line, measures=MEASURES)
    (refusal,) = reading.refusals
    assert (refusal.file, refusal.row, refusal.column) == ("figures.csv", 3, column)
    assert what in refusal.what
    assert do in refusal.do
    assert (reading.rows_read, reading.table.num_rows, reading.refused) == (2, 1, 1)


@pytest.mark.parametrize(
    ("value", "columns", "said", "column", "what"),
    [
        ("1", "status", "good", "status", "'good' is not a status"),
        ("1", "status", "missing", "value", "there is a value, and the status is missing"),
        ("0", "status", "Suppressed", "value", "there is a value, and the status is suppressed"),
        ("", "status", "break", "value", "no value"),
        ("1", "qualifier", "about", "qualifier", "'about' is not a qualifier"),
        ("1", "group", "women", "group", "women"),
        ("1", "group", "sex=male;sex=female", "group", "sex"),
        ("1", "lower,upper", "3,2", "lower", "above the upper limit"),
        ("1", "denominator", "-1", "denominator", "below zero"),
        ("1", "numerator,denominator", "5,4", "numerator", "5 is more than the denominator 4"),
        ("1", "numerator", "many", "numerator", "'many' is not a number"),
    ],
)
def test_cells_that_cannot_stand_together_are_refused(
    tmp_path: Path, value: str, columns: str, said: str, column: str, what: str
) -> None:
    line = f"smoking,E10000016,2016,{value},{said}"
    reading = read(tmp_path, line, header=f"{PLAIN},{columns}", measures=MEASURES)
    (refusal,) = reading.refusals
    assert (refusal.row, refusal.column) == (2, column)
    assert what in refusal.what
    assert refusal.do
    assert reading.table.num_rows == 0


def test_a_count_may_have_more_cases_than_people(tmp_path: Path) -> None:
    line = "visits,E10000016,2016/17,1,5,4"
    reading = read(tmp_path, line, header=f"{PLAIN},numerator,denominator", measures=MEASURES)
    assert reading.refusals == ()


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", "missing"), ("normal", "missing"), ("provisional", "missing"), ("suppressed", "suppressed")],
)
def test_an_empty_value_is_missing_unless_it_is_suppressed(tmp_path: Path, said: str, meant: str) -> None:
    row = one(tmp_path, "smoking,E10000016,2016,", "status", said)
    assert (row["value"], row["status"]) == (None, meant)


def test_the_measure_settles_what_a_split_year_is(tmp_path: Path) -> None:
    lines = ["absence,E10000016,2016/17,1", "visits,E10000016,2016/17,1"]
    table = read(tmp_path, *lines, measures=MEASURES).table
    assert table.column("period").to_pylist() == ["2016-09-01/P1Y", "2016-04-01/P1Y"]


def test_without_measures_the_year_type_settles_it(tmp_path: Path) -> None:
    table = read(tmp_path, "x,E10000016,2016/17,1", year_type="academic-august").table
    assert table.column("period").to_pylist() == ["2016-08-01/P1Y"]


def test_a_split_year_is_refused_only_for_the_measure_whose_years_are_calendar_years(tmp_path: Path) -> None:
    lines = ["smoking,E10000016,2016/17,1", "visits,E10000016,2016/17,1"]
    reading = read(tmp_path, *lines, measures=MEASURES)
    assert [(each.row, each.column) for each in reading.refusals] == [(2, "period")]
    assert reading.table.num_rows == 1


def test_texts_are_trimmed_and_groups_put_in_order(tmp_path: Path) -> None:
    row = one(tmp_path, " smoking , E10000016 , 2016 , 1.50 ", "group", " sex = female ; age=16-17 ")
    assert (row["measure"], row["area"], row["group"]) == ("smoking", "E10000016", "age=16-17;sex=female")
    assert row["value"] == Decimal("1.5")


def test_a_row_that_says_the_same_again_counts_once(tmp_path: Path) -> None:
    lines = ["x,E10000016,2016/17,1.50", "x,E10000016,2016/17,2", "x,E10000016,2017/18,9"]
    lines[1] = "x,E10000016,2016-04-01/P12M,1.5"
    reading = read(tmp_path, *lines)
    assert (reading.table.num_rows, reading.repeats, reading.refused) == (2, 1, 0)


@pytest.mark.parametrize("header", [f"{PLAIN},qualifier", f"{PLAIN},note"])
def test_a_note_may_differ_and_a_qualifier_may_not(tmp_path: Path, header: str) -> None:
    reading = read(tmp_path, "x,E10000016,2016,1,<", "x,E10000016,2016,1,", header=header)
    assert (reading.repeats, reading.refused) == ((0, 2) if "qualifier" in header else (1, 0))


def test_rows_that_disagree_are_all_refused_and_name_each_other(tmp_path: Path) -> None:
    lines = ["x,E10000016,2016,1", "x,E10000016,2017,5", "x,E10000016,2016,2", "x,E10000016,2016,1"]
    reading = read(tmp_path, *lines)
    assert [refusal.row for refusal in reading.refusals] == [2, 4, 5]
    assert "is 1 here and 2 at figures.csv:4" in reading.refusals[0].what
    assert "is 2 here and 1 at figures.csv:2" in reading.refusals[1].what
    assert (reading.table.num_rows, reading.refused, reading.repeats) == (1, 3, 0)


def test_a_repeat_in_another_file_is_found(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"{PLAIN}\nx,E10000016,2016,1\n")
    reading = read_observations([tmp_path])
    assert (reading.files, reading.rows_read, reading.repeats) == (2, 2, 1)


def test_a_row_refused_for_one_thing_does_not_make_another_a_repeat(tmp_path: Path) -> None:
    lines = ["x,E10000016,2016,1,good", "x,E10000016,2016,1,"]
    reading = read(tmp_path, *lines, header=f"{PLAIN},status")
    assert (reading.table.num_rows, reading.refused, reading.repeats) == (1, 1, 0)


def test_one_row_may_be_wrong_twice_and_is_counted_once(tmp_path: Path) -> None:
    reading = read(tmp_path, "x,na,soon,much")
    assert [each.column for each in sorted(reading.refusals, key=lambda each: str(each.column))] == [
        "area",
        "period",
        "value",
    ]
    assert (reading.refused, reading.rows_read) == (1, 1)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe")
    (tmp_path / "b.csv").write_text(f"{PLAIN}\nx,E10000016,2016,1\n")
    reading = read_observations([tmp_path])
    assert (reading.unread, reading.table.num_rows) == (1, 1)
    assert [refusal.file for refusal in reading.refusals] == ["a.csv"]


def test_a_file_of_headings_alone_has_no_rows(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert (reading.table.num_rows, reading.rows_read) == (0, 0)
    assert reading.table.schema == OBSERVATIONS


def test_an_empty_folder_and_an_unknown_layout_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file to read"):
        read_observations([tmp_path])
    with pytest.raises(Refused, match="plain, ons-els"):
        read_observations([tmp_path], "magic")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**19), max_value=10**19, places=18))
def test_no_digit_of_a_number_is_lost(number: Decimal) -> None:
    numbers, bad = read_numbers(pa.chunked_array([[f"{number:f}", f"{number:E}", str(number)]]))
    assert bad.tolist() == []
    assert numbers.to_pylist() == [number] * 3
    assert exact(str(number)) == number


@given(st.text(max_size=8))
def test_a_column_and_a_single_number_are_read_alike(text: str) -> None:
    numbers, bad = read_numbers(pa.chunked_array([[text]], pa.string()))
    if text.strip():
        assert numbers[0].as_py() == exact(text)
        assert (len(bad) == 1) == (exact(text) is None)


@pytest.mark.parametrize(
    "text",
    [
        "1" + "0" * 30,
        "1e30",
        "1.0E-92",
        "56991100757161293430.3245617744982629462",
        "12345678901234567890e5",
        "9" * 45,
    ],
)
def test_a_number_too_long_to_keep_is_refused_and_never_becomes_another(text: str) -> None:
    numbers, bad = read_numbers(pa.chunked_array([["1.5", text]], pa.string()))
    assert numbers.to_pylist() == [Decimal("1.5"), None]
    assert bad.tolist() == [1]


@given(st.from_regex(r"[+-]?[0-9]{0,45}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?", fullmatch=True))
def test_digits_of_any_length_are_read_as_one_number_or_as_none(text: str) -> None:
    numbers, _ = read_numbers(pa.chunked_array([[text]], pa.string()))
    assert numbers[0].as_py() == exact(text)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 200))
def test_no_file_a_person_can_supply_does_worse_than_be_refused(
    tmp_path_factory: pytest.TempPathFactory, layout: str, noise: bytes, at: int
) -> None:
    good = b"measure,area,period,value\nm,E10000016,2016/17,1.5\nm,E07000106,2016/17,2\n"
    ending = LAYOUTS[layout].endings[-1]
    content = gzip.compress(good) if ending.endswith(".gz") else good
    path = tmp_path_factory.mktemp("noise") / f"figures{ending}"
    path.write_bytes(content[:at] + noise + content[at:])
    reading = read_observations([path], layout)
    assert reading.rows_read == reading.table.num_rows + reading.refused + reading.repeats
    assert all(refusal.what and refusal.do for refusal in reading.refusals)


def test_a_float_written_out_in_full_is_rounded_to_eighteen_places() -> None:
    assert exact("0.0010280420256339154") == Decimal("0.001028042025633915")
    assert exact("2.5317807984289897e-05") == Decimal("0.00002531780798429")
    assert exact("1.2345678901234567e-10") is None
    assert exact("0.00102804202563391540001") is None


def test_each_of_many_rows_names_the_first_that_disagrees_with_it(tmp_path: Path) -> None:
    many = ["smoking,E10000016,2016,1"] * 20_000
    reading = read(tmp_path, *many, "smoking,E10000016,2016,2", "smoking,E10000016,2016,3")
    said = [refusal.what.rpartition(" is ")[2] for refusal in reading.refusals]
    assert set(said[:20_000]) == {"1 here and 2 at figures.csv:20002"}
    assert said[20_000:] == ["2 here and 1 at figures.csv:2", "3 here and 1 at figures.csv:2"]


def test_two_missing_figures_that_differ_in_their_qualifier_alone_disagree(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("measure,area,period,value,qualifier\nb,E06000035,2016,,\nb,E06000035,2016,,<\n")
    assert "is missing here and missing with < at f.csv:3" in str(read_observations([path]).refusals[0])
