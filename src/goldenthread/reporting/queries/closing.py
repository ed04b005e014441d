"""What stands between a quarter and its publication, and the published figures that may be corrected."""

from dataclasses import dataclass
from typing import Any

from goldenthread.measures.naming import MeasureName, measure_names
from goldenthread.measures.queries import register
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnFigure
from goldenthread.reporting.queries.desk import STATES, PeriodFacts, period_facts, state_of
from goldenthread.rules.period import read_period


@dataclass(frozen=True, slots=True)
class Waiting:
    """A return that is not approved."""

    service: str
    title: str
    state: str

    @property
    def state_in_words(self) -> str:
        return STATES[self.state]

    @property
    def is_with_service(self) -> bool:
        """Whether the service has still to hand it in; a submitted return waits for its approver."""
        return self.state != "submitted"


@dataclass(frozen=True, slots=True)
class Closing:
    """A quarter with what is outstanding, and how many returns are approved and not published yet."""

    period: PeriodFacts
    outstanding: tuple[Waiting, ...]
    approved: int
    published: int


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A published figure as it was entered, to be corrected."""

    number: int
    name: MeasureName
    area_name: str
    period_label: str
    value: str
    numerator: str
    denominator: str
    status: str
    comment: str
    version: int

    def as_entered(self) -> dict[str, Any]:
        """What a form for its correction starts with. A worked-out value is worked out again."""
        worked_out = bool(self.numerator and self.denominator)
        return {
            "value": "" if worked_out else self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "status": self.status if self.status in ("missing", "suppressed") else "",
            "comment": self.comment,
            "version": self.version,
        }


def latest_period() -> str:
    """The ref of the latest period that is not only planned; empty where there is none."""
    row = ReportingPeriod.objects.exclude(state="planned").order_by("-period").first()
    return row.ref if row else ""


def closing(ref: str, tree: ServiceTree) -> Closing | None:
    """What stands between this quarter and its publication, or None where there is no such quarter."""
    row = ReportingPeriod.objects.filter(ref=ref).first()
    if row is None:
        return None
    held = list(Return.objects.filter(period=row))
    waiting = (
        Waiting(each.service, tree.title(each.service), state_of(each))
        for each in held
        if each.state not in ("approved", "published")
    )
    return Closing(
        period_facts(row),
        tuple(sorted(waiting, key=lambda each: each.title)),
        sum(each.state == "approved" for each in held),
        sum(each.state == "published" for each in held),
    )


def published_figure(period: str, number: int) -> PublishedFigure | None:
    """One published figure of a quarter, or None."""
    rows = ReturnFigure.objects.filter(given_in__period__ref=period, given_in__state="published")
    row = rows.filter(pk=number).first()
    if row is None:
        return None
    name = measure_names([row.measure]).get(row.measure) or MeasureName(row.measure, row.measure, "", None)
    area = register().get(row.area)
    return PublishedFigure(
        row.pk,
        name,
        area.name if area else row.area,
        read_period(row.period).label(),
        row.value,
        row.numerator,
        row.denominator,
        row.status,
        row.comment,
        row.version,
    )
