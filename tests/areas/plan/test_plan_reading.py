"""Reading a published plan: the same from every kind of document, and a clear word where none is found."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from goldenthread.plan.file import read_plan, write_plan
from goldenthread.plan.reading.block import Block
from goldenthread.plan.reading.document import Reading, read_document
from goldenthread.plan.reading.heading import Entry, Section, meaning
from goldenthread.plan.reading.pdf_layout import blocks_by_layout
from goldenthread.plan.reading.pdf_piece import pieces_of
from goldenthread.plan.reading.text import blocks_of_text
from goldenthread.rules.refusal import Refused
from tests.areas.plan import invented

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def read(folder: Path, name: str, text: str) -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def told(reading: Reading) -> list[tuple[str, str, str, str, str]]:
    return [(item.kind, item.ref, item.parent, item.horizon, item.title) for item in reading.plan.items]


def shapes(blocks: list[Block]) -> list[tuple[int, int, str]]:
    return [(block.level, block.depth, block.text) for block in blocks]


def print_pdf(folder: Path, page: str) -> Path:
    if CHROMIUM is None:
        pytest.skip("NOT TESTED: there is no chromium to print a PDF with")
    source, out = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--print-to-pdf={out}",
        source.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out


def assert_invented(reading: Reading) -> None:
    assert told(reading) == invented.ITEMS
    assert [entry.text for entry in reading.plan.unplaced] == invented.UNPLACED
    assert reading.plan.title == "Better Borsetshire"
    assert reading.plan.state == "draft"


def test_a_plan_in_markdown(tmp_path: Path) -> None:
    assert_invented(read(tmp_path, "plan.md", invented.as_markdown()))


def test_a_plan_in_html(tmp_path: Path) -> None:
    assert_invented(read(tmp_path, "plan.html", invented.as_html()))


def test_a_plan_in_word(tmp_path: Path) -> None:
    invented.write_docx(tmp_path / "plan.docx")
    assert_invented(read_document(tmp_path / "plan.docx"))


def test_a_plan_in_word_with_bold_for_headings_and_typed_bullets(tmp_path: Path) -> None:
    invented.write_docx_by_hand(tmp_path / "plan.docx")
    assert_invented(read_document(tmp_path / "plan.docx"))


def test_bullets_typed_into_the_paragraphs_of_a_web_page(tmp_path: Path) -> None:
    page = "<h2>Outcome 1: Clean air</h2><h3>Our ask of Government</h3><p>• Pay for buses</p><p>– Plant</p>"
    reading = read(tmp_path, "plan.html", page)
    assert [item.title for item in reading.plan.items if item.kind == "ask"] == ["Pay for buses", "Plant"]


def test_the_rows_of_a_table_of_actions_are_items_with_their_lead_partners_and_day(tmp_path: Path) -> None:
    table = (
        "## Priority 1: Homes for all\n\n"
        "| Ref | What we will do | Lead officer | Partners | Deadline |\n|---|---|---|---|---|\n"
        "| 1.1 | Mend the outfalls | Environment Director | Water company; Port | 30 June 2025 |\n"
        "| 1.2 | Survey the beaches | Head of Coast | | Ongoing |\n\n"
        "## Budget\n\n| Year | Spend |\n|---|---|\n| 2025 | 10 |\n"
    )
    items = [item for item in read(tmp_path, "plan.md", table).plan.items if item.kind == "action"]
    assert [
        (item.ref, item.title, item.lead, item.partners, item.horizon, item.description) for item in items
    ] == [
        ("1.1", "Mend the outfalls", "Environment Director", ("Water company", "Port"), "2025-06-30", ""),
        ("1.2", "Survey the beaches", "Head of Coast", (), "", "By when: Ongoing"),
    ]


@pytest.mark.browser
def test_a_plan_in_a_tagged_pdf(tmp_path: Path) -> None:
    reading = read_document(print_pdf(tmp_path, invented.as_html()))
    assert_invented(reading)
    assert reading.plan.items[0].source.startswith("page.pdf, page 1, line ")


@pytest.mark.browser
def test_a_plan_in_a_pdf_whose_tags_say_nothing(tmp_path: Path) -> None:
    path = print_pdf(tmp_path, invented.as_marked_paragraphs())
    assert blocks_by_layout([pieces_of(page) for page in PdfReader(path).pages])
    assert_invented(read_document(path))


def test_what_was_read_becomes_a_plan_file_that_counts_once_nothing_is_unplaced(tmp_path: Path) -> None:
    reading = read(tmp_path, "plan.md", invented.as_markdown())
    out = tmp_path / "plan.yaml"
    write_plan(reading.plan, out)
    with pytest.raises(Refused, match=r"plan\.yaml:11:unplaced: line 16 is not placed"):
        read_plan(out)
    assert read_plan(out, with_unplaced=True) == reading.plan


def test_plain_text_without_marked_headings(tmp_path: Path) -> None:
    text = """Better Borsetshire

Contents

Our priorities ..... 2
Clean rivers ..... 3

Our priorities

