"""How plan items are going: what was published of them or, where nothing was, what adds up beneath them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from goldenthread.engine.policy import read_policy
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policy_of
from goldenthread.rules.calendar_span import months_later
from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.plan_tree import by_parent
from goldenthread.rules.policy import Policy
from goldenthread.rules.roll_up import OVERALL, Leaf, RolledUp, roll_up
from goldenthread.rules.tree import Branch, read_tree
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.outline import SECTION_KINDS
from goldenthread.thread.reader import Reader

WINDOWS = ("direction_1y", "direction_3y")
DIRECTION_POLICY = "kent-annual-report-2017"
ADDED_UP = ("vision", "outcome", "supporting_outcome")
SIDES = ("improving", "maintaining", "mixed", "not_improving")


@dataclass(frozen=True, slots=True)
class Standing:
    """One item over one window. `published` where the council printed it, otherwise added up here."""

    verdict: str
    single: bool
    published: bool

    @property
    def marks(self) -> tuple[str, ...]:
        return ("single_measure",) if self.single else ()


@dataclass(frozen=True, slots=True)
class Going:
    """An item over one year and three, and both together; each None where nothing says."""

    one_year: Standing | None = None
    three_year: Standing | None = None
    overall: Standing | None = None

    @property
    def known(self) -> bool:
        return self.one_year is not None or self.three_year is not None


@dataclass(frozen=True, slots=True)
class Standings:
    """How every item of a plan is going, with the measures linked to each and what is read beneath each."""

    by_item: Mapping[str, Going]
    measures: Mapping[str, tuple[MeasureSheet, ...]]
    below: Mapping[str, tuple[PlanItem, ...]]

    def of(self, ref: str) -> Going:
        return self.by_item.get(ref, Going())

    def counts(self, items: Iterable[PlanItem], window: str) -> tuple[tuple[str, int], ...]:
        """How many of these items stand where over a window, in the order they are always told."""
        held = [getattr(self.of(item.ref), window) for item in items]
        return tuple((side, sum(1 for each in held if each and each.verdict == side)) for side in SIDES)


def direction_policy(document: PlanDocument, reader: Reader) -> Policy:
    """The council's policy of the plan's own time, where it adds both windows up; else the one of 2017.

    A plan that is over is judged as on its last day, so that a new policy does not rewrite it.
    """
    own = policy_of(reader.council, min(reader.today, last_day(document.end) or reader.today))
    adds_up = own.roll_up is not None and own.roll_up.overall == WINDOWS
    return own if adds_up else read_policy(DIRECTION_POLICY)


def last_day(said: str) -> date | None:
    """The last day of a year, a month (2020-12) or a day as a plan states it; None for nothing."""
    parts = [int(part) for part in said.split("-")] if said else []
    if len(parts) == 3:
        return date(*parts)
    if not parts:
        return None
    year, month = (*parts, 12)[:2]
    if year == MAXYEAR:
        return date.max
    return months_later(date(year, month, 1), 1) - timedelta(days=1)


def standings(document: PlanDocument, reader: Reader) -> Standings:
    """Read the linked measures once, judge them in one go, and add everything up the plan's tree."""
    policy = direction_policy(document, reader)
    sheets = queries.linked(reader.sight, document.ref, (item.ref for item in document.items))
    printed = dict(published(document))
    leaves = [*published_leaves(document, printed), *judged_leaves(document, sheets, policy, reader)]
    rows = roll_up(read_tree(list(branches(document, sheets, printed))), leaves, policy)
    sections = {item.ref for item in document.items if item.kind in SECTION_KINDS} | {""}
    below = {ref: items for ref, items in by_parent(document.items).items() if ref not in sections}
    return Standings(gathered(rows, printed), sheets, below)


def published(document: PlanDocument) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The directions that the council printed, by item and window."""
    for item in document.items:
        said = {"direction_1y": item.published_1y, "direction_3y": item.published_3y}
        if any(said.values()):
            yield item.ref, {window: verdict for window, verdict in said.items() if verdict}


def published_leaves(document: PlanDocument, printed: Mapping[str, Mapping[str, str]]) -> Iterator[Leaf]:
    single = {item.ref for item in document.items if "single_measure" in item.published_marks}
    for ref, said in printed.items():
        for window, verdict in said.items():
            yield Leaf(leaf_name(ref), "", window, verdict, ref in single)


def leaf_name(ref: str) -> str:
    """What stands in the tree for a published verdict; no measure's ref begins like it."""
    return f"published/{ref}"


def judged_leaves(
    document: PlanDocument, sheets: Mapping[str, tuple[MeasureSheet, ...]], policy: Policy, reader: Reader
) -> Iterator[Leaf]:
    """Each linked measure's verdicts, save those on a period that was over before the plan began."""
    once = {sheet.ref: sheet for held in sheets.values() for sheet in held}
    figures = read_figures(reader.sight, once.values(), [reader.council.area])
    found = figures.verdicts(policy, queries.aims(figures.sheets), reader.today)
    for (measure, _, group), verdicts in found.items():
        for each in verdicts:
            if not group and each.period and str(each.period.end) > document.start:
                yield Leaf(measure, "", each.question, each.verdict)


def branches(
    document: PlanDocument,
    sheets: Mapping[str, tuple[MeasureSheet, ...]],
    printed: Mapping[str, Mapping[str, str]],
) -> Iterator[Branch]:
    """The plan's outcomes as a tree: only they add up. Where a verdict was printed, the print stands alone.

    An outcome with supporting outcomes is what they come to; its own measures are not counted again.
    """
    outcomes = {item.ref: item for item in document.items if item.kind in ADDED_UP}
    parents = {item.parent for item in outcomes.values()}
    for item in outcomes.values():
        parent = item.parent if item.parent in outcomes else ""
        yield Branch(item.ref, parent)
        if item.ref in printed:
            yield Branch(item.ref, parent, leaf_name(item.ref))
        elif item.ref not in parents:
            for sheet in sheets.get(item.ref, ()):
                yield Branch(item.ref, parent, sheet.ref)


def gathered(rows: Iterable[RolledUp], printed: Mapping[str, Mapping[str, str]]) -> dict[str, Going]:
    """The rolled-up rows by item; a printed verdict with its own asterisk, not a count's."""
    held: dict[str, dict[str, Standing]] = {}
    for row in rows:
        if row.verdict != CANNOT_JUDGE:
            held.setdefault(row.ref, {})[row.question] = Standing(
                row.verdict, row.single_measure, row.ref in printed
            )
    return {
        ref: Going(found.get(WINDOWS[0]), found.get(WINDOWS[1]), found.get(OVERALL))
        for ref, found in held.items()
    }
