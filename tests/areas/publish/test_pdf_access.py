"""The PDF of a report passes veraPDF in every form, and its structure says what the page shows."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from goldenthread.kit.picture import PICTURES
from goldenthread.publish.block import Cell, Column, EasyLine, Figure, Heading, Table
from goldenthread.publish.document import Document
from goldenthread.publish.writers import easy_pdf, pdf
from tests.areas.publish.large import HOSTILE, hostile_report, long_report, report_of
from tests.areas.publish.sample import CHART, sample
from tests.areas.publish.tagged import Element, bookmarks, elements, levels, without_spaces, words
from tests.areas.publish.verapdf import RULES, checked, missing

EASY = (
    EasyLine("All the pictures", "school", True),
    *(EasyLine(f"{title}. This is one idea.", name) for name, title in PICTURES.items()),
    EasyLine("The council has still to choose a picture for this.", "no-such-picture"),
)


PROVED = {
    "sample": lambda: pdf.write(sample()),
    "welsh": lambda: pdf.write(sample(language="cy", title="Adroddiad blynyddol: tŷ, dŵr a chŵn")),
    "corrected": lambda: pdf.write(sample(issue=3, corrections=("One figure.", "A name."))),
    "long": lambda: pdf.write(long_report()),
    "hostile": lambda: pdf.write(hostile_report()),
    "sample-large": lambda: pdf.write_large(sample()),
    "long-large": lambda: pdf.write_large(long_report(3)),
    "hostile-large": lambda: pdf.write_large(hostile_report()),
    "sample-easy": lambda: easy_pdf.write(sample()),
    "pictures-easy": lambda: easy_pdf.write(sample(easy=EASY)),
    "hostile-easy": lambda: easy_pdf.write(
        replace(hostile_report(), easy=tuple(EasyLine(each) for each in HOSTILE))
    ),
    "nothing-easy": lambda: easy_pdf.write(sample(easy=())),
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Every report of `PROVED`, written once."""
    return {name: write() for name, write in PROVED.items()}


