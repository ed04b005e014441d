"""What the invented council's services return each quarter, and which figures are left for them to return."""

from collections.abc import Collection, Iterator, Sequence

from goldenthread.rules.period import Period
from goldenthread.upkeep.invented.county import COUNTY, County
from goldenthread.upkeep.invented.figure import Figure, invent_figures
from goldenthread.upkeep.invented.measure import InventedMeasure
from goldenthread.upkeep.invented.working import Words, invent_services

PLAYED = 4
"""How many quarters are played through and published, before the one that is left open."""
SECOND = ("work", "wait", "rate")
"""Beside how soon it starts, one more measure of each topic is returned, in turn."""


def played_quarters(county: County) -> tuple[Period, ...]:
    """The quarters to play through and, last, the one to leave open."""
    return county.quarters[-PLAYED - 1 :]


def invent_returned(
    county: County, said: Words, measures: Sequence[InventedMeasure]
) -> tuple[tuple[InventedMeasure, str], ...]:
    """Two measures of each topic, and the service that returns them every quarter."""
    known = {each.ref: each for each in measures}
    topics = [
        (county.placed_topics[name][1].slug, each.ref)
        for each in invent_services(said)
        for name in each.topics
    ]
    return tuple(
        (known[f"{slug}-{kind}"], service)
        for at, (slug, service) in enumerate(topics)
        for kind in ("in-time", SECOND[at % len(SECOND)])
    )


def published_figures(
    county: County, measures: Sequence[InventedMeasure], returned: Collection[str]
) -> Iterator[Figure]:
    """Every figure but those that services return, or have not returned yet."""
    played = played_quarters(county)
    for measure in measures:
        for figure in invent_figures(county, measure):
            waits = figure.period == played[-1] or (figure.area == COUNTY and figure.period in played)
            if measure.ref not in returned or not waits:
                yield figure


def returned_figures(county: County, measure: InventedMeasure) -> dict[Period, Figure]:
    """The county's figures of a returned measure in the quarters that are played, and the open one."""
    played = played_quarters(county)
    figures = invent_figures(county, measure)
    return {each.period: each for each in figures if each.area == COUNTY and each.period in played}
