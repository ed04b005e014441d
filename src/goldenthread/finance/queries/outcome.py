"""What is spent for outcomes: read from the sums that each version keeps, a few reads for a page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.utils import timezone

from goldenthread.finance.models import AllocationRow, Line, WorkedSum
from goldenthread.finance.outcome_sums import NO_CONFIDENCE, RANGES, group_key, line_sums, range_sums
from goldenthread.finance.queries.spending import Before, LineShare, Matrix, MatrixRow, Spending
from goldenthread.finance.queries.version import VersionFacts, versions
from goldenthread.finance.storing import read_rows
from goldenthread.people.access import Viewer
from goldenthread.people.queries.publication import publicity
from goldenthread.plan.queries import titles_of
from goldenthread.rules.allocation import ENABLING, UNALLOCATED
from goldenthread.rules.allocation_range import Range
from goldenthread.rules.budget import CONFIDENCES, MANDATES, Allocation
from goldenthread.rules.money import EXACT, ZERO

Kept = Mapping[tuple[str, str, str], Decimal]
"""Sums of the budget's own year by what, line and key."""


def budget_told(now: datetime) -> VersionFacts | None:
    """The budget that public pages tell: that of the year we are in, else the latest agreed one, else the
    latest that is public, which says of itself that it is not agreed; one read.
    """
    return told_of(public_versions(now), now)


def public_versions(now: datetime) -> tuple[VersionFacts, ...]:
    """Every version that everybody may read, the latest year first."""
    return versions(AnonymousUser(), now)


def told_of(public: Sequence[VersionFacts], now: datetime) -> VersionFacts | None:
    """The one of the public versions that public pages tell, as `budget_told` has it."""
    today = timezone.localdate(now)
    year = today.year if today.month >= 4 else today.year - 1
    agreed = [each for each in public if each.is_agreed]
    this_year = [each for each in agreed if each.first == year]
    return next(iter((*this_year, *agreed, *public)), None)


def spending_of_items(version: VersionFacts, plan: str, items: Collection[str]) -> dict[str, Decimal]:
    """What a version spends in its year for each of these items itself, where it spends; one read."""
    own = _own(version, plan, items, (version.first,))
    return {ref: amount for (ref, _), amount in own.items()}


def spending_of(
    version: VersionFacts,
    plan: str,
    items: Collection[str],
    now: datetime,
    public: Sequence[VersionFacts] | None = None,
) -> Spending | None:
    """What a version spends for these items of a plan together; None where nothing is shared to them.

    `public` are the versions that everybody may read, where they are read already.
    """
    years = (version.first - 1, *version.years)
    own = _own(version, plan, items, years)
    if not own:
        return None
    keys = sorted({f"{plan}#{ref}" for ref, _ in own})
    group = group_key(plan, items) if len(set(items)) > 1 else keys[0]
    kept = _kept(version, [*keys, group])
    if ("lines", "", group) not in kept:
        kept = {**kept, **_worked_again(version, plan, items, group)}
    return Spending(
        version=version,
        years=tuple((year, sum((own[ref, at] for ref, at in own if at == year), ZERO)) for year in years),
        range=Range(
            sum((own[ref, at] for ref, at in own if at == version.first), ZERO), *_limits(kept, group)
        ),
        lines=_lines(
            version, plan, items, {ref: kept["line", ref, group] for ref in _line_refs(kept, group)}
        ),
        line_count=int(kept["lines", "", group]),
        mandates=_added(kept, keys, {code: f"for_{code}" for code in MANDATES}),
        sure=_added(kept, keys, _sure_codes()),
        before=before(version, plan, items, public_versions(now) if public is None else public),
    )


