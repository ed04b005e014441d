"""Between actions as values and their rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max

from goldenthread.delivery.models import Action, Milestone, Priority, Serves, ServicePlan
from goldenthread.delivery.queries.action import PLAIN
from goldenthread.delivery.sheet import ActionSheet, MilestoneSheet, ServesLink

BATCH = 500


def insert_actions(sheets: Sequence[ActionSheet]) -> None:
    """Write new actions with what they serve and their milestones, in a few statements for many."""
    plans = {
        row.ref: row for row in ServicePlan.objects.filter(ref__in={it.plan for it in sheets if it.plan})
    }
    priorities = {(row.plan_id, row.ref): row for row in Priority.objects.filter(plan__in=plans.values())}
    lasts = Action.objects.filter(service__in={it.service for it in sheets})
    places = dict(lasts.order_by().values_list("service").annotate(Max("position")))
    rows = []
    for sheet in sheets:
        place = places[sheet.service] = places.get(sheet.service, -1) + 1
        plan = plans.get(sheet.plan)
        row = Action(**{name: getattr(sheet, name) for name in PLAIN}, position=place, plan=plan)
        row.partners = list(sheet.partners)
        row.priority = priorities[plan.pk, sheet.priority] if plan and sheet.priority else None
        rows.append(row)
    made = Action.objects.bulk_create(rows, batch_size=BATCH)
    pairs = list(zip(made, sheets, strict=True))
    Serves.objects.bulk_create((_serves(row, it) for row, sheet in pairs for it in distinct(sheet)), BATCH)
    steps = (milestone_row(row, each) for row, sheet in pairs for each in sheet.milestones)
    Milestone.objects.bulk_create(steps, BATCH)


def distinct(sheet: ActionSheet) -> Iterable[ServesLink]:
    """What the action serves, each once, whatever was said of why."""
    return {(it.plan, it.item, it.measure): it for it in sheet.serves}.values()


def _serves(row: Action, link: ServesLink) -> Serves:
    return Serves(action=row, plan=link.plan, item=link.item, measure=link.measure, why=link.why)


def milestone_row(row: Action, each: MilestoneSheet) -> Milestone:
    """A milestone of the action, not yet written."""
    said = {name: getattr(each, name) for name in MilestoneSheet.__slots__}
    return Milestone(action=row, **said)


def priority_of(sheet: ActionSheet) -> Priority | None:
    """The row of the action's priority; None where it has none."""
    if not sheet.priority:
        return None
    return Priority.objects.get(plan__ref=sheet.plan, ref=sheet.priority)


def action_words(sheet: ActionSheet) -> dict[str, Any]:
    """What the trail keeps of an action: only what it says."""
    said = {name: getattr(sheet, name) for name in (*PLAIN[1:], "plan", "priority")}
    words = {name: str(value) for name, value in said.items() if value}
    lists = {
        "partners": list(sheet.partners),
        "serves": [str(link) for link in sheet.serves],
        "milestones": [f"{each.title}: {each.baseline}" for each in sheet.milestones],
    }
    return {**words, **{name: found for name, found in lists.items() if found}}


def rewrite_actions(sheets: Sequence[ActionSheet]) -> None:
    """Make the rows of these actions say what the sheets say; milestones are added, never taken away."""
    asked = {sheet.ref: sheet for sheet in sheets}
    plans = {
        row.ref: row for row in ServicePlan.objects.filter(ref__in={it.plan for it in sheets if it.plan})
    }
    priorities = {(row.plan_id, row.ref): row for row in Priority.objects.filter(plan__in=plans.values())}
    rows = list(Action.objects.filter(ref__in=asked))
    for row in rows:
        sheet = asked[row.ref]
        for name in PLAIN:
            setattr(row, name, getattr(sheet, name))
        plan = row.plan = plans.get(sheet.plan)
        row.priority = priorities[plan.pk, sheet.priority] if plan and sheet.priority else None
        row.partners, row.version = list(sheet.partners), row.version + 1
    Action.objects.bulk_update(rows, [*PLAIN[1:], "plan", "priority", "partners", "version"], batch_size=200)
    Serves.objects.filter(action__in=rows).delete()
    Serves.objects.bulk_create((_serves(row, it) for row in rows for it in distinct(asked[row.ref])), BATCH)
    held = set(Milestone.objects.filter(action__in=rows).values_list("action", "ref"))
    steps = ((row, each) for row in rows for each in asked[row.ref].milestones)
    new = [milestone_row(row, each) for row, each in steps if (row.pk, each.ref) not in held]
    Milestone.objects.bulk_create(new, BATCH)
