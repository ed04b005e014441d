"""A small report with every kind of block, for whoever writes a form or a page of one."""

from goldenthread.publish.block import (
    Bullets,
    CallOut,
    Cell,
    Column,
    EasyLine,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Run,
    Table,
    VerdictLine,
    said,
)
from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.fact import Fact

ATTAINMENT = Table(
    ref="attainment",
    caption="Pupils who reach the expected standard, Kent",
    columns=(Column("Year"), Column("Kent", "%", True), Column("England", "%", True), Column("Direction")),
    rows=(
        (Cell("2015/16"), Cell("59", "59"), Cell("53", "53"), Cell("No earlier year", "", "cannot_judge")),
        (Cell("2016/17"), Cell("65", "65"), Cell("61", "61"), Cell("Improving", "", "improving")),
        (Cell("2017/18"), Cell("not published"), Cell("64", "64"), Cell("", "")),
    ),
    notes=("2017/18 is provisional.",),
    source="Department for Education, release of 14 December 2017",
)
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160" role="img" aria-labelledby="t">'
    '<title id="t">Kent and England</title><path d="M20 120 L160 80 L300 40" fill="none" '
    'stroke="#12436D" stroke-width="2"/><text x="20" y="150" font-size="14">2015/16</text></svg>'
)
CHART = Figure(
    ref="attainment-chart",
    title="Kent has risen with England",
    subtitle="Pupils who reach the expected standard, %",
    alternative="Kent rose from 59% in 2015/16 to 65% in 2016/17. Improving.",
    svg=DRAWN,
    table=Table(
        "attainment-chart",
        "Figures of the chart",
        (Column("Year"), Column("Kent", "%", True)),
        ((Cell("2015/16"), Cell("59", "59")), (Cell("2016/17"), Cell("65", "65"))),
        source="Department for Education",
    ),
    notes=("The axis begins at 40%.",),
    source="Department for Education",
)
FACT = Fact(
    key="verdict/ks2/E10000016//direction_1y",
    about="Pupils who reach the expected standard, Kent, over one year",
    text="improving: 65% in 2016/17, up from 59% in 2015/16",
    value="65",
    unit="%",
    period="2016-09-01/P1Y",
    verdict="improving",
    change="6",
    status="normal",
    rule="kent-annual-report-2017/variance@1",
    releases=("dfe-2017",),
)


def sample(**changed: object) -> Document:
    """The report; whatever is named replaces what stands in it."""
    held: dict[str, object] = {
        "ref": "annual-report-2017",
        "kind": "annual-report",
        "title": "Annual report 2017 & what came of it",
        "subtitle": "How the outcomes went, April 2016 to March 2017",
        "body": "Kent County Council",
        "language": "en-gb",
        "period": "2016/17",
        "as_of": "2018-01-31",
        "known_at": "2018-01-31T12:00:00+00:00",
        "policy": "kent-annual-report-2017",
        "software": "0.1.0",
        "licence": "Open Government Licence v3.0",
        "contact": "strategy@council.example",
        "chapters": (
            Chapter("summary", "Summary", (said("Two outcomes improved."),), "Two outcomes improved."),
            Chapter(
                "children",
                "Children get the best start",
                (
                    Heading(2, "Key results", "key-results"),
                    VerdictLine(
                        "improving",
                        "Improving",
                        "65% in 2016/17, up from 59% in 2015/16. Higher is better.",
                        "Direction of travel over one year",
                        "kent-annual-report-2017/variance@1",
                        notes=("Provisional figure.",),
                    ),
                    ATTAINMENT,
                    CHART,
                    Heading(3, "What was done", "what-was-done"),
                    Paragraph(
                        (
                            Run("Schools & nurseries <worked> together; see "),
                            Run("the plan", "/plans/small/"),
                            Run(". "),
                            Run("It matters.", is_strong=True),
                        )
                    ),
                    Bullets(((Run("More places"),), (Run("Shorter waits"),))),
                    Bullets(((Run("First"),), (Run("Second"),)), is_ordered=True),
                    Quotation("The new nursery changed our mornings.", "A parent, consultation of 2016"),
                    CallOut("Where to read more", (Run("The full figures are in the data files."),)),
                    VerdictLine(
                        "cannot_judge",
                        "Cannot judge",
                        "There is no figure for 2017/18 yet.",
                        "Against the target",
                        "kent-quarterly-2020/target@1",
                        reason="No figure yet",
                    ),
                ),
                "Improving over one year.",
            ),
        ),
        "facts": (FACT,),
        "easy": (
            EasyLine("How children are doing", "", True),
            EasyLine("More children do well at school.", "school"),
            EasyLine("We do not know about this year yet."),
        ),
    }
    return Document(**(held | changed))  # type: ignore[arg-type]
