"""How a budget book is laid out as a file: its sheets, their columns, and what each cell says.

Reading, writing, the template and the guide all go by this. A column has the name of the field that it fills.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from goldenthread.rules.budget import (
    CONFIDENCES,
    DRIVER_KINDS,
    MANDATES,
    RESERVE_KINDS,
    SHAPES,
    VERSION_STATES,
    Allocation,
    BudgetLine,
    Change,
    Correlation,
    Driver,
    FundingLine,
    FundingUse,
    Pool,
    Reserve,
    TaxYear,
    Touch,
)
from goldenthread.rules.budget_fault_ledger import CHANGE_KINDS, WRITTEN_FUNDING

UNITS: Final = {"pounds": 1, "thousands": 1000}
"""What an amount counts, as About states it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `holds` is text, code, amount, charge, number, share, year, yes, list or weights.

    An amount counts in the book's unit, a charge always in pounds. `codes` are what a code may be; `needed`
    is whether the column must be there and every cell of it filled. A column that is `only_checked` is held
    to the others where it is there, and never written.
    """

    name: str
    holds: str
    about: str
    needed: bool = False
    codes: tuple[str, ...] = ()
    may_be_none: bool = False
    only_checked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `part` is what of the book it fills, each row one `kind`.

    `over_years` names the field that columns headed by years fill; empty where there are none.
    """

    name: str
    part: str
    about: str
    columns: tuple[Column, ...]
    kind: Any = None
    over_years: str = ""
    needed: bool = False

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns that are written."""
        return tuple(column for column in self.columns if not column.only_checked)

    @property
    def key(self) -> str:
        """Its name in YAML."""
        return self.name.lower().replace(" ", "_")

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((each for each in self.columns if each.name == name), None)


def _text(name: str, about: str, needed: bool = False) -> Column:
    return Column(name, "text", about, needed)


def _code(name: str, about: str, codes: Iterable[str], needed: bool = True) -> Column:
    return Column(name, "code", about, needed, tuple(codes))


_REF: Final = _text("ref", "A short name of its own, without spaces: other sheets name the row by it", True)
_TITLE: Final = _text("title", "What it is, in a few words", True)
_YEAR: Final = Column("year", "year", "The financial year, as 2021/22", True)
_CONFIDENCE: Final = _code("confidence", "How sure: high, medium, low, or empty", CONFIDENCES, False)

ABOUT: Final = Sheet(
    "About",
    "book",
    "What the book says of itself: a name in the first column, what it is in the second",
    (
        _text("ref", "A short name of the version: letters, numbers and hyphens", True),
        _text("title", "What the version is called", True),
        _text("body", "The council", True),
        _code("state", "draft, consultation, approved or amended", VERSION_STATES),
        Column("year", "year", "The year that the budget is for, as 2021/22", True),
        Column("years", "number", "How many years it plans, that one among them", True),
        _text("rules", "The rule pack of that year, as england-2021-22; may be empty in a draft"),
        _code("unit", "What amounts count: pounds or thousands (of pounds)", UNITS),
        Column("band_d", "charge", "What a Band D home paid last year, in pounds", True),
        Column("band_d_care", "charge", "How much of that was for adult social care, in pounds"),
        Column("contingency", "amount", "Set aside each year for what cannot be foreseen"),
        Column("prior_deficit", "amount", "A deficit of earlier years that the first year must meet"),
        _text("price_base", "Whose prices amounts are stated in, as cash"),
        Column("illustrative", "yes", "yes where the book is an example and nobody's budget"),
        _text("note", "Anything that a reader should know"),
    ),
    needed=True,
)

SHEETS: Final = (
    ABOUT,
    Sheet(
        "Services",
        "services",
        "The council's services. Where the sheet has rows, no service is named elsewhere that is not on it",
        (_REF, _text("title", "What it is called")),
    ),
    Sheet(
        "Lines",
        "lines",
        "What each service spends on one thing in the base year, the year before the budget's",
        (
            _REF,
            _TITLE,
            _text("service", "The ref of the service", True),
            _text("subjective", "What on: employees, premises, transport, running, third-party…"),
            _code("mandate", "What makes the council spend it", MANDATES),
            Column("gross", "amount", "What is spent in the base year", True),
            Column("income", "amount", "Fees, charges and what others pay, without a minus"),
            Column(
                "net", "amount", "Gross less income; may be left out", may_be_none=True, only_checked=True
            ),
            Column(
                "exposures", "weights", "Drivers that move it, and how much of it: pay 0.6; care-fees 0.4"
            ),
            _text("outturn_line", "The line of the government's outturn forms, as RO3/340"),
            _text("note", "Anything that a reader should know"),
        ),
        BudgetLine,
        needed=True,
    ),
    Sheet(
        "Changes",
        "changes",
        "Pressures and savings: one row is one decision or event",
        (
            _REF,
            _TITLE,
            _text("line", "The ref of the line that it changes", True),
            _YEAR,
            _code("kind", "Which pressure or saving", CHANGE_KINDS),
            Column("amount", "amount", "What the year's budget changes by; a saving without a minus", True),
            Column("one_off", "yes", "yes where it goes out again the year after"),
            Column("full_year", "amount", "What the same decision adds in the year after, to a full year"),
            _text("price_base", "cash, or the year of the prices it is stated in, as 2020/21"),
            _text(
                "driver", "Of a saving: the driver of the share delivered. Of a pressure: what lies behind it"
            ),
            _CONFIDENCE,
            _text("evidence", "What it rests on"),
            _text("approval", "Who agreed it, and where that is minuted"),
        ),
        Change,
    ),
    Sheet(
        "Funding",
        "funding",
        "Money by source and year; council tax and use of reserves are worked out and have no row here",
        (
            _REF,
            _TITLE,
            _code("kind", "The source", WRITTEN_FUNDING),
            Column("services", "list", "Services that restricted money may be spent on, with ; between"),
            Column("one_off", "yes", "yes where it is not expected again"),
            _text("driver", "A driver of the kind funding that moves it"),
            _text("purpose", "What it is given for"),
            _text("source", "Where the figure is from"),
        ),
        FundingLine,
        "amounts",
    ),
    Sheet(
        "Uses",
        "uses",
        "What restricted money pays for; what is not named here is spent by the fund's services",
        (
            _text("funding", "The ref of the funding", True),
            _text("line", "The ref of the line that it pays for", True),
            _YEAR,
            Column("amount", "amount", "How much", True),
        ),
        FundingUse,
    ),
    Sheet(
        "Pools",
        "pools",
        "Funds shared with a partner, and who bears the risk",
        (
            _REF,
            _TITLE,
            _text("funding", "The ref of the council's pooled funding", True),
            _text("partner", "Who shares it", True),
            Column("ours", "amount", "What the council puts in", True),
            Column("theirs", "amount", "What the partner puts in", True),
            Column("our_risk", "share", "The council's share of an overspend, 0 to 1", True),
            _text("agreement", "The agreement, as Section 75"),
        ),
        Pool,
    ),
    Sheet(
        "Tax",
        "tax",
        "Council tax: one row for every year of the plan",
        (
            _YEAR,
            Column("base", "number", "The tax base: how many Band D homes", True),
            Column("core", "share", "The rise without care, as 0.0199 or 1.99%", True),
            Column("care", "share", "The rise for adult social care, as 0.03 or 3%", True),
            Column("band_d", "charge", "The charge itself, where it is settled, in pounds", may_be_none=True),
            _text("driver", "A driver of the kind tax_base that moves the base"),
        ),
        TaxYear,
        needed=True,
    ),
    Sheet(
        "Reserves",
        "reserves",
        "What is kept by. Under a year: what goes in, or with a minus what is used",
        (
            _REF,
            _TITLE,
            _code("kind", "Which reserve", RESERVE_KINDS),
            _text("purpose", "What it is for", True),
            Column("opening", "amount", "What it holds as the first year begins", True),
            Column("minimum", "amount", "What it should not fall below"),
        ),
        Reserve,
        "moves",
    ),
    Sheet(
        "Drivers",
        "drivers",
        "What moves spending and funding",
        (
            _REF,
            _TITLE,
            _code("kind", "What it moves", DRIVER_KINDS),
            _code("shape", "How far out it may be; empty is fixed", SHAPES, False),
            Column(
                "persistence", "share", "How much of a year's surprise is there the year after, 0 to below 1"
            ),
            _text("follows", "Another driver, so much of which is added to this one"),
            Column("share", "share", "How much of that one"),
            _text("source", "Where the assumptions are from"),
        ),
        Driver,
    ),
    Sheet(
        "Assumptions",
        "assumptions",
        "What each driver is taken to be in every year of the plan",
        (
            _text("driver", "The ref of the driver", True),
            _YEAR,
            Column("central", "share", "The rate of the year: 2% is 0.02; of delivery, the share", True),
            Column("low", "share", "What it may fall to; empty is the central", may_be_none=True),
            Column("high", "share", "What it may rise to; empty is the central", may_be_none=True),
        ),
    ),
    Sheet(
        "Correlations",
        "correlations",
        "How two drivers' surprises go together",
        (
            _text("driver", "The ref of one driver", True),
            _text("other", "The ref of the other", True),
            Column("value", "share", "From -1 to 1", True),
        ),
        Correlation,
    ),
    Sheet(
        "Scenarios",
        "scenarios",
        "Named sets of other assumptions; central is the name of the plan without one",
        (
            _REF,
            _TITLE,
            _text("why", "What would have to happen"),
            Column("illustrative", "yes", "yes where it is an example and nobody's forecast"),
        ),
    ),
    Sheet(
        "Overrides",
        "overrides",
        "What a scenario sets otherwise",
        (
            _text("scenario", "The ref of the scenario", True),
            _text("driver", "A driver's ref, or council-tax-core or council-tax-care", True),
            _YEAR,
            Column("value", "share", "What it is taken to be under the scenario", True),
        ),
    ),
    Sheet(
        "Allocations",
        "allocations",
        "What share of a line is for which outcome",
        (
            _text("line", "The ref of the line", True),
            _text("plan", "The ref of the plan; empty, with item, for money that enables others"),
            _text("item", "The ref of the plan's item"),
            Column("share", "share", "The share of the line, 0 to 1", True),
            Column("low", "share", "How little it could fairly be", may_be_none=True),
            Column("high", "share", "How much it could fairly be", may_be_none=True),
            _text("basis", "What the share rests on", True),
            _CONFIDENCE,
        ),
        Allocation,
    ),
    Sheet(
        "Touches",
        "touches",
        "What a saving may help or harm",
        (
            _text("change", "The ref of the change", True),
            _text("plan", "The ref of the plan"),
            _text("item", "The ref of the plan's item"),
            _text("measure", "The ref of a measure"),
            _text("why", "What may change, and for whom", True),
        ),
        Touch,
    ),
)

BY_PART: Final = {sheet.part: sheet for sheet in SHEETS}
FRONT: Final = "Read me"
CHECKS: Final = "Checks"
LISTS: Final = "Lists"
"""Sheets of a workbook that are written for its reader, and never read."""
