"""A budget book as a file: out and in the same, and every cell that cannot be read is refused by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal as D
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from goldenthread.engine.budget.book_file import file_book, read_book, refusals_of, warnings_of
from goldenthread.engine.budget.book_layout import SHEETS
from goldenthread.engine.budget.book_template import template_book, template_xlsx, template_yaml
from goldenthread.engine.budget.book_xlsx_write import write_book_xlsx
from goldenthread.engine.budget.book_yaml_write import write_book_yaml
from goldenthread.rules.book_plain import checksum
from goldenthread.rules.budget import Book
from goldenthread.rules.refusal import Refused
from tests.areas.finance.sample_book import BALANCED, sample_book

Cells = Mapping[str, object]
SERVICES = {ref: ref.title() for ref in sorted({line.service for line in BALANCED.lines})}


def as_workbook(folder: Path, changed: Cells | None = None, book: Book = BALANCED) -> Path:
    """The book as a workbook, with cells changed: `Lines!F2`."""
    path = folder / "book.xlsx"
    written = openpyxl.load_workbook(BytesIO(write_book_xlsx(book)))
    for place, value in (changed or {}).items():
        sheet, _, cell = place.partition("!")
        written[sheet][cell] = value
    written.save(path)
    return path


def as_yaml(folder: Path, old: str = "", new: str = "", book: Book = BALANCED) -> Path:
    """The book as YAML, with the first of some words changed."""
    path = folder / "book.yaml"
    text = write_book_yaml(book)
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def told(path: Path) -> list[tuple[str, int | None, str | None, str]]:
    """Where the file is refused, and what is said first."""
    with pytest.raises(Refused) as refused:
        read_book(path)
    assert all(each.do for each in refused.value.refusals)
    return [(each.file, each.row, each.column, each.what) for each in refused.value.refusals]


@pytest.mark.parametrize("ending", ["xlsx", "yaml"])
def test_a_book_goes_out_and_comes_in_without_a_difference(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    content = write_book_xlsx(BALANCED) if ending == "xlsx" else write_book_yaml(BALANCED).encode()
    path.write_bytes(content)
    assert read_book(path) == BALANCED
    assert checksum(read_book(path)) == checksum(BALANCED)


def test_the_services_that_go_out_beside_a_book_hold_it_to_them_when_it_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    text = write_book_yaml(BALANCED, SERVICES)
    path.write_text(text, encoding="utf-8")
    assert read_book(path) == BALANCED
    path.write_text(text.replace("service: highways", "service: roads"), encoding="utf-8")
    line = next(n for n, said in enumerate(text.splitlines(), 1) if "service: highways" in said)
    assert told(path) == [("book.yaml[lines]", line, "service", "there is no service 'roads'")]


# A cell of the workbook, what stands in it, and how it is refused.
BAD_CELLS: tuple[tuple[str, object, str, str], ...] = (
    ("Lines!F3", "£1,200", "gross", "'£1,200' is text, not an amount"),
    ("Lines!F3", "1.2m", "gross", "'1.2m' is text, not an amount"),
    ("Lines!F3", "tbc", "gross", "'tbc' is text, not an amount"),
    ("Lines!F3", "#REF!", "gross", "'#REF!' is text, not an amount"),
    ("Lines!F3", 1.005, "gross", "'1.005' has parts of a penny"),
    ("Lines!F3", None, "gross", "the cell is empty"),
    ("Changes!D2", 2021, "year", "'2021' is not a financial year"),
    ("Changes!G2", "perhaps", "one_off", "'perhaps' is neither yes nor no"),
    ("Funding!I2", "n/a", "2021/22", "'n/a' is text, not an amount"),
    ("Tax!C2", "two per cent", "core", "'two per cent' is not a number"),
    ("Tax!B2", "131,000", "base", "'131,000' is not a number"),
    ("Assumptions!A2", "wages", "driver", "there is no driver 'wages'"),
    ("Assumptions!C2", 0.5, "central", "low 0.03, central 0.5 and high 0.07 are not in that order"),
    ("Overrides!A2", "high-price", "scenario", "there is no scenario 'high-price'"),
    ("Overrides!B2", "wages", "driver", "there is no driver 'wages'"),
    ("Drivers!F2", "care-fees", "follows", "a circle: 'wage' follows 'care-fees' follows 'wage'"),
    ("Uses!B3", "roads", "line", "'ph-grant' may be spent on public-health, not on highways"),
    ("About!B8", "england-2019-20", "rules", "the rule pack england-2019-20 has expired"),
    ("About!B9", "millions", "unit", "'millions' is no unit"),
)


@pytest.mark.parametrize(("cell", "value", "column", "words"), BAD_CELLS, ids=lambda each: str(each)[:30])
def test_a_cell_that_cannot_stand_is_refused_at_its_sheet_row_and_column(
    tmp_path: Path, cell: str, value: object, column: str, words: str
) -> None:
    sheet, _, place = cell.partition("!")
    found = told(as_workbook(tmp_path, {cell: value}))
    assert (f"book.xlsx[{sheet}]", int(place[1:]), column) in [each[:3] for each in found]
    assert any(words in each[3] for each in found)


def test_what_to_write_in_place_of_an_amount_in_words_is_said() -> None:
    from goldenthread.engine.budget.book_cell import BadCell, read_amount

    for text, plain in (
        ("£1,200", "1200"),
        ("1.2m", "1200000"),
        ("(45)", "-45"),
        ("3k", "3000"),
        ("2bn-", ""),
    ):
        with pytest.raises(BadCell) as bad:
            read_amount(text)
        assert bad.value.do == (f"write {plain}, as a number" if plain else "write -2000000000, as a number")
    assert read_amount("12.345", 1000) == D("12345.00")


def test_every_fault_of_a_workbook_is_told_at_once_on_whatever_sheet(tmp_path: Path) -> None:
    wrong = {
        "Lines!F2": "tbc",
        "Changes!F3": "£5m",
        "Reserves!E2": "lots",
        "Tax!C3": "x",
        "Lines!A3": "roads",
    }
    found = told(as_workbook(tmp_path, wrong))
    assert {(each[0], each[2]) for each in found} >= {
        ("book.xlsx[Lines]", "gross"),
        ("book.xlsx[Changes]", "amount"),
        ("book.xlsx[Reserves]", "opening"),
        ("book.xlsx[Tax]", "core"),
        ("book.xlsx[Lines]", "ref"),
    }


def test_a_cell_of_yaml_is_refused_at_its_own_line(tmp_path: Path) -> None:
    path = as_yaml(tmp_path, "gross: 60000000.00", "gross: about 60 million")
    line = next(n for n, said in enumerate(path.read_text().splitlines(), 1) if "about 60" in said)
    assert told(path) == [("book.yaml[lines]", line, "gross", "'about 60 million' is text, not an amount")]


def test_an_agreed_book_that_does_not_balance_is_refused_where_it_says_that_it_is_agreed(
    tmp_path: Path,
) -> None:
    book = sample_book(state="approved", contingency=D("3000000.00"))
    file, row, column, what = told(as_workbook(tmp_path, book=book))[0]
    assert (file, row, column) == ("book.xlsx[About]", 5, "state")
    assert what.startswith("2021/22 does not balance: spending is £1,000,0")


def test_a_book_in_thousands_is_the_same_book(tmp_path: Path) -> None:
    small = sample_book(contingency=D("2000000.00"), lines=BALANCED.lines[:1], changes=(), uses=(), pools=())
    book = replace(small, funding=(), allocations=(), touches=(), reserves=())
    path = as_yaml(tmp_path, "unit: pounds", "unit: thousands", book)
    text = path.read_text().replace("180000000.00", "180000").replace("40000000.00", "40000")
    path.write_text(text.replace("contingency: 2000000.00", "contingency: 2000"))
    assert read_book(path) == book


def test_a_percentage_and_a_share_are_the_same(tmp_path: Path) -> None:
    book = read_book(as_yaml(tmp_path, "core: 0.0199", "core: 1.99%"))
    assert book == BALANCED


def test_a_net_that_is_given_is_held_to_gross_and_income(tmp_path: Path) -> None:
    """What nobody needs to write may still be there, from a ledger."""
    right = as_yaml(tmp_path, "gross: 60000000.00", "gross: 60000000.00\n  net: 60000000")
    assert read_book(right) == BALANCED
    wrong = as_yaml(tmp_path, "gross: 60000000.00", "gross: 60000000.00\n  net: 6000000")
    assert [each[2:] for each in told(wrong)] == [
        ("net", "net 6000000.00 is not gross 60000000.00 less income 0.00")
    ]


def test_the_noise_of_a_binary_fraction_is_not_read(tmp_path: Path) -> None:
    book = read_book(as_workbook(tmp_path, {"Changes!F3": 0.1 + 0.2}))
    assert book.changes[1].amount == D("0.30")


def test_a_formula_counts_as_its_value_and_one_never_worked_out_is_refused(tmp_path: Path) -> None:
    path = as_workbook(tmp_path, {"Changes!F3": "=2+3"})
    assert told(path) == [("book.xlsx[Changes]", 3, "amount", "the formula has no stored result")]


def drop(sheet: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: book.remove(book[sheet])


def rename(sheet: str, to: str) -> Callable[[openpyxl.Workbook], None]:
    def do(book: openpyxl.Workbook) -> None:
        book[sheet].title = to

    return do


def put(place: str, value: str) -> Callable[[openpyxl.Workbook], None]:
    def do(book: openpyxl.Workbook) -> None:
        sheet, _, cell = place.partition("!")
        (book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet))[cell] = value

    return do


def merge(place: str) -> Callable[[openpyxl.Workbook], None]:
    sheet, _, cells = place.partition("!")
    return lambda book: book[sheet].merge_cells(cells)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (drop("Lines"), "there is no sheet Lines"),
        (drop("About"), "there is no sheet About"),
        (rename("Changes", "Chnages"), "the sheet Chnages would not be read"),
        (put("Lines!F1", "spending"), "there is no column gross"),
        (put("Lines!I1", "outturn"), "'outturn' is not known here"),
        (put("Lines!G1", "gross"), "gross is there twice"),
        (put("About!B6", "next year"), "'next year' is not a financial year"),
        (put("About!B7", "0"), "0 is no number of years"),
        (put("About!D3", "see below"), "'see below' stands under no heading"),
        (put("Funding!N3", "999999"), "'999999' stands under no heading"),
        (put("Funding!J1", ""), "there is no column 2022/23, a year of the plan"),
        (put("Reserves!H1", ""), "there is no column 2022/23, a year of the plan"),
        (put("Changes 2!A1", "ref"), "the sheet Changes 2 would not be read"),
        (put("Line!A1", "ref"), "the sheet Line would not be read"),
        (put("Lines (2)!A1", "ref"), "the sheet Lines (2) would not be read"),
        (merge("Lines!F3:G3"), "F3:G3 are merged"),
        (merge("Lines!C3:C4"), "C3:C4 are merged"),
    ],
)
def test_sheets_and_headings_that_would_go_unread_are_refused(
    tmp_path: Path, spoil: Callable[[openpyxl.Workbook], None], words: str
) -> None:
    path = as_workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    spoil(book)
    book.save(path)
    assert any(words in each[3] for each in told(path))


def test_a_sheet_of_the_writers_own_is_left_alone_and_told_of(tmp_path: Path) -> None:
    path = as_workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    put("Workings!B2", "1000")(book)
    book.create_sheet("Nothing in it")
    book["Lines"].merge_cells("A200:C200")
    book.save(path)
    filed = file_book(path)
    assert filed.book == BALANCED
    assert [(each.file, each.what) for each in warnings_of(filed)][:1] == [
        ("book.xlsx[Workings]", "no book has such a sheet, and it is not read")
    ]


def test_a_sum_too_large_is_told_to_look_at_the_unit_and_not_to_write_pence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_book(as_yaml(tmp_path, "gross: 60000000.00", "gross: 600000000000000"))
    assert "the unit on About" in refused.value.refusals[0].do


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("about: [", "this is not YAML"),
        ("- 1", "the file is not names with values"),
        ("lines: 3\nabout: {}", "lines is not a list"),
        ("budget: {}", "'budget' is no part of a budget book"),
        ("about: {ref: a, ref: b}", "'ref' is there twice"),
        ("x: &x {ref: a}\nlines: [*x, *x]", "an alias, *, is not read"),
        ("[" * 100_000, "too deep for a budget book"),
    ],
)
def test_yaml_that_is_no_book_is_refused_by_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    assert any(words in each[3] for each in told(path))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    for name, content in (("book.csv", b"a,b"), ("book.xlsx", b"no zip"), ("book.yaml", b"\xff\xfe\x00")):
        path = tmp_path / name
        path.write_bytes(content)
        assert told(path)
    assert "no such file" in told(tmp_path / "nothing.xlsx")[0][3]


def test_the_empty_book_has_every_sheet_and_its_examples_are_not_read(tmp_path: Path) -> None:
    for name, content in (("t.xlsx", template_xlsx(2026)), ("t.yaml", template_yaml(2026).encode())):
        path = tmp_path / name
        path.write_bytes(content)
        filed = file_book(path)
        assert {each.column for each in refusals_of(filed)[0]} == {"body", "band_d", "year"}
        assert replace(filed.book, body="") == template_book(2026)
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames == [
        "Read me",
        *(sheet.name for sheet in SHEETS),
        "Checks",
    ]


def test_the_checks_of_a_workbook_say_what_the_plan_comes_to_and_what_is_wrong() -> None:
    book = sample_book(contingency=D("3000000.00"))
    rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(BytesIO(write_book_xlsx(book)))["Checks"]
    ]
    gap = next(row for row in rows if str(row[0]).startswith("Gap;"))
    assert gap[1] == 1_000_000
    assert any("2021/22 does not balance" in str(row[0]) for row in rows)


def test_words_that_a_spreadsheet_would_run_stay_words(tmp_path: Path) -> None:
    lines = (
        replace(BALANCED.lines[0], title="=1+1", note="@SUM(A1)\nhttp://evil.example"),
        *BALANCED.lines[1:],
    )
    book = sample_book(lines=lines)
    for ending in ("xlsx", "yaml"):
        path = tmp_path / f"book.{ending}"
        path.write_bytes(write_book_xlsx(book) if ending == "xlsx" else write_book_yaml(book).encode())
        assert read_book(path) == book


def test_a_sum_of_more_digits_than_a_spreadsheet_keeps_is_kept_whole(tmp_path: Path) -> None:
    lines = (replace(BALANCED.lines[0], gross=D("12345678901234.56")), *BALANCED.lines[1:])
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_book_xlsx(sample_book(lines=lines)))
    assert file_book(path).book == sample_book(lines=lines)
