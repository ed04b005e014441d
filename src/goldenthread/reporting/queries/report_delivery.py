"""Delivery in a quarter's report: each action's confidence, gathered under the plan's outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from goldenthread.delivery.queries.naming import ActionName, action_names
from goldenthread.people.queries.service import ServiceTree
from goldenthread.plan.queries import ItemPlace
from goldenthread.reporting.models import ReturnAction
from goldenthread.rules.quarter import Confidence, QuarterPolicy

TOPS = ("outcome", "challenge", "theme", "priority")
"""The kinds of item that an action is counted under: the highest above what it serves."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action as its return told it; `was` is its confidence in the quarter before."""

    ref: str
    title: str
    service: str
    service_title: str
    confidence: Confidence
    was: Confidence | None
    sentence: str
    forecast: date | None
    outcomes: tuple[tuple[str, str], ...]

    @property
    def moved(self) -> str:
        """What became of its confidence since the quarter before, in words."""
        if self.was is None:
            return _("not reported before")
        if self.was == self.confidence:
            return _("as before")
        return _("was {word}").format(word=self.was.word.lower())


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome with how many of its actions stand where; `low` are those of low confidence."""

    plan: str
    ref: str
    title: str
    counts: tuple[tuple[Confidence, int], ...]
    low: tuple[ActionLine, ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def action_lines(
    services: Mapping[int, str],
    before: int | None,
    policy: QuarterPolicy,
    tree: ServiceTree,
    places: Sequence[ItemPlace],
) -> tuple[ActionLine, ...]:
    """Every action that these returns (by key, each with its service) give a confidence for: four reads."""
    rows = list(ReturnAction.objects.filter(given_in__in=list(services)).exclude(confidence=""))
    names = action_names({row.action for row in rows})
    then = _confidences(before)
    tops = _tops(places)
    found = []
    for row in rows:
        confidence = policy.confidence(row.confidence)
        if confidence is not None:
            name = names.get(row.action, ActionName(row.action, row.action, "", ()))
            service = services[row.given_in_id]
            above = tuple(dict.fromkeys(tops[each] for each in name.serves if each in tops))
            was = policy.confidence(then.get(row.action, ""))
            title = tree.title(service)
            line = ActionLine(
                row.action, name.title, service, title, confidence, was, row.sentence, row.forecast, above
            )
            found.append(line)
    return tuple(sorted(found, key=lambda line: line.title))


def _confidences(before: int | None) -> Mapping[str, str]:
    if before is None:
        return {}
    rows = ReturnAction.objects.filter(given_in__period=before, given_in__state__in=("approved", "published"))
    return dict(rows.values_list("action", "confidence"))


def _tops(places: Sequence[ItemPlace]) -> dict[tuple[str, str], tuple[str, str]]:
    """For every plan item the outcome, challenge or theme that it stands under, by plan and ref."""
    known = {(each.plan, each.ref): each for each in places}
    return {key: _top(place, known) for key, place in known.items()}


def _top(place: ItemPlace, known: Mapping[tuple[str, str], ItemPlace]) -> tuple[str, str]:
    found, seen = place, {place.ref}
    at: ItemPlace | None = place
    while at is not None and at.parent and at.parent not in seen:
        seen.add(at.parent)
        at = known.get((place.plan, at.parent))
        if at is not None and at.kind in TOPS:
            found = at
    return found.plan, found.ref


def outcome_lines(
    lines: Iterable[ActionLine], places: Sequence[ItemPlace], policy: QuarterPolicy
) -> tuple[OutcomeLine, ...]:
    """The actions under each outcome in the plans' own order; those that serve none stand last."""
    held: dict[tuple[str, str], list[ActionLine]] = {}
    for line in lines:
        for key in line.outcomes or (("", ""),):
            held.setdefault(key, []).append(line)
    titles = {(each.plan, each.ref): each.title for each in places}
    ordered = [key for key in titles if key in held] + [key for key in held if key not in titles]
    return tuple(
        OutcomeLine(
            *key,
            titles.get(key, _("Serves no outcome of a plan")),
            confidence_counts(held[key], policy),
            tuple(line for line in held[key] if line.confidence.is_low),
        )
        for key in ordered
    )


def confidence_counts(
    lines: Iterable[ActionLine], policy: QuarterPolicy
) -> tuple[tuple[Confidence, int], ...]:
    """How many actions have each confidence, every word of the scale in its order."""
    said = [line.confidence.code for line in lines]
    return tuple((each, said.count(each.code)) for each in policy.confidences)
