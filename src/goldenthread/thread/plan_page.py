"""A plan read as a document, and its direction of travel in the form of the 2017 report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from goldenthread.plan.queries import PlanView
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent
from goldenthread.rules.policy import Policy
from goldenthread.thread.money_lens import Spent, spent_by_item
from goldenthread.thread.outline import NOUNS, Section, count_kind, sections
from goldenthread.thread.reader import Reader
from goldenthread.thread.standing import Going, Standings, direction_policy, standings

JUDGED_KINDS = ("supporting_outcome", "outcome")


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome or challenge in a list, with how it is going and what it holds."""

    item: PlanItem
    going: Going
    below: int
    measures: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as a document."""

    plan: PlanView
    vision: PlanItem | None
    themes: tuple[PlanItem, ...]
    sections: tuple[Section, ...]
    standings: Standings
    has_directions: bool
    spent: Spent

    @property
    def marks(self) -> tuple[str, ...]:
        """Every mark that stands on the page."""
        return marks_of(self.standings.by_item.values())


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """One line of the direction-of-travel table."""

    item: PlanItem
    going: Going


@dataclass(frozen=True, slots=True)
class DirectionTable:
    """The lines of one outcome, and how the outcome itself is going."""

    outcome: PlanItem
    going: Going
    rows: tuple[DirectionRow, ...]


@dataclass(frozen=True, slots=True)
class DirectionPage:
    """The direction-of-travel summary, with the counts of its sentence."""

    plan: PlanView
    overall: Going
    tables: tuple[DirectionTable, ...]
    counts_1y: tuple[tuple[str, int], ...]
    counts_3y: tuple[tuple[str, int], ...]
    sentence: str
    marks: tuple[str, ...]
    policy: Policy
    published: bool
    what: str


def read(view: PlanView, reader: Reader) -> PlanPage:
    """The plan's page."""
    items = view.document.items
    going = standings(view.document, reader)
    return PlanPage(
        plan=view,
        vision=next((item for item in items if item.kind == "vision"), None),
        themes=tuple(item for item in items if item.kind == "theme"),
        sections=sections(view.document),
        standings=going,
        has_directions=bool(judged_items(items, going)),
        spent=spent_by_item(items, view.document.ref, reader),
    )


def marks_of(going: Iterable[Going]) -> tuple[str, ...]:
    """The marks of these standings over one year and three."""
    both = (standing for each in going for standing in (each.one_year, each.three_year) if standing)
    return tuple(mark for standing in both for mark in standing.marks)


def outcome_rows(items: Sequence[PlanItem], going: Standings) -> tuple[OutcomeRow, ...]:
    """The plan's outcomes, or its challenges where it has none, with what each holds."""
    below = by_parent(items)
    kind = "outcome" if any(item.kind == "outcome" for item in items) else "challenge"
    return tuple(
        OutcomeRow(
            item, going.of(item.ref), len(found := everything(item.ref, below)), measured(found, item, going)
        )
        for item in items
        if item.kind == kind
    )


def everything(ref: str, below: dict[str, tuple[PlanItem, ...]]) -> tuple[PlanItem, ...]:
    direct = below.get(ref, ())
    return tuple(item for child in direct for item in (child, *everything(child.ref, below)))


def measured(found: Sequence[PlanItem], item: PlanItem, going: Standings) -> int:
    """How many measures quantify an item or anything beneath it."""
    return len({sheet.ref for each in (item, *found) for sheet in going.measures.get(each.ref, ())})


def judged_items(items: Sequence[PlanItem], going: Standings) -> tuple[PlanItem, ...]:
    """The items that a summary counts: the plan's lowest outcome-like level in which something is judged."""
    for kind in JUDGED_KINDS:
        found = tuple(item for item in items if item.kind == kind)
        if any(going.of(item.ref).known for item in found):
            return found
    return ()


def summary(of: int, kind: str, one_year: Mapping[str, int], three_years: Mapping[str, int]) -> str:
    """How many are improving or maintaining over one year, and improving over three, in a sentence."""
    either, better = one_year["improving"] + one_year["maintaining"], three_years["improving"]
    first = ngettext(
        "{count} of {things} is improving or maintaining over one year.",
        "{count} of {things} are improving or maintaining over one year.",
        either,
    ).format(count=either, things=count_kind(of, kind))
    second = ngettext(
        "{count} of {of} is improving over three years.",
        "{count} of {of} are improving over three years.",
        better,
    ).format(count=better, of=of)
    return f"{first} {second}"


def read_direction(view: PlanView, reader: Reader) -> DirectionPage | None:
    """The summary, or None where nothing in the plan has a direction."""
    items = view.document.items
    going = standings(view.document, reader)
    judged = judged_items(items, going)
    if not judged:
        return None
    kind = judged[0].kind
    below = by_parent(judged)
    heads = [item for item in items if item.ref in below]
    tables = tuple(
        DirectionTable(
            head, going.of(head.ref), tuple(DirectionRow(it, going.of(it.ref)) for it in below[head.ref])
        )
        for head in heads
    )
    counts_1y, counts_3y = going.counts(judged, "one_year"), going.counts(judged, "three_year")
    found = [
        each
        for item in judged
        for each in (going.of(item.ref).one_year, going.of(item.ref).three_year)
        if each
    ]
    return DirectionPage(
        plan=view,
        overall=going.of(items[0].ref),
        tables=tables,
        counts_1y=counts_1y,
        counts_3y=counts_3y,
        sentence=summary(len(judged), kind, dict(counts_1y), dict(counts_3y)),
        marks=tuple(mark for each in found for mark in each.marks),
        policy=direction_policy(view.document, reader),
        published=all(each.published for each in found),
        what=NOUNS[kind],
    )
