"""One series with everything that its questions are asked and pictured with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.comparator import asked_by
from goldenthread.kit.figure import Caption, Point
from goldenthread.kit.series import points_of
from goldenthread.kit.telling import in_unit, span_of
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.case import Case
from goldenthread.rules.comparator import NOBODY, Comparators
from goldenthread.rules.interval import PUBLISHED_AT, interval_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy
from goldenthread.thread.measure_chart import group_name
from goldenthread.thread.place import name_of


@dataclass(frozen=True, slots=True)
class Here:
    """One series of a measure, what it is judged by, and why its limits begin anew where they do.

    `near` are the rows of its period by area, its own among them, for whom `comparators` compares it with;
    `is_whole` where they are those of every area of its level too. `anew` says in a sentence why limits begin
    anew, by the period from which they do.
    """

    sheet: MeasureSheet
    case: Case
    register: AreaRegister
    comparators: Comparators = NOBODY
    near: Mapping[str, Observation] = field(default_factory=dict)
    is_whole: bool = True
    anew: Mapping[Period, str] = field(default_factory=dict)

    def asked_by(self, policy: Policy) -> "Here":
        """The same, beside the areas that the policy compares it with."""
        asked = asked_by(policy, self.comparators)
        latest = self.case.series.latest
        beside = asked.beside((latest.measure, latest.area, latest.group), latest.period, self.near)
        return replace(self, case=replace(self.case, beside=beside), comparators=asked)

    @property
    def measure(self) -> Measure:
        return self.case.measure

    @property
    def area(self) -> str:
        return self.case.series.latest.area

    @property
    def benchmark_name(self) -> str:
        code = self.comparators.benchmark_of(self.area)
        return name_of(code, self.register) if code else _("the benchmark")

    def points(self, rows: Iterable[Observation]) -> tuple[Point, ...]:
        return points_of(rows, self.measure.year_type)

    def caption(self, question: str, title: str, points: Sequence[Point] = ()) -> Caption:
        """What stands round a question's picture of the series."""
        latest = self.case.series.latest
        where = name_of(latest.area, self.register)
        named = f"{where}, {group_name(latest.group)}" if latest.group else where
        return Caption(
            f"q-{question.replace('_', '-')}",
            title,
            in_unit(self.measure.unit, named, span_of(points)),
            self.measure.unit,
            self.case.series.decimals,
            self.sheet.publisher or self.measure.source,
        )

    def limits(self, row: Observation) -> tuple[Decimal, Decimal] | None:
        """The interval of a figure of this measure, for reading."""
        return interval_shown(row, self.measure, self.case.series.decimals)


def interval_shown(
    row: Observation, measure: Measure, decimals: int | None = None
) -> tuple[Decimal, Decimal] | None:
    """The interval of a figure, worked out or published, to one place more than the measure's."""
    interval = interval_of(row, measure, PUBLISHED_AT)
    if interval is None:
        return None
    places = (decimals if decimals is not None else measure.decimals or 0) + 1
    return rounded(interval.lower, places), rounded(interval.upper, places)


def rounded(number: float, places: int) -> Decimal:
    """A worked-out number to so many places, for reading."""
    return Decimal(round(number * 10**places)).scaleb(-places)
