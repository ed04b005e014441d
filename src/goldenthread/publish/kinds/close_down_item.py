"""What became of one item of a plan, with the published evidence for it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.queries.delivering import Deliverer
from goldenthread.kit.format import listed, number
from goldenthread.kit.verdict import mark_of
from goldenthread.plan.queries import PlanView
from goldenthread.plan.succession import SuccessionView
from goldenthread.publish.kinds.close_down_evidence import Evidence
from goldenthread.publish.kinds.followed import earlier_line, later_line, links_said
from goldenthread.publish.kinds.made import list_of
from goldenthread.publish.kinds.told import Told
from goldenthread.rules import close_down
from goldenthread.rules.close_down import CONTINUED, DELIVERED, OUTCOMES, STOPPED, UNKNOWN
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


def counted_in_words(every: Sequence[str], outcomes: Sequence[str] = OUTCOMES) -> str:
    """How many came to each of some outcomes: "24 go on in a later plan and 1 was stopped"."""
    return listed([_counted(one, sum(each == one for each in every)) for one in outcomes])


def _counted(outcome: str, count: int) -> str:
    words = {
        DELIVERED: ngettext("{count} was delivered", "{count} were delivered", count),
        CONTINUED: ngettext("{count} goes on in a later plan", "{count} go on in a later plan", count),
        STOPPED: ngettext("{count} was stopped", "{count} were stopped", count),
        UNKNOWN: ngettext("{count} has no published evidence", "{count} have no published evidence", count),
    }
    return words[outcome].format(count=number(count))


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
        return links_said(later)
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


def succession_lines(item: PlanItem, view: PlanView) -> Told:
    """What came before an item and what came after it, each a line that leads there."""
    here = (view.document.ref, item.ref)
    lines = []
    for link in view.successions:
        if (link.earlier.plan, link.earlier.item) == here:
            lines.append(later_line(link))
        elif link.later and (link.later.plan, link.later.item) == here:
            lines.append(earlier_line(link))
    return Told((list_of(lines),)) if lines else Told()
