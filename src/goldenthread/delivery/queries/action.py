"""Actions as they stand on a day, with what they serve: a few reads for however many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goldenthread.delivery.access import may_read_delivery
from goldenthread.delivery.models import Action, Dependency
from goldenthread.delivery.sheet import (
    ActionSeen,
    ActionSheet,
    DependencySheet,
    EvidenceSheet,
    MilestoneSheet,
    ServesLink,
)
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import Viewer
from goldenthread.rules.lateness import is_stale, lateness
from goldenthread.rules.quarter import QuarterPolicy

PLAIN = (
    "ref",
    "title",
    "description",
    "kind",
    "service",
    "owner",
    "horizon",
    "start",
    "due",
    "forecast",
    "state",
)
LIVE = ("planned", "under_way")


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action with everything that hangs on it. `waited_for` are the actions that wait for it.

    These, its issues still to be settled and its lessons are each a ref and a title.
    """

    seen: ActionSeen
    dependencies: tuple[DependencySheet, ...]
    evidence: tuple[EvidenceSheet, ...]
    waited_for: tuple[tuple[str, str], ...]
    issues: tuple[tuple[str, str], ...]
    lessons: tuple[tuple[str, str], ...]

    @property
    def sheet(self) -> ActionSheet:
        return self.seen.sheet


def actions_of(services: Collection[str], today: date, *, live: bool = False) -> tuple[ActionSeen, ...]:
    """The actions of just these services, in order; with `live` those not done or stopped: three reads."""
    rows = Action.objects.filter(service__in=services)
    return read_actions(rows.filter(state__in=LIVE) if live else rows, today)


def actions_named(refs: Collection[str], today: date) -> dict[str, ActionSeen]:
    """The actions of these refs, by ref; one that there is not is left out: three reads."""
    return {seen.ref: seen for seen in read_actions(Action.objects.filter(ref__in=refs), today)}


def action_sheet(ref: str, viewer: Viewer, today: date) -> ActionPage | None:
    """One action whole, or None where there is none that the viewer may read."""
    found = read_actions(Action.objects.filter(ref=ref), today) if may_read_delivery(viewer) else ()
    if not found:
        return None
    row = Action.objects.get(ref=ref)
    waiting = Dependency.objects.filter(on_kind="action", on_ref=ref).order_by("action__ref")
    return ActionPage(
        found[0],
        tuple(
            DependencySheet(it.pk, it.on_kind, it.on_ref, it.why, it.needed_by)
            for it in row.dependencies.all()
        ),
        tuple(EvidenceSheet(it.title, it.address, it.on) for it in row.evidence.all()),
        tuple(waiting.values_list("action__ref", "action__title")),
        tuple(row.issues.filter(settled_on=None).values_list("ref", "title")),
        tuple(row.lessons.values_list("ref", "title")),
    )


def read_actions(rows: QuerySet[Action], today: date) -> tuple[ActionSeen, ...]:
    """The actions that these rows hold, as they stand on the day: three reads."""
    policy = read_quarter_policy()
    whole = rows.select_related("plan", "priority").prefetch_related("serves", "milestones")
    return tuple(standing(row, policy, today) for row in whole)


def standing(row: Action, policy: QuarterPolicy, today: date) -> ActionSeen:
    """One action as it stands. What is done or stopped is neither late nor stale."""
    is_over = row.state not in LIVE
    return ActionSeen(
        sheet=sheet_of(row),
        confidence=row.confidence,
        said=policy.confidence(row.confidence),
        reported_on=row.reported_on,
        version=row.version,
        lateness=lateness(row.due, row.forecast, is_over, today),
        is_stale=not is_over and is_stale(row.reported_on, today, policy.stale_after_days),
    )


def sheet_of(row: Action) -> ActionSheet:
    """The action that a row and what hangs on it hold."""
    return ActionSheet(
        **{name: getattr(row, name) for name in PLAIN},
        plan=row.plan.ref if row.plan else "",
        priority=row.priority.ref if row.priority else "",
        partners=tuple(row.partners),
        serves=tuple(ServesLink(it.plan, it.item, it.measure, it.why) for it in row.serves.all()),
        milestones=tuple(
            MilestoneSheet(it.ref, it.title, it.baseline, it.forecast, it.reached)
            for it in row.milestones.all()
        ),
    )
