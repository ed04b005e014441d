"""What a report on a plan's year is made from, read once for all of its chapters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.measures import queries
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.plan.queries import PlanView
from goldenthread.publish.kinds.direction_section import Travel
from goldenthread.publish.kinds.evidence import Evidence, evidence, verdicts_of
from goldenthread.publish.kinds.year import Year
from goldenthread.reporting.queries.period import periods
from goldenthread.reporting.queries.report import QuarterReport, published_report, published_reports
from goldenthread.rules.period import read_period
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent, descendants
from goldenthread.rules.policy import Policy
from goldenthread.rules.roll_up import Leaf, roll_up
from goldenthread.rules.tree import read_tree
from goldenthread.thread.outline import SECTION_KINDS
from goldenthread.thread.reader import Reader
from goldenthread.thread.standing import (
    Standings,
    branches,
    direction_policy,
    gathered,
    published,
    published_leaves,
)


@dataclass(frozen=True, slots=True)
class YearReport:
    """A plan, how it is going, and what its measures say; `year` None is everything up to today."""

    reader: Reader
    view: PlanView
    year: Year | None
    evidence: Evidence
    travel: Travel
    quarter: QuarterReport | None

    @property
    def sheets(self) -> tuple[MeasureSheet, ...]:
        """Every measure of the plan, by title."""
        return tuple(self.evidence.sheets.values())

    def measures_at(self, item: PlanItem) -> tuple[MeasureSheet, ...]:
        """The measures that hang on an item itself."""
        return self.travel.going.measures.get(item.ref, ())

    def measures_of(self, item: PlanItem) -> tuple[MeasureSheet, ...]:
        """The measures of an item and of everything beneath it, each once, as the plan's items stand."""
        places = (item, *descendants(self.view.document.items, item.ref))
        held = (sheet for place in places for sheet in self.travel.going.measures.get(place.ref, ()))
        return tuple({sheet.ref: sheet for sheet in held}.values())


def year_report(view: PlanView, year: Year | None, reader: Reader) -> YearReport:
    """One read of the plan's measures, judged by the council's policy and added up by the plan's."""
    linked = queries.linked(reader.sight, view.document.ref, (item.ref for item in view.document.items))
    sheets = _told(linked, reader)
    as_of = min(reader.today, year.last) if year else reader.today
    held = evidence(reader, sheets.values(), reader.policy, as_of, year=year)
    mine = {item: tuple(sheets[each.ref] for each in found) for item, found in linked.items()}
    policy = direction_policy(view.document, reader)
    going = _standings(view, mine, policy, held)
    travel = Travel(view, going, policy, _releases(view, mine, held))
    return YearReport(reader, view, year, held, travel, last_quarter(year, reader))


def last_quarter(year: Year | None, reader: Reader) -> QuarterReport | None:
    """The last quarter of the year, or of all, whose report is public."""
    spans = {each.ref: read_period(each.period) for each in periods()}
    for each in published_reports(reader.now):
        if year is None or year.holds(spans[each.ref]):
            return published_report(each.ref, reader.viewer, reader.now)
    return None


def _told(linked: Mapping[str, tuple[MeasureSheet, ...]], reader: Reader) -> dict[str, MeasureSheet]:
    """Each linked measure once, with the publisher of its figures."""
    wanted = {sheet.ref for found in linked.values() for sheet in found}
    return {sheet.ref: sheet for sheet in reader.sight.told() if sheet.ref in wanted}


def _standings(
    view: PlanView, sheets: Mapping[str, tuple[MeasureSheet, ...]], policy: Policy, held: Evidence
) -> Standings:
    """How every item is going, from the same figures as the rest of the report."""
    document = view.document
    printed = dict(published(document))
    leaves = [*published_leaves(document, printed), *_leaves(view, policy, held)]
    rows = roll_up(read_tree(list(branches(document, sheets, printed))), leaves, policy)
    sections = {item.ref for item in document.items if item.kind in SECTION_KINDS} | {""}
    below = {ref: items for ref, items in by_parent(document.items).items() if ref not in sections}
    return Standings(gathered(rows, printed), sheets, below)


def _leaves(view: PlanView, policy: Policy, held: Evidence) -> Iterator[Leaf]:
    """Each measure's verdicts in the council's area, save those on a period over before the plan began."""
    area = held.reader.council.area
    found = held.verdicts
    if policy != held.policy:
        found = verdicts_of(held.figures, (area,), policy, held.targets, held.as_of, held.comparators)
    for (measure, at, group), verdicts in found.items():
        for each in verdicts:
            if at == area and not group and each.period and str(each.period.end) > view.document.start:
                yield Leaf(measure, "", each.question, each.verdict)


def _releases(
    view: PlanView, sheets: Mapping[str, tuple[MeasureSheet, ...]], held: Evidence
) -> dict[str, tuple[str, ...]]:
    """The releases behind each item's direction: those of its measures and of what is beneath it."""
    found: dict[str, tuple[str, ...]] = {}
    for item in view.document.items:
        places = (item, *descendants(view.document.items, item.ref))
        refs = {sheet.ref for place in places for sheet in sheets.get(place.ref, ())}
        every = (release for ref in sorted(refs) for release in held.releases.get(ref, ()))
        found[item.ref] = tuple(dict.fromkeys(every))
    return found
