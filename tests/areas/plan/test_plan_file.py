"""A plan file: three forms, nothing lost between them, and a clear word for every fault."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.plan.file import contents, plan_of_bytes, read_plan, write_plan
from goldenthread.plan.file_csv import items_as_csv
from goldenthread.plan.file_xlsx import plan_as_workbook
from goldenthread.plan.file_yaml import plan_as_yaml
from goldenthread.rules.plan import (
    DIRECTIONS,
    HORIZONS,
    KINDS,
    STATES,
    Decided,
    Lens,
    PlanDocument,
    PlanItem,
    Succession,
    Unplaced,
)
from goldenthread.rules.refusal import Refused

HEAD = "plan: {ref: p, title: A plan, state: draft}\n"

# Any text that a workbook's XML can hold; a lone carriage return is read as a line end.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)
AWKWARD = st.sampled_from(
    ["=1+1", "a, b; c", "line\nline", "'quoted' \"twice\"", "1.10", "null", "- x: y", "@a", "é"]
)
WORDS = st.one_of(TEXT, AWKWARD)
TITLE = WORDS.filter(lambda text: bool(text.strip()))
NAME = WORDS.map(str.strip).filter(bool)
LIST = st.lists(NAME, max_size=3).map(tuple)
STATED = st.sampled_from(["", "2020", "2020-12", "2020-12-31"])


@st.composite
def plans(draw: st.DrawFn) -> PlanDocument:
    refs = draw(st.lists(NAME, max_size=6, unique=True))
    items = tuple(
        PlanItem(
            ref=ref,
            parent=draw(st.sampled_from(["", *refs[:place]])),
            kind=draw(st.sampled_from(KINDS)),
            title=draw(TITLE),
            horizon=draw(st.sampled_from(["", "2024-02-29", *HORIZONS])),
            lead=draw(WORDS),
            partners=draw(LIST),
            description=draw(WORDS),
            measures=draw(LIST),
            themes=draw(LIST),
            source=draw(WORDS),
            published_1y=draw(st.sampled_from(["", *DIRECTIONS])),
            published_3y=draw(st.sampled_from(["", *DIRECTIONS])),
            published_marks=draw(
                st.sampled_from([(), ("single_measure",), ("provisional", "single_measure")])
            ),
        )
        for place, ref in enumerate(refs)
    )
    decided = Decided(draw(WORDS), draw(st.none() | st.dates()), draw(WORDS))
    lenses = draw(st.lists(NAME, max_size=2, unique=True))
    return PlanDocument(
        ref=draw(NAME),
        title=draw(TITLE),
        body=draw(WORDS),
        start=draw(STATED),
        end="",
        version=draw(WORDS),
        state=draw(st.sampled_from(STATES)),
        decided=None if decided == Decided() else decided,
        succession=tuple(
            Succession(name, draw(WORDS).strip(), draw(WORDS), "council") for name in draw(LIST)
        ),
        items=items,
        lenses=tuple(Lens(ref, draw(WORDS), draw(WORDS)) for ref in lenses),
        note=draw(WORDS),
        unplaced=tuple(Unplaced(draw(st.integers(0, 9999)), draw(WORDS), draw(WORDS)) for _ in draw(LIST)),
    )


def through_yaml(plan: PlanDocument) -> PlanDocument:
    return plan_of_bytes(plan_as_yaml(plan), "plan.yaml", with_unplaced=True)


def through_workbook(plan: PlanDocument) -> PlanDocument:
    return plan_of_bytes(plan_as_workbook(plan), "plan.xlsx", with_unplaced=True)


@settings(deadline=None, max_examples=60)
@given(plans())
def test_yaml_to_xlsx_and_back_to_yaml_is_the_same_plan(plan: PlanDocument) -> None:
    assert through_yaml(through_workbook(through_yaml(plan))) == plan


@settings(deadline=None, max_examples=60)
@given(plans())
def test_csv_carries_every_item_as_it_is(plan: PlanDocument) -> None:
    assert plan_of_bytes(items_as_csv(plan), "plan.csv").items == plan.items


def test_a_workbook_holds_text_where_the_plan_says_text() -> None:
    item = PlanItem("1.10", "objective", '=HYPERLINK("x")')
    plan = PlanDocument("p", "A plan", items=(item,))
    cells = openpyxl.load_workbook(io.BytesIO(plan_as_workbook(plan)))["Items"][2]
    assert [(cell.data_type, cell.value) for cell in cells if cell.value] == [
        ("s", "1.10"),
        ("s", "objective"),
        ("s", '=HYPERLINK("x")'),
    ]


def test_a_ref_written_without_quotation_marks_keeps_its_last_nought() -> None:
    text = HEAD + "items:\n- {ref: 1.10, kind: outcome, title: T}\n"
    assert plan_of_bytes(text.encode(), "p.yaml").items[0].ref == "1.10"


def test_the_form_that_the_contract_prints_is_read() -> None:
    text = """
