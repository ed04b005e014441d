"""What importing a file of actions would add, change and refuse, row by row; nothing is written."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from goldenthread.delivery.access import may_change_action, may_write_service_plan
from goldenthread.delivery.action_file import cells_of, sheet_from
from goldenthread.delivery.fault import action_faults, is_short_text
from goldenthread.delivery.free_ref import free_ref
from goldenthread.delivery.queries.action import actions_named
from goldenthread.delivery.queries.ground import Ground, ground_of
from goldenthread.delivery.record_file import RecordRow
from goldenthread.delivery.sheet import ActionSheet
from goldenthread.people.access import Officer
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class NewServicePlan:
    """A service plan that the file names and that there is not yet."""

    ref: str
    service: str
    year: Period
    title: str


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One row that can be taken: what it would leave, what there was, and what differs, column by column."""

    line: int
    after: ActionSheet
    before: ActionSheet | None

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        was = cells_of(self.before) if self.before else {}
        now = cells_of(self.after)
        return tuple((name, was.get(name, ""), now[name]) for name in now if was.get(name, "") != now[name])


@dataclass(frozen=True, slots=True)
class ActionRehearsal:
    """What an import would do. `priorities` are the new ones, as service plan, ref and title."""

    added: tuple[RowSaid, ...]
    changed: tuple[RowSaid, ...]
    same: int
    refusals: tuple[Refusal, ...]
    plans: tuple[NewServicePlan, ...]
    priorities: tuple[tuple[str, str, str], ...]

    @property
    def refused_rows(self) -> int:
        """How many rows cannot be taken."""
        return len({each.row for each in self.refusals})

    @property
    def does_something(self) -> bool:
        """Whether it can go in, and would change anything."""
        return not self.refusals and bool(self.added or self.changed)

    @property
    def seen(self) -> str:
        """A short mark of all this: it differs where anything that an import would do differs."""
        return hashlib.sha256(
            repr((self.added, self.changed, self.plans, self.priorities)).encode()
        ).hexdigest()


def rehearse_rows(who: Officer | None, rows: Sequence[RecordRow]) -> ActionRehearsal:
    """What these rows would do, done by that person: some ten reads, however many rows."""
    today = timezone.localdate()
    known = actions_named({row.text("ref") for row in rows}, today)
    before = {ref: seen.sheet for ref, seen in known.items()}
    raw = [sheet_from(row, before.get(row.text("ref"))) for row in rows]
    ground = ground_of(raw, today)
    plans = tuple(_new_plans(rows, raw, ground))
    ground = ground.with_plans({each.ref: each.service for each in plans}, {})
    sheets, priorities = _placed(raw, ground)
    ground = ground.with_plans({}, {(plan, ref): title for plan, ref, title in priorities})
    _note_faults(who, list(zip(rows, sheets, strict=True)), ground, before)
    refusals = tuple(fault for row in rows for fault in row.faults)
    said = [
        RowSaid(row.line, sheet, before.get(sheet.ref))
        for row, sheet in zip(rows, sheets, strict=True)
        if not row.faults
    ]
    return ActionRehearsal(
        added=tuple(each for each in said if each.before is None),
        changed=tuple(each for each in said if each.before not in (None, each.after)),
        same=sum(each.before == each.after for each in said),
        refusals=refusals,
        plans=plans,
        priorities=priorities,
    )


def _new_plans(
    rows: Sequence[RecordRow], sheets: Sequence[ActionSheet], ground: Ground
) -> Iterable[NewServicePlan]:
    """The service plans that a row with a year names and that there are not; one for each ref."""
    made: set[str] = set()
    for row, sheet in zip(rows, sheets, strict=True):
        said = row.text("year")
        if not said:
            continue
        try:
            year = read_period(said)
        except UnknownPeriod as unknown:
            row.refuse("year", str(unknown), "write a year such as 2026/27")
            continue
        if sheet.plan and sheet.plan not in {*ground.plans, *made} and sheet.service in ground.services:
            made.add(sheet.plan)
            title = f"{ground.services.title(sheet.service)}: service plan {year.label()}"
            yield NewServicePlan(sheet.plan, sheet.service, year, title)


def _placed(
    sheets: Iterable[ActionSheet], ground: Ground
) -> tuple[list[ActionSheet], tuple[tuple[str, str, str], ...]]:
    """The actions with their priorities by ref, and the priorities that are still to be made."""
    refs = {(plan, title.casefold()): ref for (plan, ref), title in ground.priorities.items()}
    refs |= {(plan, ref.casefold()): ref for plan, ref in ground.priorities}
    made: list[tuple[str, str, str]] = []
    placed = []
    for sheet in sheets:
        key = (sheet.plan, sheet.priority.casefold())
        if sheet.priority and sheet.plan and key not in refs:
            taken = {ref for (plan, _), ref in refs.items() if plan == sheet.plan}
            refs[key] = free_ref(sheet.priority, taken, "priority")
            made.append((sheet.plan, refs[key], sheet.priority))
        placed.append(replace(sheet, priority=refs.get(key, sheet.priority)))
    return placed, tuple(made)


def _note_faults(
    who: Officer | None,
    pairs: Sequence[tuple[RecordRow, ActionSheet]],
    ground: Ground,
    before: dict[str, ActionSheet],
) -> None:
    first: dict[str, int] = {}
    for row, sheet in pairs:
        row.take([Refusal("", None, *fault) for fault in action_faults(sheet, ground)])
        if sheet.ref and first.setdefault(sheet.ref, row.line) != row.line:
            what = f"the ref {sheet.ref} stands in row {first[sheet.ref]} too"
            row.refuse("ref", what, "give each action a ref of its own")
        if sheet.priority and not is_short_text(ground.priorities.get((sheet.plan, sheet.priority), "x")):
            row.refuse("priority", "it cannot be a priority's title", "use at most 300 plain characters")
        if sheet.plan in ground.closed and before.get(sheet.ref) != sheet:
            do = "put the action into the plan of the year that runs"
            row.refuse("service_plan", f"the service plan {sheet.plan} is closed", do)
        row.take(list(_not_theirs(who, sheet, before.get(sheet.ref), ground)))


def _not_theirs(
    who: Officer | None, after: ActionSheet, before: ActionSheet | None, ground: Ground
) -> Iterable[Refusal]:
    services = {after.service, before.service if before else after.service}
    for service in sorted(services):
        subjects = ground.services.subjects(service)
        if who is not None and not may_change_action(who, subjects):
            what = f"your roles do not let you write for {ground.services.title(service)}"
            yield Refusal("", None, "service", what, "leave the row to that service's lead")
    if who is not None and after.plan in ground.plans:
        subjects = ground.services.subjects(ground.plans[after.plan])
        if after.priority and not may_write_service_plan(who, subjects) and not before:
            what = f"your roles do not let you write in {after.plan}"
            yield Refusal("", None, "service_plan", what, "leave the row to that service's lead")
