"""A plan laid out to be read: its sections, each with groups of entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from goldenthread.kit.format import count_of
from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.plan_tree import by_parent
from goldenthread.rules.tongue import Words

GROUP_TITLES = Words(
    {
        "supporting_outcome": "Supporting outcomes",
        "objective": "Objectives",
        "ambition": "Long-term ambitions",
        "collaboration": "Working with partners",
        "ask": "Asks of Government",
        "signpost": "Find out more",
        "theme": "Themes that run through everything",
        "challenge": "Challenges",
        "priority": "Priorities",
        "action": "Actions",
        "outcome": "Outcomes",
        "vision": "Vision",
    }
)
KIND_TITLES = Words(
    {
        "supporting_outcome": "Supporting outcome",
        "ask": "Ask of Government",
        "collaboration": "Work with partners",
        "signpost": "Related strategy",
        "theme": "Cross-cutting theme",
        "objective": "Objective",
        "ambition": "Ambition",
        "challenge": "Challenge",
        "priority": "Priority",
        "action": "Action",
        "outcome": "Outcome",
        "vision": "Vision",
    }
)
# The kinds that stand as pages of their own in a plan, with everything else grouped beneath them.
SECTION_KINDS = ("vision", "outcome", "challenge", "theme")
HORIZON_TITLES = Words({"1-2 years": "in 1 to 2 years", "2-5 years": "in 2 to 5 years", "long term": ""})
NOUNS = {"outcome": gettext_noop("outcome"), "supporting_outcome": gettext_noop("supporting outcome")}


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind and horizon under one item."""

    key: str
    title: str
    kind: str
    items: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """An outcome, challenge or theme with its groups; `lower` where it stands beneath another section."""

    item: PlanItem
    groups: tuple[Group, ...]
    lower: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """One item of the folded tree with what hangs on it."""

    item: PlanItem
    below: tuple["Branch", ...]
    size: int


def kind_title(kind: str) -> str:
    """A kind as a person reads it: `supporting_outcome` as "Supporting outcome"."""
    return KIND_TITLES.get(kind, kind.replace("_", " ").capitalize())


def count_kind(count: int, kind: str) -> str:
    """ "20 supporting outcomes", or so many outcomes."""
    if kind == "supporting_outcome":
        return count_of(count, "supporting outcome")
    return count_of(count, "outcome")


def sections(document: PlanDocument) -> tuple[Section, ...]:
    """The plan's sections in its own order; a theme with nothing beneath it is not a section."""
    below = by_parent(document.items)
    found = [item for item in document.items if item.kind in SECTION_KINDS and item.kind != "vision"]
    own = {item.ref for item in found}
    return tuple(
        Section(item, groups_of(below.get(item.ref, ())), item.parent in own)
        for item in found
        if item.kind != "theme" or below.get(item.ref)
    )


def groups_of(children: Sequence[PlanItem]) -> tuple[Group, ...]:
    """Children gathered by kind and horizon, in the order in which each first appears."""
    gathered: dict[tuple[str, str], list[PlanItem]] = {}
    for child in children:
        gathered.setdefault((child.kind, child.horizon if child.kind == "objective" else ""), []).append(
            child
        )
    return tuple(
        Group(
            f"{kind}-{horizon}".strip("-").replace(" ", "-"), group_title(kind, horizon), kind, tuple(items)
        )
        for (kind, horizon), items in gathered.items()
    )


def group_title(kind: str, horizon: str) -> str:
    plain = GROUP_TITLES.get(kind, kind_title(kind))
    return f"{plain} {HORIZON_TITLES.get(horizon, horizon)}".strip()


def tree(items: Sequence[PlanItem]) -> tuple[Branch, ...]:
    """The whole plan as branches, from its top."""
    return branches(by_parent(items), "")


def branches(below: Mapping[str, tuple[PlanItem, ...]], ref: str) -> tuple[Branch, ...]:
    found = []
    for item in below.get(ref, ()):
        lower = branches(below, item.ref)
        found.append(Branch(item, lower, sum(branch.size + 1 for branch in lower)))
    return tuple(found)