plan:
  ref: p
  title: A plan
  body: A council
  from: 2020
  to: 2020-12-31
  version: 1.10
  state: adopted
  decided: {body: Cabinet, date: 2020-01-31, minute: "12"}
  levels: [outcome, objective]
  succession: [{from: old, to: p, how: replaces, whose_reading: council}]
  lenses: [{ref: money, title: Money}]
  note: A note
items:
- {ref: o, kind: outcome, title: O, partners: a; b, themes: [fair; equal, green]}
"""
    plan = plan_of_bytes(text.encode(), "p.yaml")
    assert (plan.start, plan.end, plan.version) == ("2020", "2020-12-31", "1.10")
    assert plan.decided == Decided("Cabinet", date(2020, 1, 31), "12")
    assert plan.levels == ("outcome", "objective")
    assert plan.succession == (Succession("old", "p", "replaces", "council"),)
    assert plan.lenses == (Lens("money", "Money"),)
    assert plan.items[0].partners == ("a", "b")
    assert plan.items[0].themes == ("fair; equal", "green")


BAD_YAML = [
    ("", None, "empty"),
    ("items: []\n", 1, "plan itself is missing"),
    (HEAD + "extra: 1\n", 2, "unknown key"),
    (HEAD + "items:\n- {ref: a, kind: outcome, title: A, colour: red}\n", 3, "unknown column"),
    (HEAD + "items:\n- {ref: a, ref: b, kind: outcome, title: A}\n", 3, "stands twice"),
    (HEAD + "items:\n- &a {ref: a, kind: outcome, title: A}\n- *a\n", 4, "alias"),
    (HEAD + "items:\n- !!python/object:os.system {ref: a}\n", 3, "tag"),
    (HEAD + "items:\n\t- {ref: a}\n", 3, "tab"),
    (HEAD + "items: text\n", 2, "a list belongs"),
    (HEAD + "items:\n- {ref: [a], kind: {b: c}}\n", 3, "text belongs"),
    (HEAD + "items: " + "[" * 5000, 2, "nested"),
    (HEAD + "items:\n- {ref: a\n", 4, "not YAML"),
    ("plan: {ref: p, title: T, decided: {date: 31.1.2020}}\n", 1, "no day"),
    ("plan: {ref: p, title: T, decided: {when: 2020}}\n", 1, "unknown column"),
    ("plan: {ref: p, title: T, unplaced: [{line: x, text: y}]}\n", 1, "no line number"),
    (HEAD + 'items:\n- {ref: a, kind: outcome, title: "bell \\a"}\n', 3, "control character"),
    (HEAD + "---\n" + HEAD, 2, "not YAML"),
]


@pytest.mark.parametrize(("text", "row", "word"), BAD_YAML)
def test_bad_yaml_is_refused_with_its_row(text: str, row: int | None, word: str) -> None:
    with pytest.raises(Refused) as refused:
        plan_of_bytes(text.encode(), "p.yaml")
    first = refused.value.refusals[0]
    assert (first.file, first.row) == ("p.yaml", row)
    assert word in first.what


def test_text_in_another_encoding_is_refused_with_its_row() -> None:
    with pytest.raises(Refused, match=r"p.yaml:2: the text is not UTF-8"):
        plan_of_bytes((HEAD + "# caf\u00e9\n").encode("latin-1"), "p.yaml")


def test_a_plan_with_unplaced_words_does_not_count_until_they_are_placed() -> None:
    plan = PlanDocument("p", "A plan", unplaced=(Unplaced(179, "Consider", "no bullet"),))
    with pytest.raises(Refused, match="line 179 is not placed"):
        plan_of_bytes(plan_as_yaml(plan), "p.yaml")
    assert through_yaml(plan) == plan


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


PLAN_SHEET: list[list[object]] = [["key", "value"], ["ref", "p"], ["title", "T"]]
ITEMS: list[object] = ["ref", "parent", "kind", "title"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (101 * 1024 * 1024))
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>')
    return out.getvalue()


BAD_BOOKS = [
    (b"not a zip", "p.xlsx", None, "not an .xlsx workbook"),
    (bomb(), "p.xlsx", None, "unpacks to far more"),
    (entities(), "p.xlsx", None, "declares entities"),
    (workbook(Plan=PLAN_SHEET), "p.xlsx", None, "sheet Items is missing"),
    (workbook(Items=[ITEMS]), "p.xlsx", None, "sheet Plan is missing"),
    (workbook(Plan=PLAN_SHEET, Items=[["ref", "kind", "title"]]), "p.xlsx[Items]", 1, "column is missing"),
    (workbook(Plan=PLAN_SHEET, Items=[ITEMS, ["=1", "", "ask", "T"]]), "p.xlsx[Items]", 2, "formula"),
    (workbook(Plan=PLAN_SHEET, Items=[ITEMS, [1.1, "", "ask", "T"]]), "p.xlsx[Items]", 2, "1.10"),
    (workbook(Plan=PLAN_SHEET, Items=[ITEMS, ["a", "b", "ask", "T"]]), "p.xlsx[Items]", 2, "not in the plan"),
    (workbook(Plan=[["key", "value"], ["title", "T"]], Items=[ITEMS]), "p.xlsx[Plan]", None, "no ref"),
]


@pytest.mark.parametrize(("data", "file", "row", "word"), BAD_BOOKS)
def test_bad_workbooks_are_refused_with_sheet_and_row(
    data: bytes, file: str, row: int | None, word: str
) -> None:
    with pytest.raises(Refused) as refused:
        plan_of_bytes(data, "p.xlsx")
    first = refused.value.refusals[0]
    assert (first.file, first.row) == (file, row)
    assert word in first.what


BAD_CSV = [
    ("", 1, "column is missing"),
    ("ref,parent,kind,title,title\n", 1, "stands twice"),
    ("ref,parent,kind,title\na,,outcome\n", 2, "3 cells under 4"),
    ('ref,parent,kind,title\na,,outcome,"x"y\n', 2, "cannot be read"),
    ('ref,parent,kind,title\na,,outcome,"two\nlines"\na,,outcome,T\n', 4, "already the ref"),
    ("ref,parent,kind,title,colour\na,,outcome,T,red\n", 2, "unknown column"),
    ("\x00", None, "not a text file"),
]


@pytest.mark.parametrize(("text", "row", "word"), BAD_CSV)
def test_bad_csv_is_refused_with_its_row(text: str, row: int | None, word: str) -> None:
    with pytest.raises(Refused) as refused:
        plan_of_bytes(text.encode(), "p.csv")
    first = refused.value.refusals[0]
    assert first.row == row
    assert word in first.what


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(b"#" * 101)
    assert contents(path, 101) == b"#" * 101
    with pytest.raises(Refused, match="larger than"):
        contents(path, 100)


def test_an_ending_that_no_plan_has_is_refused(tmp_path: Path) -> None:
    for action in (lambda path: read_plan(path), lambda path: write_plan(PlanDocument("p", "T"), path)):
        with pytest.raises(Refused, match=r"use one of \.yaml, \.yml, \.xlsx, \.csv"):
            action(tmp_path / "plan.ods")


def test_a_plan_that_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    write_plan(PlanDocument("p", "T"), path)
    before = path.read_bytes()
    too_long = replace(read_plan(path), note="x" * 40_000)
    with pytest.raises(Refused, match="40000 characters"):
        write_plan(too_long, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
