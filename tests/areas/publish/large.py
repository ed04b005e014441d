"""Reports to try a form with: as long as a council's annual one, out of shape, or of a few blocks.

It is the same for the same seed. It is for tests and benchmarks: every figure is invented.
"""

import random

from goldenthread.kit.figure import DataTable
from goldenthread.kit.verdict import MARKS
from goldenthread.publish.block import (
    Block,
    Bullets,
    CallOut,
    Cell,
    Column,
    Figure,
    Heading,
    Quotation,
    Run,
    Table,
    VerdictLine,
    said,
)
from goldenthread.publish.document import Chapter, Document
from tests.areas.kit.gallery import figures
from tests.areas.publish.sample import sample

_WORDS = """
children families homes schools roads wards services quarter budget independence Llanfair ŵy ŷd tŷ dŵr
£1.2m 45% – “quoted” it’s naïve café 2016/17 not-for-profit improving people’s wellbeing
"""
WORDS = _WORDS.split()
HOSTILE = (
    "#import $x$ *bold* _it_ `raw` <label> @ref [brackets] \\n // no comment /* none */ == = heading ~ --- …",
    'quotes " and \' and \\" and {braces} #{1+1} #sys.inputs ${x} <script>alert(1)</script> & &amp; ]]>',
    "emoji 😀 and Arabic مرحبا and Chinese 你好 and Hebrew שלום and Greek Ωμέγα and Cyrillic Привет",
    "a\tb\nc\u2028d\u00a0e\u200bf\ufeffg\x07h \u202eback\u202c Ａ ﬁ e\u0301 \ue000 \U0001f468\u200d",
)
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


def report_of(*blocks: Block) -> Document:
    """A report of one chapter with these blocks."""
    return sample(chapters=(Chapter("one", "The chapter", blocks),))


def words(dice: random.Random, most: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, most)))


def table(dice: random.Random, ref: str, columns: int, rows: int) -> Table:
    """A table of figures, words, verdicts and empty cells; each row begins with its number."""
    heads = [Column(words(dice, 3)), *(Column(words(dice, 2), "%", bool(n % 3)) for n in range(1, columns))]
    return Table(
        ref,
        f"{words(dice, 8)} ({ref})",
        tuple(heads),
        tuple(
            (Cell(f"{row + 1} {words(dice, 3)}"), *(_cell(dice) for _ in range(columns - 1)))
            for row in range(rows)
        ),
        notes=(words(dice, 20),) * dice.randint(0, 2),
        source=words(dice, 6) if dice.random() < 0.7 else "",
    )


def _cell(dice: random.Random) -> Cell:
    kind = dice.randint(0, 5)
    if kind == 0:
        return Cell("")
    if kind == 1:
        verdict = dice.choice(sorted(MARKS))
        return Cell(MARKS[verdict].word, "", verdict)
    if kind == 2:
        return Cell(words(dice, 5))
    number = f"{dice.randint(-99999, 99999) / 10:,.1f}"
    return Cell(number, number.replace(",", ""))


def charts() -> list[Figure]:
    """Every chart of the product, as a report shows it."""
    return [
        Figure(each.key, each.title, each.subtitle, each.alternative, each.svg, _table(each.key, each.table))
        for each in figures()
    ]


def _table(key: str, held: DataTable) -> Table:
    columns = tuple(Column(head, "", n in held.numeric) for n, head in enumerate(held.headings))
    return Table(key, held.caption, columns, tuple(tuple(Cell(each) for each in row) for row in held.rows))


def _blocks(dice: random.Random, chapter: int, drawn: list[Figure]) -> list[Block]:
    verdict = dice.choice(sorted(MARKS))
    chart = drawn[chapter % len(drawn)]
    ref = f"c{chapter}"
    own = Figure(
        f"{ref}-chart", chart.title, chart.subtitle, chart.alternative, chart.svg, chart.table, chart.notes
    )
    return [
        said(words(dice, 80)),
        Heading(2, f"Key results {words(dice, 3)}", f"{ref}-a"),
        VerdictLine(
            verdict, MARKS[verdict].word, words(dice, 15), words(dice, 4), "p/q@1", notes=("Provisional.",)
        ),
        table(dice, f"{ref}-short", dice.randint(2, 6), dice.randint(1, 9)),
        own,
        Heading(dice.randint(2, 4), words(dice, 5), f"{ref}-b"),
        *(said(words(dice, 120)) for _ in range(3)),
        Bullets(tuple((Run(words(dice, 20)),) for _ in range(4)), dice.random() < 0.5),
        Quotation(words(dice, 30), words(dice, 5)),
        Heading(dice.randint(2, 4), words(dice, 5), f"{ref}-c"),
        table(dice, f"{ref}-long", dice.randint(3, 8), dice.randint(20, 45)),
        CallOut(words(dice, 4), (Run(words(dice, 30)), Run(" more", "https://council.example/more"))),
        *(said(words(dice, 120)) for _ in range(4)),
    ]


def long_report(chapters: int = 14, seed: int = 1) -> Document:
    """A report of about four pages a chapter."""
    dice = random.Random(seed)
    drawn = charts()
    return sample(
        ref="long-report",
        title="Annual report of a whole council",
        chapters=tuple(
            Chapter(f"chapter-{n}", f"{n + 1}. {words(dice, 6)}", tuple(_blocks(dice, n, drawn)))
            for n in range(chapters)
        ),
    )


def hostile_report() -> Document:
    """A report whose words look like markup, whose letters are rare, and whose tables are out of shape."""
    dice = random.Random(7)
    cells = tuple(Cell(text, "", "not-a-verdict") for text in HOSTILE)
    odd = Table(
        "odd", HOSTILE[0], (Column(HOSTILE[1]),), ((Cell(""), *cells), (Cell(LONG_WORD),), ()), HOSTILE
    )
    long_cell = Table(
        "long-cell",
        "A cell longer than a page",
        (Column("Row"), Column("Text")),
        ((Cell("1"), Cell("word " * 1500)),),
    )
    blocks: tuple[Block, ...] = (
        Heading(4, HOSTILE[0], "a"),
        *(said(text) for text in HOSTILE),
        Bullets(tuple((Run(text, "javascript:alert(1)"),) for text in HOSTILE)),
        Bullets(()),
        said(""),
        odd,
        long_cell,
        table(dice, "wide", 14, 12),
        table(dice, "very-wide", 36, 6),
        Table("empty", "", (), ()),
        Table("heads", "Only headings", (Column("One"), Column("")), ()),
        Figure("no-svg", "No drawing", "", "", "<svg", Table("t", "t", (Column("a"),), ((Cell("b"),),))),
        Figure("bare", "", "", "", "", Table("u", "", (Column("a"),), ((Cell("b"),),))),
        VerdictLine("nobody-knows", "", "", "", "", reason=HOSTILE[0]),
        Quotation(HOSTILE[2]),
        CallOut("", ()),
        Heading(2, "", "b"),
    )
    return sample(
        title=HOSTILE[1],
        body=HOSTILE[2],
        subtitle=HOSTILE[3],
        accent="#ffff00",
        chapters=(Chapter("hostile", HOSTILE[0], blocks), Chapter("bare", "", ())),
    )
