"""What is new about a measure, a plan item, a plan or a place: releases of figures, and versions of plans."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goldenthread.kit.feed import MOST_ENTRIES, Entry, News, newest
from goldenthread.kit.format import with_unit
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet, refs_needed
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.people.queries.policy import policy_of
from goldenthread.plan.queries import ItemView, PlanView
from goldenthread.rules.area import Area
from goldenthread.rules.observation import Observation
from goldenthread.rules.plan_tree import descendants
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.judged import headline_of
from goldenthread.thread.reader import Reader

MOST_SAID = 5
"""Of so many measures of one release an entry tells; the rest are counted."""


def measure_news(sheet: MeasureSheet, reader: Reader) -> News:
    """Each release of a measure's figures, with what was said of the council's own area then."""
    page = reverse("measure", args=[sheet.slug])
    return News(
        sheet.title,
        _("New figures, and what they say."),
        page,
        reverse("measure-feed", args=[sheet.slug]),
        newest(releases_of([sheet], reader.council.area, f"measure/{sheet.ref}", page, reader)),
    )


def item_news(view: ItemView, reader: Reader) -> News:
    """Each release of figures for the item's measures and those beneath it, and each version of its plan."""
    plan, item = view.document, view.item
    places = [item.ref, *(each.ref for each in descendants(plan.items, item.ref))]
    page = reverse("item", args=[plan.ref, item.ref])
    key = f"plan/{plan.ref}/{item.ref}"
    figures = releases_of(_hung(plan.ref, places, reader), reader.council.area, key, page, reader)
    return News(
        item.title,
        _("New figures for what is measured here, and new versions of the plan."),
        page,
        reverse("item-feed", args=[plan.ref, item.ref]),
        newest([*figures, *versions_of(view.plan)]),
    )


def plan_news(view: PlanView, reader: Reader) -> News:
    """Each version of a plan, and each release of figures for anything in it."""
    plan = view.document
    page, places = reverse("plan", args=[plan.ref]), [each.ref for each in plan.items]
    key = f"plan/{plan.ref}"
    figures = releases_of(_hung(plan.ref, places, reader), reader.council.area, key, page, reader)
    return News(
        plan.title,
        _("New versions of the plan, and new figures for what it aims at."),
        page,
        reverse("plan-feed", args=[plan.ref]),
        newest([*versions_of(view), *figures]),
    )


def area_news(area: Area, reader: Reader) -> News:
    """Each release that holds figures for a place, with what was said of them there then."""
    page = reverse("area", args=[area.code])
    return News(
        area.name,
        _("New figures for this place, and what they say."),
        page,
        reverse("area-feed", args=[area.code]),
        newest(releases_of(reader.sight.told(), area.code, f"area/{area.code}", page, reader)),
    )


def versions_of(view: PlanView) -> Iterable[Entry]:
    """The versions of a plan that the public may read."""
    page = reverse("plan", args=[view.document.ref])
    for facts in view.versions:
        if facts.public and facts.publish_at:
            words = _("{title}: {state}.").format(title=facts.title, state=facts.state_in_words)
            title = _("Plan published: {title}").format(title=facts.title)
            key = f"plan/{facts.ref}/version/{facts.number}"
            yield Entry(key, title, page, facts.publish_at, words)


def releases_of(
    sheets: Iterable[MeasureSheet], area: str, key: str, page: str, reader: Reader
) -> Iterable[Entry]:
    """The latest releases of these measures in the area, each with what was said of them then."""
    every = tuple(sheets)
    wanted = {ref for sheet in every for ref in refs_needed([sheet])}
    found = [
        each
        for each in reader.sight.releases()
        if each.publish_at and each.measures & wanted and area in each.areas
    ]
    latest = sorted(found, key=lambda each: (each.publish_at or each.received_at, each.ref))[-MOST_ENTRIES:]
    for release in latest:
        held = [sheet for sheet in every if release.measures.intersection(refs_needed([sheet]))]
        said = said_then(held, release, area, reader)
        words = " ".join(sentence for _title, sentence in said[:MOST_SAID])
        if len(said) > MOST_SAID:
            words += " " + _("And {count} more.").format(count=len(said) - MOST_SAID)
        told = [title for title, _sentence in said] or [sheet.title for sheet in held]
        first = told[0] if len(told) == 1 else _("{count} measures").format(count=len(told))
        title = _("New figures: {what}").format(what=first)
        at = release.publish_at or release.received_at
        yield Entry(f"{key}/release/{release.ref}", title, page, at, words or _("No figure for this place."))


def said_then(
    sheets: Sequence[MeasureSheet], release: ReleaseSheet, area: str, reader: Reader
) -> list[tuple[str, str]]:
    """Each measure's title and what it said as it was known when the release came in.

    Verdicts come first, then bare figures; a measure without a figure in the area is left out.
    """
    known = timezone.localdate(release.received_at)
    judged_on = timezone.localdate(release.publish_at or release.received_at)
    policy = policy_of(reader.council, judged_on)
    figures = read_figures(reader.sight, sheets, [area], known)
    found = figures.verdicts(policy, queries.aims(figures.sheets), judged_on)
    latest, judged, plain = figures.latest(), [], []
    for sheet in sorted(sheets, key=lambda each: each.title):
        own, row = policy_judging(sheet, policy), latest.get((sheet.ref, area, ""))
        first = headline_of(found.get((sheet.ref, area, ""), ()), sheet.measure, own)
        if first is not None and first.verdict.verdict != CANNOT_JUDGE:
            judged.append((sheet.title, f"{sheet.title}: {first.word}. {first.said}"))
        elif row is not None:
            plain.append((sheet.title, figure_said(sheet, row)))
    return [*judged, *plain]


def figure_said(sheet: MeasureSheet, row: Observation) -> str:
    """A figure without a verdict, in a sentence."""
    value = with_unit(row.known_value, sheet.measure.unit, sheet.measure.decimals, row.qualifier)
    return f"{sheet.title}: {value}, {row.period.label(sheet.measure.year_type)}."


def _hung(plan: str, items: Sequence[str], reader: Reader) -> tuple[MeasureSheet, ...]:
    """The measures that hang on these items, each once."""
    held = queries.linked(reader.sight, plan, items)
    return tuple({sheet.ref: sheet for sheets in held.values() for sheet in sheets}.values())
