"""The PDF of a report, in large print and in Easy Read: whole, in order, and open to everyone."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from goldenthread.kit.picture import PICTURES, picture
from goldenthread.publish.block import Cell, Column, EasyLine, Heading, Paragraph, Run, Table, said
from goldenthread.publish.writers import easy_pdf, pdf
from goldenthread.publish.writers.accent import LEAST, OWN, contrast_on_white, readable_accent
from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.typesetting import moment
from goldenthread.publish.writers.typesetting import pdf as typeset
from goldenthread.rules.refusal import Refused
from tests.areas.publish.large import HOSTILE, LONG_WORD, report_of
from tests.areas.publish.sample import ATTAINMENT, sample
from tests.areas.publish.tagged import elements, without_spaces, words

CHILDREN = "Children get the best start"


def test_each_chapter_begins_a_page_and_every_page_has_its_number() -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf.write(sample()))).pages]
    assert [n for n, text in enumerate(pages) if CHILDREN in text] == [1, 3]  # the contents, and its own
    assert all(f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages[1:], 2))
    assert "Page 1" not in pages[0]


def test_a_table_over_many_pages_says_its_columns_on_each() -> None:
    rows = tuple((Cell(f"Row {n}"), Cell(str(n), str(n))) for n in range(150))
    content = pdf.write(
        report_of(Table("t", "Many rows", (Column("Ward"), Column("Figure", "%", True)), rows))
    )
    texts = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    holding = [text for text in texts if "Row " in text]
    assert len(holding) >= 3
    assert all("Ward" in text and "Figure (%)" in text for text in holding)


def test_words_that_look_like_markup_come_out_as_they_stand() -> None:
    found = words(pdf.write(report_of(said(HOSTILE[0]), said(HOSTILE[1]))))
    assert without_spaces(HOSTILE[0]) in found
    assert without_spaces(HOSTILE[1]) in found


def test_a_character_that_no_font_has_is_said_by_its_name() -> None:
    assert printable("Well done 😀") == "Well done [grinning face]"
    assert printable("tŷ, dŵr, £5 – “naïve”…") == "tŷ, dŵr, £5 – “naïve”…"
    assert printable("a\tb\u2028c\x07d\u200be") == "a b cde"
    assert printable("private \ue000") == "private [character e000]"
    assert printable("مرحبا") == "مرحبا"


def test_a_link_from_the_sites_root_is_plain_words_and_a_whole_one_is_a_link() -> None:
    runs = (Run("the plan", "/plans/small/"), Run("the site", "https://council.example/a?b=c"))
    runs += (Run("bad", "javascript:alert(1)"),)
    content = pdf.write(report_of(Paragraph(runs)))
    with pikepdf.open(BytesIO(content)) as opened:
        links = [
            str(each.A.URI)
            for page in opened.pages
            for each in page.get("/Annots", [])
            if "/URI" in each.get("/A", {})
        ]
    assert links == ["https://council.example/a?b=c"]
    assert "theplanthesitebad" in words(content)


def test_what_cannot_be_set_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the PDF could not be made"):
        typeset("report.typ", {"title": ""}, "2018-01-31")


def sides(content: bytes) -> set[tuple[int, int]]:
    """The widths and heights of the pages, in whole points."""
    boxes = (page.mediabox for page in PdfReader(BytesIO(content)).pages)
    return {(round(box.width), round(box.height)) for box in boxes}


def wide(columns: int, word: str = "Expectation") -> Table:
    heads = tuple(Column(f"{word} {n}") for n in range(columns))
    return Table("wide", "A wide table", heads, (tuple(Cell(f"value{n}") for n in range(columns)),))


def test_a_wide_table_turns_the_page_and_a_wider_one_makes_it_larger() -> None:
    upright, turned, large = (595, 842), (842, 595), (1191, 842)
    assert sides(pdf.write(report_of(ATTAINMENT))) == {upright}
    assert sides(pdf.write(report_of(wide(10)))) == {upright, turned}
    assert sides(pdf.write(report_of(wide(18)))) == {upright, large}


@pytest.mark.parametrize("write", [pdf.write, pdf.write_large])
def test_not_even_sixty_columns_or_a_very_long_word_are_cut_off(write: Any) -> None:
    content = write(report_of(wide(60), wide(3, LONG_WORD)))
    found = words(content)
    assert all(f"value{n}" in found for n in range(60))
    assert without_spaces(f"{LONG_WORD} 2") in found


def test_a_tall_table_goes_on_to_the_next_page_in_large_print() -> None:
    rows = tuple((Cell(f"Row {n}"), Cell("A long sentence of words. " * 12)) for n in range(7))
    tall = Table("tall", "Tall", (Column("Row"), Column("Text")), rows, source="At the end")
    content = pdf.write_large(report_of(tall, said("After.")))
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    last = next(n for n, text in enumerate(pages) if "At the end" in text)
    assert "Row 0" in pages[2] and last > 2
    assert min(depths(content, "Alongsentenceofwords.")) >= 54  # the margin, in points from the foot


def test_the_heading_before_a_turned_table_goes_with_it() -> None:
    content = pdf.write(
        report_of(said("Before."), Heading(2, "Beside the table", "a"), wide(10), said("After."))
    )
    texts = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert any("Beside the table" in text and "A wide table" in text for text in texts)


def test_large_print_is_in_eighteen_point_and_more() -> None:
    sizes = letters_of(pdf.write_large(report_of(said("Body words."), ATTAINMENT)), "Bodywords.")
    assert min(sizes) >= 18


def letters_of(content: bytes, wanted: str) -> list[float]:
    """The sizes of the letters in which some words stand, in points."""
    return [size for size, _depth in seen(content, wanted)]


def depths(content: bytes, wanted: str) -> list[float]:
    """How far above the foot of their page some words stand, in points."""
    return [depth for _size, depth in seen(content, wanted)]


def seen(content: bytes, wanted: str) -> list[tuple[float, float]]:
    """The size and the height of each stretch of words among those wanted, which has no spaces."""
    found: list[tuple[float, float]] = []

    def see(text: str, page: Any, line: Any, _font: Any, size: float) -> None:
        if without_spaces(text) and without_spaces(text) in wanted * 12:
            found.append((abs(size * line[3] * page[3]), line[5] * page[3] + page[5]))

    for each in PdfReader(BytesIO(content)).pages:
        each.extract_text(visitor_text=see)
    assert found
    return found


def test_the_cover_says_what_the_report_rests_on() -> None:
    content = pdf.write(sample(issue=3, corrections=("One figure.", "A name.")))
    first = PdfReader(BytesIO(content)).pages[0].extract_text()
    for told in (
        "Kent County Council",
        "2016/17",
        "Issue 3, with corrections",
        "31 January 2018",
        "kent-annual-report-2017",
        "Open Government Licence v3.0",
        "strategy@council.example",
    ):
        assert told in first
    assert "Onefigure." in words(content)


def test_a_councils_colour_is_made_dark_enough_to_read() -> None:
    assert readable_accent("#00557f") == "#00557f"
    assert readable_accent("red") == readable_accent("#12") == OWN
    for pale in ("#ffffff", "#ffff00", "#7fabcf"):
        colour = readable_accent(pale)
        assert contrast_on_white([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) >= LEAST


@pytest.mark.parametrize("write", [pdf.write, pdf.write_large, easy_pdf.write])
def test_the_same_report_gives_the_same_bytes(write: Any) -> None:
    assert write(sample()) == write(sample())
    assert write(sample()) != write(sample(title="Another"))


def test_another_process_in_another_time_zone_gives_the_same_bytes() -> None:
    program = (
        "import os, django; django.setup()\n"
        "from hashlib import sha256\n"
        "from goldenthread.publish.writers import easy_pdf, pdf\n"
        "from tests.areas.publish.sample import sample\n"
        "for write in (pdf.write, easy_pdf.write): print(sha256(write(sample())).hexdigest())"
    )
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    own = [sha256(write(sample())).hexdigest() for write in (pdf.write, easy_pdf.write)]
    assert done.stdout.split() == own


def test_the_day_on_it_is_the_day_of_what_was_known() -> None:
    with pikepdf.open(BytesIO(pdf.write(sample()))) as content:
        assert str(content.docinfo["/CreationDate"]).startswith("D:20180131")
    assert moment("2018-01-31T12:00:00+02:00") == datetime(2018, 1, 31, 10, tzinfo=UTC)
    assert moment("2018-01-31") == datetime(2018, 1, 31, tzinfo=UTC)
    assert moment("whenever") == datetime(1980, 1, 1, tzinfo=UTC)


def test_easy_read_begins_a_page_with_each_part_and_gives_each_idea_its_picture() -> None:
    lines = (
        EasyLine("First part", "", True),
        EasyLine("One idea.", "school"),
        EasyLine("Another idea."),
        EasyLine("Second part", "", True),
        EasyLine("A third idea.", "home"),
    )
    content = easy_pdf.write(sample(easy=lines))
    texts = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert [n for n, text in enumerate(texts) if "part" in text] == [1, 2]
    assert [each.alternative for each in elements(content, "Figure")] == ["A school", "A home"]
    assert min(letters_of(content, "Oneidea.")) >= 16


def test_every_picture_is_drawn_and_an_unknown_one_is_nothing() -> None:
    assert all(picture(name).startswith("<svg") for name in PICTURES)
    assert picture("no-such-picture") == ""
