"""The statement on robust estimates and adequate reserves, with the evidence laid beside it.

Local Government Act 2003, section 25: the chief finance officer reports to the authority on the robustness of
the estimates and the adequacy of the reserves, and the authority has regard to the report when it sets its
budget.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.finance.access import may_read_finance
from goldenthread.finance.models import Line, MonitoredTotal, Robustness
from goldenthread.finance.queries.saving import finished_savings, savings_view
from goldenthread.finance.queries.simulated import simulation
from goldenthread.finance.queries.version import Worked, bare_book, version_named, worked
from goldenthread.finance.queries.virement import YearBudget, agreed_budget
from goldenthread.people.access import Viewer
from goldenthread.rules.book_plain import plain, read_plain
from goldenthread.rules.budget import Book
from goldenthread.rules.money import ZERO, total

MOST_SWINGS = 5


@dataclass(frozen=True, slots=True)
class YearEvidence:
    """One year of the plan: its gap, what of it stands on savings not found and on money that comes once."""

    year: int
    gap: Decimal
    structural_gap: Decimal
    unidentified: Decimal
    one_off: Decimal
    reserves_used: Decimal

    @property
    def if_nothing_is_found(self) -> Decimal:
        """The gap where no saving is found that is still to be identified."""
        return self.gap + self.unidentified


@dataclass(frozen=True, slots=True)
class YearSum:
    """A sum in a year."""

    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReserveEvidence:
    """A reserve against its minimum: what it opens at, and what it closes at in each year."""

    title: str
    kind: str
    minimum: Decimal
    opening: Decimal
    closings: tuple[YearSum, ...]

    @property
    def is_short(self) -> bool:
        """Whether it closes any year below its minimum."""
        return any(each.amount < self.minimum for each in self.closings)


@dataclass(frozen=True, slots=True)
class DrawnEvidence:
    """A year under all draws: the gap at P10, P50 and P90, and the chance of a reserve below its minimum.

    That chance is of a reserve that meets every gap so far, where nothing else is done.
    """

    year: int
    p10: Decimal
    p50: Decimal
    p90: Decimal
    below_minimum: Decimal


@dataclass(frozen=True, slots=True)
class SwingEvidence:
    """What the gap of a year would be with one assumption at its low and at its high."""

    year: int
    driver: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class BeforeEvidence:
    """The year before, as last reported: how many of its lines, their variance, and early warnings."""

    year: int
    month: int
    reported: int
    lines: int
    variance: Decimal
    warned: int


@dataclass(frozen=True, slots=True)
class SavingEvidence:
    """The savings that the budget counts on, and what the council's finished ones delivered."""

    planned: Decimal
    expected: Decimal
    unidentified: Decimal
    finished: int
    finished_planned: Decimal
    finished_delivered: Decimal
    counted: Decimal
    at_risk: Decimal


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the product can lay beside a statement. `draws` is 0 where the plan was not simulated."""

    years: tuple[YearEvidence, ...]
    reserves: tuple[ReserveEvidence, ...]
    draws: int
    drawn: tuple[DrawnEvidence, ...]
    swings: tuple[SwingEvidence, ...]
    before: BeforeEvidence | None
    savings: SavingEvidence


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a version's estimates and reserves.

    Signed, `evidence` is as it was then, `has_moved` says that the plan comes to something else by now, and
    `is_after_decision` that the version was frozen before: the council could not have regard to it.
    Unsigned, it is as it is now. To the public an unsigned one has no words.
    """

    ref: str
    estimates: str
    reserves: str
    evidence: Evidence
    signed_by: str
    post: str
    signed_at: datetime | None
    version: int
    has_moved: bool
    is_after_decision: bool

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


NO_SAVINGS = (ZERO, ZERO, ZERO, 0, ZERO, ZERO, ZERO, ZERO)


def robustness_of(viewer: Viewer, now: datetime, ref: str) -> Statement | None:
    """The statement on a version, signed or not; None where the viewer may not see the version."""
    facts = version_named(viewer, now, ref)
    if facts is None:
        return None
    row = Robustness.objects.filter(budget__ref=ref).first() or Robustness()
    fresh = evidence_of(ref, of_the_plan_alone=row.signed_at is not None)
    kept = read_evidence(row.evidence) if row.signed_at else fresh
    is_told = row.signed_at is not None or may_read_finance(viewer)
    return Statement(
        ref,
        row.estimates if is_told else "",
        row.reserves if is_told else "",
        kept,
        row.signed_by,
        row.post,
        row.signed_at,
        row.version,
        has_moved=_of_the_plan(kept) != _of_the_plan(fresh),
        is_after_decision=is_after(row.signed_at, facts.frozen_at),
    )