Clean rivers matter to everybody who lives in the county, and this plan says what will be done about them.

Priority actions to tackle the river challenge

Stop the sewage

* Mend the works at
  Ambridge
* Press the company for:
* Money each year
* Quicker repairs
* Publish what is let out
 Ask the regulator to visit

Bring back the fish

1. Open the weirs
2. Plant the banks

How this plan was made

People met.

* Three meetings
"""
    reading = read(tmp_path, "plan.txt", text)
    assert [(item.ref, item.title) for item in reading.plan.items] == [
        ("challenge-1", "River challenge"),
        ("challenge-1.priority-1", "Stop the sewage"),
        ("challenge-1.priority-1.action-1", "Mend the works at Ambridge"),
        ("challenge-1.priority-1.action-2", "Press the company for:"),
        ("challenge-1.priority-1.action-2.action-1", "Money each year"),
        ("challenge-1.priority-1.action-2.action-2", "Quicker repairs"),
        ("challenge-1.priority-1.action-3", "Publish what is let out Ask the regulator to visit"),
        ("challenge-1.priority-2", "Bring back the fish"),
        ("challenge-1.priority-2.action-1", "Open the weirs"),
        ("challenge-1.priority-2.action-2", "Plant the banks"),
    ]
    assert [entry.text for entry in reading.plan.unplaced] == ["Three meetings"]


def test_a_bullet_that_lost_its_mark_is_recovered_and_a_stray_paragraph_is_not_guessed(
    tmp_path: Path,
) -> None:
    text = "# P\n\n## Actions\n\n- Mend roads.\n\n Build paths.\n\nAs was said in May.\n\n- Sweep them.\n"
    reading = read(tmp_path, "plan.md", text)
    assert [item.title for item in reading.plan.items] == ["Mend roads.", "Build paths.", "Sweep them."]
    assert [(entry.line, entry.text) for entry in reading.plan.unplaced] == [(9, "As was said in May.")]
    assert reading.warnings == ("line 7: taken as a bullet that has lost its mark",)


def test_headings_under_our_outcomes_are_outcomes_where_none_is_numbered(tmp_path: Path) -> None:
    text = (
        "# P\n## Our outcomes\n### Warm homes\n#### Objectives\n- Insulate\n### Safe streets\n## Annex\n- X\n"
    )
    reading = read(tmp_path, "plan.md", text)
    assert [(item.kind, item.title, item.parent) for item in reading.plan.items] == [
        ("outcome", "Warm homes", ""),
        ("objective", "Insulate", "outcome-1"),
        ("outcome", "Safe streets", ""),
    ]
    assert [entry.text for entry in reading.plan.unplaced] == ["X"]


def test_bullets_of_a_numbered_priority_are_its_actions(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "plan.md", "# P\n\n## Priority 1: Homes\n\n- Build\n\n## Priority 2\n\nRoads\n\n- Mend\n"
    )
    assert [(item.kind, item.ref, item.title) for item in reading.plan.items] == [
        ("priority", "1", "Homes"),
        ("action", "1.action-1", "Build"),
        ("priority", "2", "Roads"),
        ("action", "2.action-1", "Mend"),
    ]


def test_only_one_kind_keeps_its_bare_numbers_as_refs(tmp_path: Path) -> None:
    text = "# P\n## Challenge 1: A\n## Challenge 2: B\n## Priority 1: C\n- Do\n## Priority 1.1: D\n"
    refs = [item.ref for item in read(tmp_path, "plan.md", text).plan.items]
    assert refs == ["1", "2", "priority-1", "priority-1.action-1", "1.1"]


def test_a_horizon_that_no_item_can_carry_is_left_empty_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, "plan.md", "# P\n\n## 3-7 year objectives\n\n- Dig\n")
    assert reading.plan.items[0].horizon == ""
    assert "3-7 years" in reading.warnings[0]


TABLE = """# R

## Strategic Outcome 1: Towns

### Supporting outcomes

- 1.1 Markets
- 1.2 Squares

## Direction of travel

| Outcome | 1 Year | 3 Year |
|---|---|---|
| 1.1 Markets | Improving* | Not improving |
| 1.2 Squares | Mixed | Maintaining |

*One measure only
"""


def test_published_directions_are_read_from_a_table(tmp_path: Path) -> None:
    items = read(tmp_path, "plan.md", TABLE).plan.items
    assert [(item.ref, item.published_1y, item.published_3y, item.description) for item in items[1:]] == [
        ("1.1", "improving", "not_improving", "One measure only"),
        ("1.2", "mixed", "maintaining", ""),
    ]


@pytest.mark.browser
def test_published_directions_are_read_from_a_table_of_a_pdf(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><h1>R</h1><h2>Strategic Outcome 1: Towns</h2><h3>Supporting outcomes</h3>
    <ul><li>1.1 Markets</li></ul><h2>Direction of travel</h2>
    <table><thead><tr><th>Outcome</th><th>1 Year</th><th>3 Year</th></tr></thead>
    <tbody><tr><td>1.1 Markets</td><td>Improving</td><td>Mixed</td></tr></tbody></table>"""
    items = read_document(print_pdf(tmp_path, page)).plan.items
    assert (items[1].published_1y, items[1].published_3y) == ("improving", "mixed")


