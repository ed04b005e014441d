"""Plans as their readers see them: frozen values, never rows.

The public reads the latest version that is published; officers read the latest there is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from goldenthread.people.access import Viewer
from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.plan.access import may_see_unpublished
from goldenthread.plan.models import PlanItem as ItemRow
from goldenthread.plan.models import PlanVersion
from goldenthread.plan.state import EDITABLE, FOLLOWS, WORDS, banner
from goldenthread.plan.storing import decided_of, document_of
from goldenthread.plan.succession import SuccessionView, successions_of, without_hidden
from goldenthread.rules.plan import Decided, PlanDocument, PlanItem
from goldenthread.rules.plan_tree import children, thread
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of a plan, without its items."""

    ref: str
    number: int
    title: str
    body: str
    start: str
    end: str
    version: str
    state: str
    decided: Decided | None
    publish_at: datetime | None
    made_at: datetime
    public: bool
    editable: bool

    @property
    def banner(self) -> str:
        """What must stand above it, or nothing."""
        return banner(self.state, self.public)

    @property
    def state_in_words(self) -> str:
        return WORDS[self.state]

    @property
    def next_states(self) -> tuple[str, ...]:
        """The states it may be put into."""
        return FOLLOWS[self.state]


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in a list: the version that its reader sees, and how many items it has of each kind."""

    facts: VersionFacts
    counts: Mapping[str, int]

    @property
    def ref(self) -> str:
        return self.facts.ref

    @property
    def title(self) -> str:
        return self.facts.title

    @property
    def banner(self) -> str:
        return self.facts.banner


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as its reader sees it. `versions` are those the reader may open, the latest first."""

    document: PlanDocument
    facts: VersionFacts
    versions: tuple[VersionFacts, ...]
    successions: tuple[SuccessionView, ...]

    @property
    def banner(self) -> str:
        return self.facts.banner

    @property
    def state(self) -> str:
        return self.facts.state

    @property
    def decided(self) -> Decided | None:
        return self.facts.decided


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item with what it hangs on, the top first, what hangs on it, and what became of it."""

    item: PlanItem
    ancestors: tuple[PlanItem, ...]
    children: tuple[PlanItem, ...]
    successions: tuple[SuccessionView, ...]
    plan: PlanView

    @property
    def document(self) -> PlanDocument:
        return self.plan.document

    @property
    def banner(self) -> str:
        return self.plan.banner


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """One item and what it hangs on."""

    plan: str
    ref: str
    parent: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemFound:
    """One item that a search found."""

    plan: str
    plan_title: str
    ref: str
    kind: str
    title: str
    description: str


def plan_subject(ref: str) -> Subject:
    """How the trail and a publication hold name a plan."""
    return Subject("plan", ref)


def plans(viewer: Viewer, now: datetime) -> tuple[PlanSummary, ...]:
    """Every plan its reader may see, the one that starts last first."""
    shown = publicity(now)
    latest = _latest(viewer, shown)
    counts: dict[int, Counter[str]] = {version.pk: Counter() for version in latest}
    kinds = ItemRow.objects.filter(version__in=latest).order_by()
    for version, kind, count in kinds.values_list("version", "kind").annotate(Count("id")):
        counts[version][kind] = count
    summaries = [PlanSummary(_facts(version, shown), counts[version.pk]) for version in latest]
    return tuple(sorted(summaries, key=lambda plan: (plan.facts.start, plan.ref), reverse=True))


def plan_document(ref: str, viewer: Viewer, now: datetime, number: int | None = None) -> PlanView | None:
    """A plan whole, or None where there is none its reader may see.

    `number` asks for one version among those the reader may see; without it the latest answers.
    """
    shown = publicity(now)
    rows = _versions(viewer, shown, ref)
    wanted = [row for row in rows if number in (None, row.number)]
    if not wanted:
        return None
    facts = tuple(_facts(row, shown) for row in reversed(rows))
    latest = _latest(viewer, shown)
    document = without_hidden(document_of(wanted[-1]), latest)
    return PlanView(document, _facts(wanted[-1], shown), facts, successions_of(ref, latest))


def item(plan: str, item: str, viewer: Viewer, now: datetime) -> ItemView | None:
    """One item of the version of a plan that its reader sees, or None."""
    view = plan_document(plan, viewer, now)
    path = thread(view.document.items, item) if view else ()
    if view is None or not path:
        return None
    links = tuple(link for link in view.successions if link.touches(plan, item))
    return ItemView(path[-1], path[:-1], children(view.document.items, item), links, view)


def titles_of(
    items: Iterable[tuple[str, str]], viewer: Viewer, shown: Publicity
) -> dict[tuple[str, str], str]:
    """The titles of items named by plan and ref, where the reader may see them: two reads for many."""
    wanted = set(items)
    plans = {version.pk: version.plan.ref for version in _latest(viewer, shown)}
    rows = ItemRow.objects.filter(version__in=plans, ref__in={ref for _, ref in wanted}).order_by()
    found = (
        (plans[version], ref, title) for version, ref, title in rows.values_list("version_id", "ref", "title")
    )
    return {(plan, ref): title for plan, ref, title in found if (plan, ref) in wanted}


def places(viewer: Viewer, now: datetime) -> tuple[ItemPlace, ...]:
    """Every item of every plan its reader may see, plan by plan as `plans` has them, parents first."""
    latest = sorted(_latest(viewer, publicity(now)), key=_newest_first, reverse=True)
    order = {version.pk: at for at, version in enumerate(latest)}
    rows = ItemRow.objects.filter(version__in=latest).order_by("version_id", "position")
    found = rows.values_list("version_id", "version__plan__ref", "ref", "parent", "kind", "title")
    return tuple(ItemPlace(*said) for _, *said in sorted(found, key=lambda row: order[row[0]]))


def _newest_first(version: PlanVersion) -> tuple[str, str]:
    return version.start, version.plan.ref


def search(text: str, viewer: Viewer, now: datetime, most: int = 50) -> tuple[ItemFound, ...]:
    """Items with every word of the text in title or description; those with all in the title first."""
    words = text.split()
    if not words:
        return ()
    has_all = Q()
    for word in words:
        has_all &= Q(title__icontains=word) | Q(description__icontains=word)
    rows = ItemRow.objects.filter(has_all, version__in=_latest(viewer, publicity(now)))
    found = [
        _found(row) for row in rows.select_related("version__plan").order_by("version__plan__ref", "position")
    ]
    low = [word.casefold() for word in words]
    found.sort(key=lambda it: not all(word in it.title.casefold() for word in low))
    return tuple(found[:most])


def latest_document(ref: str) -> PlanDocument | None:
    """The latest version of a plan, whoever may see it, for a command to start from."""
    version = PlanVersion.objects.select_related("plan").filter(plan__ref=ref).order_by("number").last()
    return document_of(version) if version else None


def _versions(viewer: Viewer, shown: Publicity, ref: str = "") -> list[PlanVersion]:
    rows = PlanVersion.objects.select_related("plan").order_by("plan__ref", "number")
    if ref:
        rows = rows.filter(plan__ref=ref)
    return [row for row in rows if may_see_unpublished(viewer) or _is_public(row, shown)]


def _latest(viewer: Viewer, shown: Publicity) -> list[PlanVersion]:
    """The version of each plan that the reader sees."""
    return list({row.plan_id: row for row in _versions(viewer, shown)}.values())


def _is_public(row: PlanVersion, shown: Publicity) -> bool:
    return shown.shows(row.publish_at, plan_subject(row.plan.ref))


def _facts(row: PlanVersion, shown: Publicity) -> VersionFacts:
    return VersionFacts(
        ref=row.plan.ref,
        number=row.number,
        title=row.title,
        body=row.body,
        start=row.start,
        end=row.end,
        version=row.version,
        state=row.state,
        decided=decided_of(row),
        publish_at=row.publish_at,
        made_at=row.made_at,
        public=_is_public(row, shown),
        editable=row.state in EDITABLE and row.publish_at is None,
    )


def _found(row: ItemRow) -> ItemFound:
    version = row.version
    return ItemFound(version.plan.ref, version.title, row.ref, row.kind, row.title, row.description)