@pytest.fixture(scope="module")
def verdicts(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What veraPDF says of every one."""
    if missing():
        pytest.skip(missing())
    folder = tmp_path_factory.mktemp("pdf")
    for name, content in made.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return checked([folder / f"{name}.pdf" for name in made])


@pytest.mark.parametrize("flavour", RULES)
@pytest.mark.parametrize("name", PROVED)
def test_verapdf_finds_no_fault_in_any_report(
    name: str, flavour: str, verdicts: dict[str, dict[str, Any]]
) -> None:
    assert verdicts[f"{name}/{flavour}"] == {"compliant": True, "rules": RULES[flavour], "failed": []}


@pytest.mark.skipif(bool(missing()), reason=missing() or "veraPDF is here")
def test_the_check_itself_finds_a_pdf_without_tags(tmp_path: Path, made: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(made["sample"])) as content:
        del content.Root["/StructTreeRoot"]
        content.save(tmp_path / "untagged.pdf")
    found = checked([tmp_path / "untagged.pdf"])
    assert not found["untagged/ua1"]["compliant"] and not found["untagged/2a"]["compliant"]


@pytest.mark.parametrize("name", ["sample", "long", "sample-large", "long-large"])
def test_each_table_is_one_element_with_headers_of_columns_and_rows(
    name: str, made: dict[str, bytes]
) -> None:
    document = {"sample": sample(), "long": long_report(), "long-large": long_report(3)}.get(name, sample())
    tables = elements(made[name], "Table")
    assert len(tables) == len(document.tables)
    for element, table in zip(tables, document.tables, strict=True):
        rows = element.inside("TR")
        assert len(rows) == 1 + len(table.rows)
        head, *body = [cells(row) for row in rows]
        assert head == [("TH", "Column")] * len(table.columns)
        assert all(row == [("TH", "Row")] + [("TD", "")] * (len(table.columns) - 1) for row in body)


def cells(row: Element) -> list[tuple[str, str]]:
    """The kind of each cell, and what it is the header of."""
    return [(each.kind, each.scope) for each in row.inside("TH", "TD")]


def test_no_cell_names_headers_that_would_hide_its_row_header(made: dict[str, bytes]) -> None:
    assert not any(cell.names_headers for cell in elements(made["long"], "TD"))


@pytest.mark.parametrize("name", ["sample", "long", "long-large", "pictures-easy"])
def test_every_figure_has_its_words(name: str, made: dict[str, bytes]) -> None:
    figures = elements(made[name], "Figure")
    assert figures
    assert all(each.alternative.strip() for each in figures)


def test_a_figure_is_followed_by_its_sentence_and_its_table(made: dict[str, bytes]) -> None:
    found = elements(made["sample"], "Figure", "Table")
    assert [each.kind for each in found] == ["Table", "Figure", "Table"]
    assert found[1].alternative == CHART.alternative
    assert without_spaces(CHART.alternative) in words(made["sample"])


@pytest.mark.parametrize("name", PROVED)
def test_the_title_and_the_language_are_told(name: str, made: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(made[name])) as content:
        assert str(content.docinfo["/Title"]).strip()
        assert bool(content.Root.ViewerPreferences.DisplayDocTitle)
        assert str(content.Root.Lang) == ("cy" if name == "welsh" else "en-GB")


@pytest.mark.parametrize("name", PROVED)
def test_no_level_of_heading_is_skipped(name: str, made: dict[str, bytes]) -> None:
    found = levels(made[name])
    assert all(after <= before + 1 for before, after in zip([0, *found], found, strict=False))


def test_a_heading_that_skips_a_level_is_set_one_below_the_one_before() -> None:
    content = pdf.write(
        report_of(Heading(4, "Deep", "a"), Heading(4, "Deeper", "b"), Heading(2, "Back", "c"))
    )
    assert levels(content) == [1, 1, 2, 3, 2]  # contents, the chapter, then the three


def test_chapters_and_headings_are_bookmarks(made: dict[str, bytes]) -> None:
    assert bookmarks(made["sample"]) == [
        "Summary",
        "Children get the best start",
        "Key results",
        "What was done",
    ]


@pytest.mark.parametrize(("name", "document"), [("long", long_report()), ("long-large", long_report(3))])
def test_the_text_of_every_cell_is_there(name: str, document: Document, made: dict[str, bytes]) -> None:
    found = words(made[name])
    missed = {
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row
        if without_spaces(cell.text) not in found
    }
    assert not missed


def test_a_drawing_that_cannot_be_read_leaves_its_words_and_its_table() -> None:
    for svg in ("<svg", "", "<p/>", '<svg xmlns="http://www.w3.org/2000/svg"/>', "\x00"):
        content = pdf.write(report_of(replace(CHART, svg=svg)))
        assert [each.kind for each in elements(content, "Figure", "Table")] == ["Table"]
        assert without_spaces(CHART.alternative) in words(content)


def test_a_figure_without_a_sentence_is_named_by_its_title() -> None:
    content = pdf.write(report_of(replace(CHART, alternative="")))
    assert [each.alternative for each in elements(content, "Figure")] == [CHART.title]


def test_a_row_with_too_few_cells_or_too_many_keeps_the_tables_shape() -> None:
    odd = Table("odd", "Odd", (Column("A"), Column("B")), ((Cell("1"),), (Cell("2"), Cell("3"), Cell("4"))))
    rows = elements(pdf.write(report_of(odd)), "TR")
    assert [len(cells(row)) for row in rows] == [3, 3, 3]


def test_a_chart_of_the_product_keeps_its_letters(made: dict[str, bytes]) -> None:
    first = next(each for each in long_report(1).chapters[0].blocks if isinstance(each, Figure))
    assert "Target:2.5%" in without_spaces(first.svg)
    assert "Target:2.5%" in words(made["long"])
