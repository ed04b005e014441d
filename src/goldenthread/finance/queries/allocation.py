"""What the lines of a version are shared out to: of one service a page at a time, and of one line."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet

from goldenthread.finance.models import AllocationRow, Line, WorkedSum
from goldenthread.finance.queries.version import VersionFacts
from goldenthread.rules.budget import CONFIDENCES, MANDATES
from goldenthread.rules.money import EXACT, ZERO

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """One share of a line. Without a plan it enables every outcome."""

    line: str
    plan: str
    item: str
    share: Decimal
    low: Decimal | None
    high: Decimal | None
    basis: str
    confidence: str

    @property
    def confidence_in_words(self) -> str:
        return CONFIDENCES.get(self.confidence, "Not stated")


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line with its shares; `net` is what it costs in the budget's own year."""

    ref: str
    title: str
    service: str
    mandate: str
    net: Decimal
    shares: tuple[ShareFacts, ...]

    @property
    def shared(self) -> Decimal:
        """What part of it is shared out."""
        return sum((each.share for each in self.shares), Decimal(0))

    @property
    def unallocated(self) -> Decimal:
        return 1 - self.shared

    @property
    def mandate_in_words(self) -> str:
        return MANDATES.get(self.mandate, self.mandate)


def count_lines(budget: str, service: str) -> int:
    """How many lines of a service a version has."""
    return Line.objects.filter(budget__ref=budget, service=service).count()


def shared_lines(budget: str, service: str, page: int = 1) -> tuple[SharedLine, ...]:
    """One page of the lines of a service with their shares, in the order of the budget: two reads."""
    start = (page - 1) * PER_PAGE
    rows = Line.objects.filter(budget__ref=budget, service=service).order_by("position")
    return _with_shares(budget, rows[start : start + PER_PAGE])


def shared_line(budget: str, line: str) -> SharedLine | None:
    """One line with its shares, or None where the version has no such line."""
    return next(iter(_with_shares(budget, Line.objects.filter(budget__ref=budget, ref=line))), None)


def _with_shares(budget: str, rows: QuerySet[Line]) -> tuple[SharedLine, ...]:
    lines = list(rows.values_list("ref", "title", "service", "mandate", "nets"))
    shares = AllocationRow.objects.filter(budget__ref=budget, line__in=[row[0] for row in lines])
    held: dict[str, list[ShareFacts]] = {}
    columns = ("line", "plan", "item", "share", "low", "high", "basis", "confidence")
    for row in shares.order_by(F("share").desc(), "position").values_list(*columns):
        held.setdefault(row[0], []).append(ShareFacts(*row))
    return tuple(
        SharedLine(ref, title, service, mandate, Decimal(nets[0]).scaleb(-2, EXACT), tuple(held.get(ref, ())))
        for ref, title, service, mandate, nets in lines
    )


@dataclass(frozen=True, slots=True)
class ServiceShare:
    """What a service costs in the budget's own year, and what of it no share names."""

    service: str
    net: Decimal
    unallocated: Decimal


def services_shared(version: VersionFacts) -> tuple[ServiceShare, ...]:
    """Every service with lines, the one with most unallocated money first: two small reads."""
    sums = WorkedSum.objects.filter(budget__ref=version.ref, scenario="", year=version.first).order_by()
    nets = dict(sums.filter(what="service").values_list("service", "amount"))
    left = dict(sums.filter(what="served", key="").values_list("service", "amount"))
    found = (ServiceShare(service, net, left.get(service, ZERO)) for service, net in nets.items())
    return tuple(sorted(found, key=lambda each: (-each.unallocated, each.service)))