def test_directions_that_lost_their_numbers_are_paired_only_where_there_are_as_many(tmp_path: Path) -> None:
    table = TABLE.replace("## Direction of travel", "#### Direction of travel").replace("| 1.", "| ")
    paired = read(tmp_path, "plan.md", table)
    assert [item.published_1y for item in paired.plan.items[1:]] == ["improving", "mixed"]
    assert "paired by order with 1.1 to 1.2" in paired.warnings[-1]
    fewer = read(tmp_path, "plan.md", table.replace("| 2 Squares | Mixed | Maintaining |\n", ""))
    assert [item.published_1y for item in fewer.plan.items[1:]] == ["", ""]
    assert [entry.why for entry in fewer.plan.unplaced] == ["directions without the number of their outcome"]


MEANINGS = [
    ("Outcome 2: Safer streets", Entry("outcome", "2", "Safer streets")),
    ("Strategic Outcome 3", Entry("outcome", "3", "")),
    ("Priority two: Homes", Entry("priority", "2", "Homes")),
    ("PRIORITY 1 – HOMES", Entry("priority", "1", "HOMES")),
    ("Supporting outcome 1.2: Well", Entry("supporting_outcome", "1.2", "Well")),
    ("Demand challenge", Entry("challenge", "", "Demand challenge")),
    ("KCC 1-2 year objectives", Section("objective", "1-2 years")),
    ("Medium-term objectives (2-5 years):", Section("objective", "2-5 years")),
    ("2 to 5 years", Section("objective", "2-5 years")),
    ("Long-term ambitions:", Section("ambition", "long term")),
    ("3. Our ask of Government", Section("ask")),
    ("Working with our partners", Section("collaboration")),
    (
        "Priority actions to meet the demand challenge",
        Section("action", heads=True, under="demand challenge"),
    ),
    ("Our priorities 2021-25", Section("priority", heads=True)),
    ("The challenges we face", None),
    ("Action on special needs", None),
    ("Why it matters", None),
    ("outcomes " * 40, None),
]


@pytest.mark.parametrize(("heading", "expected"), MEANINGS)
def test_what_a_heading_settles(heading: str, expected: Entry | Section | None) -> None:
    assert meaning(heading) == expected


def test_markdown_marks_are_taken_off() -> None:
    text = (
        "- **Bold**, *slanted* and [a link](http://x) on the 21<sup>st</sup> &amp; `code`\n- 2 * 3 snake_case"
    )
    assert shapes(blocks_of_text(text)) == [
        (0, 1, "Bold, slanted and a link on the 21st & code"),
        (0, 1, "2 * 3 snake_case"),
    ]


def test_headings_and_depths_of_markdown() -> None:
    text = "Title\n===\n\nSub\n---\n\n**Bold line**\n\n- a\n   - b\n- c\n\n```\n# code\n```\nprose\ngoes on\n"
    assert shapes(blocks_of_text(text)) == [
        (1, 0, "Title"),
        (2, 0, "Sub"),
        (7, 0, "Bold line"),
        (0, 1, "a"),
        (0, 2, "b"),
        (0, 1, "c"),
        (0, 0, "prose goes on"),
    ]


def encrypted(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    writer.write(str(path))


def blank(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(str(path))


REFUSED = [
    ("plan.md", b"", "no words in the document"),
    ("plan.md", b"# A plan\n\nOnly prose.\n", "nothing in it could be understood"),
    ("plan.txt", b"just some words that say nothing at all", "nothing in it could be understood"),
    ("plan.txt", bytes(range(256)), "not a text file"),
    ("plan.txt", b"caf\xe9", "not UTF-8"),
    ("plan.html", b"<meta charset=nonsense><p>x", "says that it is in nonsense"),
    ("plan.docx", b"PK\x03\x04 broken", "not a .docx document"),
    ("plan.docx", b"\xd0\xcf\x11\xe0", "not a .docx document"),
    ("plan.pdf", b"%PDF-1.7 broken", "PDF cannot be read"),
    ("plan.pdf", b"junk", "PDF cannot be read"),
    ("plan.doc", b"\xd0\xcf\x11\xe0", "is not read: save it as .docx"),
    ("plan", b"x", "is not read"),
]


@pytest.mark.parametrize(("name", "data", "word"), REFUSED)
def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_document(tmp_path / name)
    assert word in str(refused.value)


def test_an_encrypted_pdf_and_a_scan_are_refused(tmp_path: Path) -> None:
    for make, word in ((encrypted, "has a password"), (blank, "no words in the document")):
        make(tmp_path / "plan.pdf")
        with pytest.raises(Refused, match=word):
            read_document(tmp_path / "plan.pdf")


def test_a_word_document_without_words_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "plan.docx"))
    with pytest.raises(Refused, match="no words in the document"):
        read_document(tmp_path / "plan.docx")
