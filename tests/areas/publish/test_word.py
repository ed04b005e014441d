"""The Word document: real headings, lists and tables, and nothing that a screen reader would stumble over."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from goldenthread.publish.block import Bullets, Cell, Column, Heading, Run, Table, VerdictLine
from goldenthread.publish.document import Chapter
from goldenthread.publish.writers import easy_word, word
from tests.areas.publish.large import long_report
from tests.areas.publish.sample import ATTAINMENT, CHART, sample


def opened(**changed: object) -> Opened:
    return docx.Document(BytesIO(word.write(sample(**changed))))


def words_in(element: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def styled(held: Opened, name: str) -> list[str]:
    return [each.text for each in held.paragraphs if each.style is not None and each.style.name == name]


def test_headings_are_headings() -> None:
    held = opened()

    assert styled(held, "Title") == ["Annual report 2017 & what came of it"]
    assert styled(held, "Heading 1") == ["Summary", "Children get the best start"]
    assert styled(held, "Heading 2") == ["Key results"]
    assert styled(held, "Heading 3") == ["What was done"]


def test_no_level_of_heading_is_skipped_on_the_way_down() -> None:
    held = opened(chapters=(Chapter("a", "A", (Heading(4, "Deep", "d"), Heading(4, "Deeper", "e"))),))

    assert (styled(held, "Heading 2"), styled(held, "Heading 3")) == (["Deep"], ["Deeper"])


def test_the_contents_are_a_field_of_word_filled_in_already_with_links() -> None:
    body = opened().element.body
    (contents,) = body.iter(qn("w:sdtContent"))
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    links = list(contents.iter(qn("w:hyperlink")))

    assert any("TOC" in (each.text or "") for each in contents.iter(qn("w:instrText")))
    assert [words_in(each) for each in links] == [
        "Summary",
        "Children get the best start",
        "Key results",
    ]
    assert {each.get(qn("w:anchor")) for each in links} <= marks


def test_a_list_is_a_list_and_one_that_counts_begins_again_at_one() -> None:
    two = tuple(Bullets(((Run("First"),), (Run("Second"),)), is_ordered=True) for _ in range(2))
    held = opened(chapters=(Chapter("a", "A", two),))

    numbers = [each._p.pPr.numPr.numId.val for each in held.paragraphs if each.style.name == "List Number"]
    assert numbers == [2, 2, 3, 3]
    starts = [each.get(qn("w:val")) for each in held.part.numbering_part.element.iter(qn("w:startOverride"))]
    assert starts == ["1", "1"]


def test_the_headings_of_a_table_are_marked_and_repeat_on_every_page() -> None:
    for table in docx.Document(BytesIO(word.write(long_report()))).tables:
        rows = table._tbl.tr_lst
        look = next(table._tbl.iter(qn("w:tblLook")))
        assert [next(row.iter(qn("w:tblHeader")), None) is not None for row in rows] == [
            True,
            *(False for _ in rows[1:]),
        ]
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_no_cells_are_merged() -> None:
    body = docx.Document(BytesIO(word.write(long_report()))).element.body

    assert not list(body.iter(qn("w:gridSpan"), qn("w:vMerge")))


def test_a_caption_stands_before_its_table_and_notes_and_source_after() -> None:
    held = opened()
    order = [
        "table" if each.tag == qn("w:tbl") else words_in(each)
        for each in held.element.body
        if each.tag in (qn("w:tbl"), qn("w:p"))
    ]
    at = order.index("table")

    assert order[at - 1] == ATTAINMENT.caption
    assert order[at + 1 : at + 3] == [ATTAINMENT.notes[0], f"Source: {ATTAINMENT.source}"]


def test_a_wide_table_is_set_in_smaller_type_and_none_is_wider_than_the_page() -> None:
    columns = tuple(Column(f"Quarter {n}", "", True) for n in range(12))
    wide = Table("wide", "Wide", columns, (tuple(Cell("1,234.5", "1234.5") for _ in columns),))
    held = opened(chapters=(Chapter("a", "A", (ATTAINMENT, wide)),))

    styles = [table.rows[1].cells[0].paragraphs[0].style.name for table in held.tables]
    widths = [sum(column.width.twips for column in table.columns) for table in held.tables]
    assert styles == ["Table Text", "Table Text Small"]
    assert max(widths) <= 9070


def test_figures_stand_at_the_right() -> None:
    row = opened().tables[0].rows[1]

    assert [cell.paragraphs[0].alignment for cell in row.cells] == [None, 2, 2, None]


def test_a_chart_is_there_as_svg_and_as_png_with_its_words() -> None:
    with ZipFile(BytesIO(word.write(sample()))) as archive:
        media = {name: archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}
    drawings = [each.get("descr") for each in opened().element.body.iter(qn("wp:docPr"))]

    assert CHART.svg.encode() in media.values()
    assert any(content.startswith(b"\x89PNG") for content in media.values())
    assert CHART.alternative in drawings


def test_a_mark_beside_its_word_is_decoration_and_one_alone_is_not() -> None:
    alone = replace(
        ATTAINMENT, rows=((ATTAINMENT.rows[1][0],) * 3 + (replace(ATTAINMENT.rows[1][3], text=""),),)
    )

    beside, by_itself = (
        [b"adec:decorative" in part.blob for part in [opened(chapters=(Chapter("a", "A", (table,)),)).part]]
        for table in (replace(ATTAINMENT, rows=ATTAINMENT.rows[1:2]), alone)
    )

    assert (beside, by_itself) == ([True], [False])


def test_a_verdict_is_its_mark_its_word_in_bold_and_its_sentence() -> None:
    (line, silent) = (each for each in opened().paragraphs if each.style.name == "Verdict")

    assert line.text == "Improving. 65% in 2016/17, up from 59% in 2015/16. Higher is better."
    assert [run.text for run in line.runs if run.style.name == "Strong"] == ["Improving."]
    assert silent.text.startswith("Cannot judge: No figure yet.")


def test_a_reason_that_is_the_sentence_is_said_once_and_a_question_keeps_its_mark() -> None:
    why = "there is no earlier figure"
    line = VerdictLine(
        "cannot_judge", "Cannot judge", "There is no earlier figure.", "Is it better?", "p/q@1", why
    )
    held = opened(chapters=(Chapter("a", "A", (line,)),))

    assert styled(held, "Verdict") == ["Cannot judge. There is no earlier figure."]
    assert styled(held, "Verdict Rule") == ["Is it better? p/q@1"]


def test_a_whole_address_is_a_link_and_any_other_is_words() -> None:
    runs = tuple(
        Run(text, text) for text in ("https://council.example/a", "/plans/a/", "javascript:alert(1)", "//x")
    )
    held = opened(chapters=(Chapter("a", "A", (Bullets((runs,)),)),))

    assert [each.address for para in held.paragraphs for each in para.hyperlinks if each.address] == [
        "https://council.example/a"
    ]


def test_space_is_never_made_with_blank_paragraphs_and_nothing_is_in_a_text_box() -> None:
    held = docx.Document(BytesIO(word.write(long_report())))

    blank = [
        each
        for each in held.element.body.iter(qn("w:p"))
        if not words_in(each).strip()
        and next(each.iter(qn("w:drawing")), None) is None
        and each.getparent().tag != qn("w:tc")
    ]
    assert not blank
    assert not list(held.element.body.iter(qn("w:txbxContent"), qn("w:framePr"), qn("wp:anchor")))


def test_every_page_has_its_number() -> None:
    footer = opened().sections[0].footer._element

    fields = [(each.text or "").strip() for each in footer.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("language", "tag"), [("en-gb", "en-GB"), ("cy", "cy-GB"), ("cy-gb", "cy-GB")])
def test_the_language_is_stated_for_every_word(language: str, tag: str) -> None:
    defaults = opened(language=language).styles.element.find(qn("w:docDefaults"))

    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == tag


def test_a_correction_stands_on_the_front() -> None:
    held = opened(issue=2, corrections=("The figure of Ashford was 61, not 16.",))

    assert "What was corrected" in styled(held, "TOC Heading")
    assert "The figure of Ashford was 61, not 16." in styled(held, "List Bullet")


def test_the_file_is_dated_by_what_was_known_and_not_by_the_clock() -> None:
    held = opened().core_properties

    assert held.author == "Kent County Council"
    assert held.created == held.modified
    assert f"{held.created:%Y-%m-%d %H:%M}" == "2018-01-31 12:00"


class TestEasyRead:
    """The Easy Read summary: large type, one idea to a row, a picture on its left."""

    def held(self) -> Opened:
        return docx.Document(BytesIO(easy_word.write(sample())))

    def test_each_line_is_a_row_with_a_slot_for_a_picture_before_its_words(self) -> None:
        (table,) = self.held().tables

        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["", "More children do well at school."],
            ["", "We do not know about this year yet."],
        ]
        drawn = [next(row._tr.iter(qn("wp:docPr")), None) is not None for row in table.rows]
        assert drawn == [True, False]

    def test_a_picture_says_what_it_shows(self) -> None:
        drawings = [each.get("descr") for each in self.held().element.body.iter(qn("wp:docPr"))]

        assert drawings == ["A school"]

    def test_the_rows_are_layout_and_claim_no_headings(self) -> None:
        (table,) = self.held().tables
        look = next(table._tbl.iter(qn("w:tblLook")))

        assert look.get(qn("w:firstRow")) == look.get(qn("w:firstColumn")) == "0"
        assert not list(table._tbl.iter(qn("w:tblHeader"), qn("w:tblCaption")))

    def test_the_type_is_at_least_sixteen_points(self) -> None:
        styles = self.held().styles
        whole = int(next(styles.element.find(qn("w:docDefaults")).iter(qn("w:sz"))).get(qn("w:val"))) / 2
        used = {
            each.style.name
            for table in self.held().tables
            for row in table.rows
            for cell in row.cells
            for each in cell.paragraphs
        } | {each.style.name for each in self.held().paragraphs}

        assert whole >= 16
        assert all((styles[name].font.size is None or styles[name].font.size.pt >= 16) for name in used)

    def test_a_new_part_begins_with_a_heading(self) -> None:
        assert styled(self.held(), "Heading 1") == ["How children are doing"]
