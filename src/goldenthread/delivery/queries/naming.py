"""What actions are called and what they serve, for pages that name many of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goldenthread.delivery.models import Action, Serves


@dataclass(frozen=True, slots=True)
class ActionName:
    """An action as a line of a table names it, with the plan items that it serves as plan and item."""

    ref: str
    title: str
    service: str
    serves: tuple[tuple[str, str], ...]


def action_titles(refs: Collection[str]) -> Mapping[str, str]:
    """The titles of those of these actions that there are."""
    if not refs:
        return {}
    return dict(Action.objects.filter(ref__in=sorted(set(refs))).order_by().values_list("ref", "title"))


def action_names(refs: Collection[str]) -> Mapping[str, ActionName]:
    """These actions with the plan items they serve: two reads."""
    wanted = sorted(set(refs))
    if not wanted:
        return {}
    served: dict[str, list[tuple[str, str]]] = {}
    links = Serves.objects.filter(action__ref__in=wanted).exclude(item="").order_by("id")
    for action, plan, item in links.values_list("action__ref", "plan", "item"):
        served.setdefault(action, []).append((plan, item))
    rows = Action.objects.filter(ref__in=wanted).order_by().values_list("ref", "title", "service")
    return {ref: ActionName(ref, title, own, tuple(served.get(ref, ()))) for ref, title, own in rows}