def is_after(signed: datetime | None, frozen: datetime | None) -> bool:
    """Whether a statement was signed once the version was frozen, so that no decision had regard to it."""
    return signed is not None and frozen is not None and signed > frozen


def unsigned_warning(ref: str) -> str:
    """What to warn of before a version is agreed without a signed statement; empty where it is signed.

    The law asks the authority to have regard to the report; it does not make a budget void without it.
    """
    if Robustness.objects.filter(budget__ref=ref).exclude(signed_at=None).exists():
        return ""
    return (
        "The chief finance officer has not signed the statement on estimates and reserves. The council must"
        " have regard to it when it sets its budget (Local Government Act 2003, section 25)."
    )


def evidence_of(ref: str, *, of_the_plan_alone: bool = False) -> Evidence:
    """The evidence as it is now: some ten small reads, however many lines the version has.

    Of the plan alone it is without the year before and the savings, of which there may be thousands.
    """
    book = bare_book(ref)
    sums = worked(ref, "total", "reserve", scenario="")
    drawn = simulation(ref)
    titles = {driver.ref: driver.title for driver in book.drivers}
    at = _open_year(book, sums)
    swings = [each for each in drawn.swings if each.year == at] if drawn else []
    swings.sort(key=lambda each: -abs(each.high - each.low))
    return Evidence(
        years=tuple(_years(book, sums)),
        reserves=tuple(_reserves(book, sums)),
        draws=drawn.draws if drawn else 0,
        drawn=tuple(
            DrawnEvidence(each.year, each.p10, each.p50, each.p90, each.below_minimum)
            for each in (drawn.years if drawn else ())
        ),
        swings=tuple(
            SwingEvidence(each.year, titles.get(each.driver, each.driver), each.low, each.high)
            for each in swings[:MOST_SWINGS]
        ),
        before=None if of_the_plan_alone else _before(book.first - 1),
        savings=SavingEvidence(*NO_SAVINGS) if of_the_plan_alone else _savings(ref, book),
    )


def plain_evidence(evidence: Evidence) -> dict[str, object]:
    """As the table keeps it: decimals as text."""
    return dict(plain(evidence))


def read_evidence(held: dict[str, object]) -> Evidence:
    """What `plain_evidence` wrote."""
    return read_plain(Evidence, held)


def _years(book: Book, sums: Worked) -> Iterable[YearEvidence]:
    for year in book.years:
        of = sums.by("total", year)
        names = ("gap", "structural_gap", "unidentified", "one_off", "used")
        yield YearEvidence(year, *(of.get(name, ZERO) for name in names))


def _reserves(book: Book, sums: Worked) -> Iterable[ReserveEvidence]:
    for each in book.reserves:
        closings = [YearSum(year, sums.by("reserve", year).get(each.ref, ZERO)) for year in book.years]
        yield ReserveEvidence(each.title, each.kind, each.minimum, each.opening, tuple(closings))


def _open_year(book: Book, sums: Worked) -> int:
    """The first year that does not balance to a thousand pounds, else the first."""
    return next((year for year in book.years if abs(sums.total("gap", year)) >= 1000), book.first)


def _before(year: int) -> BeforeEvidence | None:
    rows = list(MonitoredTotal.objects.filter(year=year))
    budget = agreed_budget(year)
    if not rows or budget is None:
        return None
    month = max(row.month for row in rows)
    last = [row for row in rows if row.month == month]
    return BeforeEvidence(
        year=year,
        month=month,
        reported=sum(row.lines for row in last),
        lines=Line.objects.filter(budget__ref=budget.ref).count(),
        variance=total([row.forecast - row.budget for row in last]),
        warned=sum(row.warned for row in last),
    )


def _savings(ref: str, book: Book) -> SavingEvidence:
    view = savings_view(YearBudget(ref, book.title, book.first))
    ended = finished_savings(book.first)
    return SavingEvidence(
        planned=view.planned,
        expected=view.expected,
        unidentified=view.unidentified,
        finished=len(ended),
        finished_planned=total([each.planned for each in ended]),
        finished_delivered=total([each.delivered for each in ended]),
        counted=view.counted,
        at_risk=view.at_risk,
    )


def _of_the_plan(evidence: Evidence) -> object:
    """What follows from the version alone: the year before goes on moving after a statement is signed."""
    held = plain_evidence(evidence)
    return {name: held[name] for name in ("years", "reserves", "drawn", "swings")}
