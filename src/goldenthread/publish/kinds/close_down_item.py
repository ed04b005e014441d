"""What became of one item of a plan, with the published evidence for it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.queries.delivering import Deliverer
from goldenthread.kit.verdict import mark_of
from goldenthread.plan.queries import PlanView
from goldenthread.plan.succession import SuccessionEnd, SuccessionView
from goldenthread.publish.block import Run
from goldenthread.publish.kinds.close_down_evidence import Evidence
from goldenthread.publish.kinds.made import list_of
from goldenthread.publish.kinds.told import Told
from goldenthread.rules import close_down
from goldenthread.rules.close_down import CONTINUED, DELIVERED, STOPPED, UNKNOWN
from goldenthread.rules.plan import PlanItem


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an item: its outcome, the evidence in words, and the links to what came after."""

    item: PlanItem
    outcome: str
    evidence: str
    later: tuple[SuccessionView, ...] = ()


def outcome_in_words(outcome: str) -> str:
    """An outcome as a reader meets it."""
    words = {
        DELIVERED: _("Delivered"),
        CONTINUED: _("Continued"),
        STOPPED: _("Stopped"),
        UNKNOWN: _("No published evidence"),
    }
    return words[outcome]


@dataclass(frozen=True, slots=True)
class Work:
    """What is published of a plan's items: the actions that serve each, and what was promised or asked."""

    actions: Mapping[str, Sequence[Deliverer]]
    promises: Mapping[str, Sequence[Promise]]


def became(view: PlanView, known: Work, below: Mapping[str, Sequence[PlanItem]]) -> dict[str, Became]:
    """What became of every item, by its ref; an item is looked at after everything beneath it."""
    found: dict[str, Became] = {}
    for item in _deepest_first(view.document.items, below):
        lower = [found[child.ref] for child in below.get(item.ref, ()) if child.ref in found]
        told = Evidence(known.actions.get(item.ref, ()), known.promises.get(item.ref, ()))
        found[item.ref] = _became(item, _later(item, view), told, lower)
    return found


def _deepest_first(
    items: Sequence[PlanItem], below: Mapping[str, Sequence[PlanItem]]
) -> tuple[PlanItem, ...]:
    """The items with each after all that hang on it."""
    order: list[PlanItem] = []
    waiting = [item for item in items if not item.parent]
    while waiting:
        item = waiting.pop()
        order.append(item)
        waiting += below.get(item.ref, ())
    return tuple(reversed(order))


def _later(item: PlanItem, view: PlanView) -> tuple[SuccessionView, ...]:
    here = (view.document.ref, item.ref)
    return tuple(each for each in view.successions if (each.earlier.plan, each.earlier.item) == here)


def _became(
    item: PlanItem, later: tuple[SuccessionView, ...], told: Evidence, lower: Sequence[Became]
) -> Became:
    found = close_down.became(
        close_down.Published(
            item.kind,
            ends=any(each.later is None for each in later),
            goes_on=any(each.later for each in later),
            actions=tuple(each.sheet.state for each in told.actions),
            promises=tuple(each.state for each in told.promises),
            directions=tuple(each for each in (item.published_1y, item.published_3y) if each),
            below=tuple(each.outcome for each in lower),
        )
    )
    return Became(item, found.outcome, _evidence(found, item, later, told, lower), later)


def _evidence(
    found: close_down.Became,
    item: PlanItem,
    later: Sequence[SuccessionView],
    told: Evidence,
    lower: Sequence[Became],
) -> str:
    """What an answer rests on, in words."""
    if found.rests_on == "link":
        return "; ".join(_said(each) for each in later)
    if found.rests_on == "work":
        return told.done if found.outcome == DELIVERED else ". ".join(told.standing)
    if found.rests_on == "direction":
        return _("Published as improving: {source}").format(source=item.source or _("direction of travel"))
    if found.rests_on == "below":
        return _("Everything beneath it was delivered: {count} in all").format(count=len(lower))
    return _known(item, told)


def _known(item: PlanItem, evidence: Evidence) -> str:
    """What is published of an item that settles nothing."""
    told = []
    windows = ((_("one year"), item.published_1y), (_("three years"), item.published_3y))
    printed = [f"{name}: {mark_of(verdict).word}" for name, verdict in windows if verdict]
    if printed:
        words = _("A direction was published ({directions}), which does not say that it was delivered")
        told.append(words.format(directions=", ".join(printed)))
    told += evidence.standing
    return ". ".join(told) or _("Nothing published says what became of it")


def _said(link: SuccessionView) -> str:
    """One link in words: where to, how, and whose reading it is."""
    how = how_said(link)
    council = link.whose_reading == "council"
    reading = _("the council's own statement") if council else _("a reading of the plans")
    if link.later is None:
        return _("Nothing follows it: {how} ({reading})").format(how=how, reading=reading)
    return _("Goes on in {where}: {how} ({reading})").format(
        where=_place(link.later), how=how, reading=reading
    )


def how_said(link: SuccessionView) -> str:
    """How one thing followed another, as the record says it."""
    said = link.how.replace("_", " ").strip().rstrip(".") or _("followed")
    return f"{said[:1].lower()}{said[1:]}"


def _place(end: SuccessionEnd) -> str:
    return f"{end.title}, {end.plan_title}" if end.item else end.plan_title


def succession_lines(item: PlanItem, view: PlanView) -> Told:
    """What came before an item and what came after it, each a line that leads there."""
    here = (view.document.ref, item.ref)
    lines = []
    for link in view.successions:
        if (link.earlier.plan, link.earlier.item) == here:
            lines.append(_line(_("After"), link, link.later))
        elif link.later and (link.later.plan, link.later.item) == here:
            lines.append(_line(_("Before"), link, link.earlier))
    return Told((list_of(lines),)) if lines else Told()


def _line(when: str, link: SuccessionView, end: SuccessionEnd | None) -> tuple[Run, ...]:
    how = how_said(link)
    if end is None:
        return (Run(_("{when}: nothing follows ({how}).").format(when=when, how=how)),)
    href = reverse("item", args=[end.plan, end.item]) if end.item else reverse("plan", args=[end.plan])
    return Run(f"{when} ({how}): "), Run(_place(end), href)
