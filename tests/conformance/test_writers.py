"""Every form of a report holds the same words and the same tables, and is the same file whoever writes it."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from goldenthread.publish.block import Cell, Column, EasyLine, Figure, Heading, Run, Table, said
from goldenthread.publish.document import Chapter, Document, read_document, write_document
from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.writer import WRITERS, Writer
from tests.areas.publish.large import hostile_report, long_report
from tests.areas.publish.sample import ATTAINMENT, CHART, sample
from tests.areas.publish.writers_suite.expected import WORKBOOKS, grids_of, squeezed, words_of
from tests.areas.publish.writers_suite.reading import Found, read

ROOT = Path(__file__).resolve().parents[2]
EASY = "easy-read"


def parameter(writer: Writer) -> object:
    there = find_spec(f"goldenthread.publish.writers.{writer.module}")
    absent = pytest.mark.skipif(there is None, reason=f"there is no writer of {writer.title} yet")
    return pytest.param(writer, id=f"{writer.module}-{writer.ref or 'plain'}", marks=[absent])


every_form = pytest.mark.parametrize("writer", [parameter(each) for each in WRITERS])
every_whole_form = pytest.mark.parametrize(
    "writer", [parameter(each) for each in WRITERS if each.ref != EASY]
)
every_form_with_tables = pytest.mark.parametrize(
    "writer", [parameter(each) for each in WRITERS if each.ref != EASY and each.ending != ".pdf"]
)
every_form_with_pictures = pytest.mark.parametrize(
    "writer", [parameter(each) for each in WRITERS if each.ref != EASY and each.ending not in WORKBOOKS]
)


def found(writer: Writer, document: Document) -> Found:
    return read(writer, writer.write(document))


def holding(*tables: Table) -> Document:
    """A report of one chapter with those tables."""
    return sample(chapters=(Chapter("tables", "Tables", tables),), facts=(), easy=())


def assert_said(writer: Writer, document: Document) -> None:
    """Every stretch of words is in the file. A PDF may name a character that no font can draw."""
    written = squeezed(found(writer, document).words)
    for words in words_of(document, writer):
        spelled = printable(words) if writer.ending == ".pdf" else words
        assert squeezed(spelled) in written, words


@every_form
def test_a_document_written_twice_gives_the_same_bytes(writer: Writer) -> None:
    assert writer.write(sample()) == writer.write(read_document(write_document(sample())))


@pytest.fixture(scope="module")
def elsewhere() -> dict[str, str]:
    """The checksum of every form, written by another process with other seeds and in another time zone."""
    names = "','".join(f"{each.module}.{each.function}" for each in WRITERS)
    program = (
        "import django; django.setup()\n"
        "from importlib import import_module\nfrom hashlib import sha256\n"
        "from tests.areas.publish.sample import sample\n"
        f"for name in ['{names}']:\n"
        "    module, function = name.split('.')\n"
        "    try: found = import_module('goldenthread.publish.writers.' + module)\n"
        "    except ModuleNotFoundError: continue\n"
        "    print(name, sha256(getattr(found, function)(sample())).hexdigest())\n"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "goldenthread.web.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | settings | {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split(" ") for line in told.stdout.splitlines())


@every_form
def test_another_process_gives_the_same_bytes(writer: Writer, elsewhere: dict[str, str]) -> None:
    here = sha256(writer.write(sample())).hexdigest()

    assert elsewhere[f"{writer.module}.{writer.function}"] == here


@every_form
@pytest.mark.parametrize(("language", "tag"), [("en-gb", "en-GB"), ("cy", "cy")])
def test_a_file_states_its_title_and_its_language(writer: Writer, language: str, tag: str) -> None:
    read_back = found(writer, sample(language=language))

    assert sample().title in read_back.title
    assert read_back.language.startswith(tag)


@every_form
def test_every_word_of_the_report_is_in_every_form(writer: Writer) -> None:
    assert_said(writer, sample())


@every_form_with_tables
def test_every_table_comes_out_with_its_caption_its_headings_and_its_rows(writer: Writer) -> None:
    assert found(writer, sample()).tables == grids_of(sample(), writer)


@every_form_with_tables
def test_the_tables_of_a_long_report_come_out_whole(writer: Writer) -> None:
    report = long_report()
    tables, wanted = found(writer, report).tables, grids_of(report, writer)

    assert tables is not None
    assert len(tables) == len(wanted) > 40
    for table, expected in zip(tables, wanted, strict=True):
        assert (squeezed(table.caption), table.rows) == (squeezed(expected.caption), expected.rows)


@every_form_with_pictures
def test_every_figure_has_the_words_that_stand_for_it(writer: Writer) -> None:
    assert CHART.alternative in found(writer, sample()).alternatives


@every_form_with_pictures
def test_no_picture_is_without_words(writer: Writer) -> None:
    alternatives = found(writer, long_report()).alternatives

    assert len(alternatives) >= 14
    assert all(each.strip() for each in alternatives)


@every_form_with_pictures
@pytest.mark.parametrize("svg", ["", "no drawing at all", "<svg"])
def test_a_figure_whose_drawing_cannot_be_read_still_says_what_it_shows(writer: Writer, svg: str) -> None:
    lost = replace(CHART, svg=svg)

    written = squeezed(found(writer, sample(chapters=(Chapter("a", "A", (lost,)),))).words)

    assert squeezed(lost.alternative) in written
    assert all(squeezed(cell.text) in written for row in lost.table.rows for cell in row)


HOSTILE = (
    "=1+1",
    "+44 1622 000000",
    "-5 and falling",
    "@SUM(A1:A9)",
    "<script>alert(1)</script>",
    "& &amp; ]]> <!-- -->",
    "\"quoted\" 'twice'",
    "#set page() $x$ *bold* _it_",
    "_x0041_ %s {name} ${x}",
    "C:\\new\\table",
)


@every_form
@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_mean_something_to_a_program_stay_words(writer: Writer, words: str) -> None:
    table = Table("t", words, (Column(words),), ((Cell(words),),), (words,), words)
    figure = replace(CHART, title=words, alternative=words, table=replace(CHART.table, caption=words))
    blocks = (Heading(2, words, "a"), said(words), table, figure)
    report = sample(title=words, chapters=(Chapter("a", words, blocks),), easy=(EasyLine(words),))

    assert_said(writer, report)


@every_form
@pytest.mark.parametrize("words", ["مرحبا بالعالم", "שלום", "tŷ dŵr", "😀", "👩‍👩‍👧", "你好", "e\u0301"])
def test_every_script_survives(writer: Writer, words: str) -> None:
    report = replace(holding(Table("t", words, (Column("A"),), ((Cell(words),),))), easy=(EasyLine(words),))
    read_back = found(writer, report)

    if writer.ending == ".pdf":
        assert (
            read_back.words.strip()
        )  # a page may turn, join or name letters: the PDF's own tests look closer
    else:
        assert words in read_back.words


@every_form
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe", "\x0b"])
def test_characters_that_no_file_may_hold_are_left_out(writer: Writer, sign: str) -> None:
    words = f"be{sign}fore"
    table = Table("t", words, (Column(words),), ((Cell(words),),), (words,), words)
    report = sample(
        title=words,
        subtitle=words,
        body=words,
        contact=words,
        chapters=(Chapter("a", words, (Heading(2, words, "b"), table, replace(CHART, alternative=words))),),
        corrections=(words,),
        easy=(EasyLine(words),),
    )

    # A PDF may name what is no letter, in words that can be printed.
    said_so = printable(words) if writer.ending == ".pdf" else "before"
    assert squeezed(said_so) in squeezed(found(writer, report).words)


@every_form
def test_a_report_without_chapters_tables_or_facts_can_still_be_written(writer: Writer) -> None:
    bare = sample(chapters=(), facts=(), easy=(), subtitle="", contact="", licence="")

    assert squeezed(bare.title) in squeezed(found(writer, bare).words)


@every_form
def test_words_that_are_empty_make_no_form_fail(writer: Writer) -> None:
    table = Table("t", "", (Column(""), Column("")), ((Cell(""), Cell("")),), ("",))
    blocks = (Heading(2, "", ""), said(""), table, Figure("f", "", "", "", "", table))
    empty = sample(title="", subtitle="", body="", chapters=(Chapter("a", "", blocks),), easy=(EasyLine(""),))

    assert read(writer, writer.write(empty)).language.startswith("en")


@every_whole_form
def test_a_table_of_a_thousand_rows_comes_out_whole(writer: Writer) -> None:
    rows = tuple((Cell(f"Place {n}"), Cell(f"{n:,}", str(n))) for n in range(1000))
    report = holding(Table("places", "Places", (Column("Place"), Column("Number", "", True)), rows))
    read_back = found(writer, report)

    if read_back.tables is None:
        written = squeezed(read_back.words)
        assert all(f"Place{n}" in written for n in range(1000))
    else:
        assert read_back.tables == grids_of(report, writer)


@every_whole_form
def test_a_cell_of_forty_thousand_letters_is_whole_or_says_that_it_is_cut(writer: Writer) -> None:
    words = "word " * 8000
    read_back = found(writer, holding(Table("t", "Long", (Column("A"),), ((Cell(words),),))))

    assert (
        read_back.words.count("word ") + read_back.words.count("word\n") >= 8000
        or "Cut here" in read_back.words
    )


@every_form_with_tables
def test_two_tables_of_one_name_both_come_out(writer: Writer) -> None:
    report = holding(
        ATTAINMENT, replace(ATTAINMENT, caption="Another"), replace(ATTAINMENT, ref="ATTAINMENT")
    )

    assert found(writer, report).tables == grids_of(report, writer)


@every_form_with_tables
def test_a_short_row_is_filled_up_and_a_long_one_gets_the_columns_that_it_needs(writer: Writer) -> None:
    columns = (Column("A"), Column("B"))
    rows = ((Cell("x"),), (Cell("x"), Cell("y"), Cell("z")))
    (table,) = found(writer, holding(Table("t", "Out of shape", columns, rows))).tables or ()

    assert table.rows == (("x", "", ""), ("x", "y", "z"))


@every_form
def test_a_report_that_is_hostile_in_every_part_can_be_written(writer: Writer) -> None:
    assert (
        squeezed("Llanfairpwllgwyngyll") in squeezed(found(writer, hostile_report()).words)
        or writer.ref == EASY
    )


@every_form
def test_a_moment_that_cannot_be_read_is_no_hindrance(writer: Writer) -> None:
    assert writer.write(sample(known_at="", as_of="")) == writer.write(sample(known_at="", as_of=""))


@every_form
def test_a_link_to_a_page_of_the_site_is_plain_words_in_a_file(writer: Writer) -> None:
    """A file on somebody's disk has no site for it to lead to, and a script is never a link."""
    runs = (Run("the plan", "/plans/small/"), Run(" and "), Run("a trick", "javascript:alert(1)"))
    report = sample(chapters=(Chapter("a", "A", (replace(said(""), runs=runs),)),), facts=())

    written = writer.write(report)

    assert b"javascript:" not in written
    assert_said(writer, report)


def test_every_form_of_a_long_report_is_written_within_twenty_seconds_and_word_within_four() -> None:
    report, taken = long_report(), {}
    for writer in WRITERS:
        if find_spec(f"goldenthread.publish.writers.{writer.module}"):
            start = time.process_time()
            writer.write(report)
            taken[writer.title] = time.process_time() - start

    assert taken["Word"] < 4
    assert sum(taken.values()) < 20
