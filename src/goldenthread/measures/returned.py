"""Measures whose figures services return, and the figures known of them, for the quarter above."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from goldenthread.measures import models
from goldenthread.measures.definition import read_target
from goldenthread.measures.queries import delivered_table
from goldenthread.measures.reading import observations
from goldenthread.measures.sheet import read_measure
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation


@dataclass(frozen=True, slots=True)
class ReturnedMeasure:
    """A measure with the service that returns its figures and how often: monthly, quarterly or yearly."""

    measure: Measure
    slug: str
    service: str
    returned: str


def returned_measures(refs: Collection[str] | None = None) -> tuple[ReturnedMeasure, ...]:
    """Measures in use whose figures a service returns, by service and title; or those with these refs.

    Asked for by their refs they are given whatever has become of them since.
    """
    rows = models.Measure.objects.order_by("service", "title")
    if refs is None:
        rows = rows.filter(life="in_use").exclude(service="").exclude(returned="")
    else:
        rows = rows.filter(ref__in=sorted(refs))
    return tuple(ReturnedMeasure(read_measure(row), row.slug, row.service, row.returned) for row in rows)


def series_delivered(
    refs: Iterable[str], areas: Iterable[str]
) -> dict[tuple[str, str], tuple[Observation, ...]]:
    """Every series of everyone, by measure and area, in the order of its periods: one read of the store."""
    found: dict[tuple[str, str], list[Observation]] = {}
    for each in observations(delivered_table(refs, areas)):
        if not each.group:
            found.setdefault((each.measure, each.area), []).append(each)
    return {key: tuple(points) for key, points in found.items()}


def aims_of(refs: Collection[str]) -> dict[tuple[str, str], tuple[Target, ...]]:
    """The targets of these measures, by measure and area, the earliest period first: one read."""
    found: dict[tuple[str, str], list[Target]] = {}
    rows = models.Target.objects.filter(measure__ref__in=sorted(refs)).order_by()
    for row in rows.annotate(measure_ref=F("measure__ref")):
        ref: str = row.measure_ref
        found.setdefault((ref, row.area), []).append(read_target(row, ref))
    return {key: tuple(sorted(aims, key=lambda aim: aim.period)) for key, aims in found.items()}