def before(
    version: VersionFacts, plan: str, items: Collection[str], public: Iterable[VersionFacts]
) -> Before | None:
    """What the public version before this one had for the same year; None where it shared them nothing."""
    frozen = {each.frozen_at: each for each in public if each.ref != version.ref and each.frozen_at}
    for at in sorted((at for at in frozen if at), reverse=True):
        each = frozen[at]
        if (version.frozen_at is None or at < version.frozen_at) and version.first in each.years:
            own = _own(each, plan, items, (version.first,))
            return Before(each, sum(own.values(), ZERO)) if own else None
    return None


def matrix(version: VersionFacts, viewer: Viewer, now: datetime) -> Matrix:
    """Every outcome of a version with what each year spends for it, the dearest of the first year first."""
    years = (version.first - 1, *version.years)
    amounts: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for key, year, amount in _sums(version).filter(what="outcome").values_list("key", "year", "amount"):
        amounts[key][year] = amount
    kept = _kept(version)
    keys = [key for key in amounts if "#" in key]
    named = [(plan, item) for plan, _, item in (key.partition("#") for key in keys)]
    titles = titles_of(named, viewer, publicity(now))
    lines = _line_counts(version)
    rows = [_row(*place, years, amounts, kept, titles, lines) for place in named]
    every = _row("", "", years, amounts, kept, {}, lines)
    held = [_by_year(amounts, key, years) for key in amounts]
    codes = _sure_codes()
    return Matrix(
        version=version,
        years=years,
        rows=tuple(sorted(rows, key=lambda row: -row.amount)),
        enabling=every,
        unallocated=_by_year(amounts, UNALLOCATED, years),
        total=tuple(sum((each[at] for each in held), ZERO) for at in range(len(years))),
        sure=_added(kept, [*keys, ENABLING], codes),
    )


def _row(
    plan: str,
    item: str,
    years: Sequence[int],
    amounts: Mapping[str, Mapping[int, Decimal]],
    kept: Kept,
    titles: Mapping[tuple[str, str], str],
    lines: Mapping[tuple[str, str], int],
) -> MatrixRow:
    key = f"{plan}#{item}" if plan else ENABLING
    by_year = _by_year(amounts, key, years)
    mandates = _added(kept, [key], {code: f"for_{code}" for code in MANDATES})
    return MatrixRow(
        plan=plan,
        item=item,
        title=titles.get((plan, item), ""),
        years=by_year,
        range=Range(by_year[1], *_limits(kept, key)) if ("least", "", key) in kept else None,
        statutory=mandates.get("demand_led", ZERO) + mandates.get("level", ZERO),
        discretionary=mandates.get("discretionary", ZERO),
        sure=_added(kept, [key], _sure_codes()),
        lines=lines.get((plan, item), 0),
    )


def _by_year(
    amounts: Mapping[str, Mapping[int, Decimal]], key: str, years: Sequence[int]
) -> tuple[Decimal, ...]:
    held = amounts.get(key, {})
    return tuple(held.get(year, ZERO) for year in years)


def _line_counts(version: VersionFacts) -> dict[tuple[str, str], int]:
    rows = AllocationRow.objects.filter(budget__ref=version.ref).order_by()
    return {(plan, item): n for plan, item, n in rows.values_list("plan", "item").annotate(Count("id"))}


def _own(
    version: VersionFacts, plan: str, items: Iterable[str], years: Iterable[int]
) -> dict[tuple[str, int], Decimal]:
    """What is shared to each item itself, by item and year."""
    wanted = set(items)
    rows = _sums(version).filter(what="outcome", year__in=tuple(years), key__startswith=f"{plan}#")
    found = {}
    for key, year, amount in rows.values_list("key", "year", "amount"):
        ref = key.partition("#")[2]
        if ref in wanted and key == f"{plan}#{ref}":
            found[ref, year] = amount
    return found


