"""Actions as a return asks about them: what they are called, their dates and milestones, and no more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.delivery.models import Action, Milestone
from goldenthread.delivery.sheet import MilestoneSheet


@dataclass(frozen=True, slots=True)
class ActionAsked:
    """One action; `forecast` is the day last reported."""

    ref: str
    title: str
    due: date | None
    forecast: date | None
    milestones: tuple[MilestoneSheet, ...] = ()


def actions_asked(refs: Collection[str]) -> Mapping[str, ActionAsked]:
    """These actions by ref; one that there is not is left out: two reads of a few columns."""
    if not refs:
        return {}
    wanted = sorted(set(refs))
    steps: dict[str, list[MilestoneSheet]] = {}
    held = Milestone.objects.filter(action__ref__in=wanted).order_by("baseline", "id")
    said = held.values_list("action__ref", "ref", "title", "baseline", "forecast", "reached")
    for action, ref, title, baseline, forecast, reached in said:
        step = MilestoneSheet(ref, title, baseline, forecast, reached)
        steps.setdefault(action, []).append(step)
    rows = Action.objects.filter(ref__in=wanted).order_by().values_list("ref", "title", "due", "forecast")
    return {
        ref: ActionAsked(ref, title, due, forecast, tuple(steps.get(ref, ())))
        for ref, title, due, forecast in rows
    }
