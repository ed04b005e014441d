"""Deciding what of a protected measure the public is not shown, before anything of it is shown.

Decided whenever something becomes public or is set to: for every moment at which the public will see other
releases than before. What was shown until then is taken into account, so that later releases and editions
give nothing away.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock

from django.utils import timezone

from goldenthread.engine.disclosure.observation import Shown, cannot_hide, withheld_of
from goldenthread.engine.release import Release, current
from goldenthread.measures import models
from goldenthread.measures.area import known_areas
from goldenthread.measures.definition import measure_subject
from goldenthread.measures.protection_mask import key_of_releases
from goldenthread.measures.protection_policy import protection_named
from goldenthread.measures.reading import observation_store, observations
from goldenthread.measures.sheet import read_measure
from goldenthread.measures.visible import ReleaseSheet, delivered_at
from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.rules.observation import Observation

AT_ONCE = 1000


def decide_protection(refs: Collection[str] | None = None) -> None:
    """Decide anew what is withheld of these measures, or of all: those of them that are protected.

    Raises Refused where something cannot be hidden, which undoes the act that would publish it.
    """
    wanted = None if refs is None else frozenset(refs)
    rows = models.Measure.objects.exclude(protection="")
    chosen = [row for row in rows if wanted is None or row.ref in wanted]
    if not chosen:
        return
    now = timezone.now()
    public = publicity(now)
    for row in chosen:
        models.Showing.objects.filter(measure=row, since__gt=now).delete()
        for moment, releases in _to_come(row, public):
            _decide(row, moment, releases)


def note_what_was_shown(row: models.Measure) -> None:
    """Write down that all of a measure was public until now: it is called when protection begins."""
    now = timezone.now()
    public = publicity(now)
    if not public.shows(row.publish_at, measure_subject(row.ref)):
        return
    releases = _holding(row.ref, public)
    if releases:
        refs = [each.ref for each in releases]
        key = key_of_releases(row.ref, releases)
        models.Showing.objects.create(measure=row, key=key, releases=refs, policy="", since=now)


def _to_come(row: models.Measure, public: Publicity) -> Iterable[tuple[datetime, tuple[ReleaseSheet, ...]]]:
    """The moments from now on at which the public sees other releases of the measure, with those releases."""
    before = ""
    for moment in _moments(row, public):
        then = replace(public, now=moment)
        releases = _holding(row.ref, then)
        key = key_of_releases(row.ref, releases)
        if releases and key != before:
            yield moment, releases
        before = key


def _moments(row: models.Measure, public: Publicity) -> list[datetime]:
    """Now, and every later moment at which a release is due or a hold is over."""
    due = (row.publish_at for row in models.Release.objects.filter(publish_at__gt=public.now))
    over = (made.hold.last_day + timedelta(days=1) for made in public.holds)
    ends = (timezone.make_aware(datetime.combine(day, clock())) for day in over)
    return sorted({public.now, *(at for at in due if at), *(at for at in ends if at > public.now)})


def _holding(ref: str, public: Publicity) -> tuple[ReleaseSheet, ...]:
    """The releases that hold the measure and that the public sees then, in order."""
    return tuple(each for each in delivered_at(public) if each.visible and ref in each.measures)


def _decide(row: models.Measure, moment: datetime, releases: Sequence[ReleaseSheet]) -> None:
    policy = protection_named(row.protection)
    before = [(each, _shown(row.ref, each)) for each in row.showings.order_by("since", "id")]
    rows = _rows(row.ref, [_held(each) for each in releases])
    answer = withheld_of(rows, read_measure(row), policy, known_areas(), [shown for _, shown in before])
    cannot_hide(row.ref, answer)
    refs = [each.ref for each in releases]
    latest, shown = before[-1] if before else (None, None)
    decided = latest and shown and (latest.releases, latest.policy, shown.withheld)
    if decided == (refs, row.protection, frozenset(answer.withheld)):
        return
    showing = models.Showing.objects.create(
        measure=row,
        key=key_of_releases(row.ref, releases),
        releases=refs,
        policy=row.protection,
        since=moment,
    )
    models.Withheld.objects.bulk_create(
        (
            models.Withheld(showing=showing, area=area, group=group, period=period, why=why)
            for (area, group, period), why in sorted(answer.withheld.items())
        ),
        batch_size=AT_ONCE,
    )


def _shown(ref: str, showing: models.Showing) -> Shown:
    """What the public saw of a measure when this was decided."""
    order = {name: at for at, name in enumerate(showing.releases)}
    rows = models.Release.objects.filter(ref__in=showing.releases)
    releases = [_held(each) for each in sorted(rows, key=lambda each: order[each.ref])]
    withheld = showing.withheld.values_list("area", "group", "period")
    return Shown(_rows(ref, releases), frozenset((area, group, period) for area, group, period in withheld))


def _held(row: models.Release | ReleaseSheet) -> Release:
    return Release(row.segment, row.received_at, frozenset(row.measures))


def _rows(ref: str, releases: Sequence[Release]) -> tuple[Observation, ...]:
    """The rows of a measure that these releases say in the end."""
    return observations(current(observation_store(), releases, measures=[ref]))
