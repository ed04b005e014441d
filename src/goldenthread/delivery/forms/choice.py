"""The choices that several forms offer: services, people, plan items, and the steps of a scale."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from goldenthread.delivery.risk_words import SCALE
from goldenthread.people.access import Viewer
from goldenthread.people.queries.account import usernames
from goldenthread.people.queries.service import ServiceTree
from goldenthread.plan.queries import places, plans
from goldenthread.rules.subject import Subject

Given = Mapping[str, Any] | None
"""What a form was sent with, or None where its page was only opened."""

Choices = list[tuple[str, str]]
Groups = list[tuple[str, str | Choices]]
May = Callable[[Viewer, Iterable[Subject]], bool]


def service_choices(tree: ServiceTree, viewer: Viewer, may: May | None = None) -> Choices:
    """The services that the person may keep, or all of them, each beneath its directorate and division."""
    found = [each for each in tree if may is None or may(viewer, tree.subjects(each.ref))]
    return [(each.ref, " › ".join(map(tree.title, reversed(tree.lineage(each.ref))))) for each in found]


def one_of(choices: Choices) -> Choices:
    """The choices with none of them chosen yet, where there are several."""
    return [("", "Choose one"), *choices] if len(choices) > 1 else choices


def owner_choices() -> Choices:
    """Everyone with an account, and nobody."""
    return [("", "Nobody yet"), *((name, name) for name in usernames())]


def scale_choices(words: Sequence[str], first: str = "") -> Choices:
    """The steps of a scale, each with its number and the council's word for it."""
    steps = [(str(n), f"{n} {words[n - 1]}" if n <= len(words) else str(n)) for n in SCALE]
    return [("", first), *steps]


def item_choices(viewer: Viewer, now: datetime) -> Groups:
    """Nothing chosen, then every plan item that the person may see as `plan/item`, under its plan's title."""
    titles = {plan.ref: plan.title for plan in plans(viewer, now)}
    held: dict[str, Choices] = {}
    for each in places(viewer, now):
        held.setdefault(each.plan, []).append((f"{each.plan}/{each.ref}", each.title))
    return [("", "None"), *((titles.get(plan, plan), found) for plan, found in held.items())]