def _kept(version: VersionFacts, keys: Sequence[str] = ()) -> Kept:
    """What is kept of outcomes for the budget's own year, of these keys or of all but single lines."""
    whats = (*RANGES, *(f"for_{code}" for code in MANDATES), *_sure_codes().values())
    rows = _sums(version).filter(year=version.first)
    rows = (
        rows.filter(what__in=(*whats, "lines", "line"), key__in=keys) if keys else rows.filter(what__in=whats)
    )
    said = rows.values_list("what", "service", "key", "amount")
    return {(what, line, key): amount for what, line, key, amount in said}


def _worked_again(version: VersionFacts, plan: str, items: Collection[str], group: str) -> Kept:
    """The same for a group that is not kept, because its plan has changed since: from the lines shared to it
    and what each is kept to cost.
    """
    mine = AllocationRow.objects.filter(budget__ref=version.ref, plan=plan, item__in=items)
    shares = AllocationRow.objects.filter(budget__ref=version.ref, line__in=mine.values("line"))
    allocations = tuple(read_rows(Allocation, shares))
    rows = Line.objects.filter(budget__ref=version.ref, ref__in=mine.values("line")).order_by()
    nets = {ref: Decimal(held[0]).scaleb(-2, EXACT) for ref, held in rows.values_list("ref", "nets")}
    groups = {group: [f"{plan}#{ref}" for ref in set(items)]}
    found = {(each.what, each.line, each.key): each.amount for each in line_sums(allocations, nets, groups)}
    limits = range_sums(allocations, nets, version.first, groups)[group]
    return found | {(name, "", group): getattr(limits, name) for name in RANGES}


def _lines(
    version: VersionFacts, plan: str, items: Collection[str], amounts: Mapping[str, Decimal]
) -> tuple[LineShare, ...]:
    """These lines as values, in the order given; bases are joined where a line has several."""
    shares = AllocationRow.objects.filter(
        budget__ref=version.ref, line__in=list(amounts), plan=plan, item__in=items
    )
    said: dict[str, list[tuple[str, str]]] = {}
    for line, basis, sure in shares.values_list("line", "basis", "confidence"):
        said.setdefault(line, []).append((basis, sure))
    rows = Line.objects.filter(budget__ref=version.ref, ref__in=list(amounts)).order_by()
    held = {row[0]: row for row in rows.values_list("ref", "title", "service", "mandate", "nets")}
    found = []
    for ref, amount in amounts.items():
        _, title, service, mandate, nets = held[ref]
        bases = "; ".join(dict.fromkeys(basis for basis, _ in said[ref] if basis))
        least = max((sure for _, sure in said[ref]), key=_doubt)
        net = Decimal(nets[0]).scaleb(-2, EXACT)
        found.append(LineShare(ref, title, service, mandate, net, amount, bases, least))
    return tuple(found)


def _doubt(confidence: str) -> int:
    """How unsure a confidence is: a line is as sure as its least sure share."""
    order = list(CONFIDENCES)
    return order.index(confidence) if confidence in order else len(order)


def _sums(version: VersionFacts) -> QuerySet[WorkedSum]:
    return WorkedSum.objects.filter(budget__ref=version.ref, scenario="").order_by()


def _limits(kept: Kept, key: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    least, most, low, high = (kept[name, "", key] for name in RANGES)
    return least, most, low, high


def _line_refs(kept: Kept, group: str) -> list[str]:
    refs = [line for what, line, key in kept if what == "line" and key == group]
    return sorted(refs, key=lambda ref: (-abs(kept["line", ref, group]), ref))


def _added(kept: Kept, keys: Iterable[str], whats: Mapping[str, str]) -> dict[str, Decimal]:
    """The sums over keys by code, those that are there."""
    held = tuple(keys)
    found: dict[str, Decimal] = {}
    for code, what in whats.items():
        amounts = [kept[what, "", key] for key in held if (what, "", key) in kept]
        if amounts:
            found[code] = sum(amounts, ZERO)
    return found


def _sure_codes() -> dict[str, str]:
    return {**{code: f"sure_{code}" for code in CONFIDENCES}, "": f"sure_{NO_CONFIDENCE}"}
