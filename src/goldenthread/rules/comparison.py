"""An area beside its benchmark, or beside the areas it is compared with.

Source: OHID, Fingertips public health technical guidance, "RAG rating indicator values", and the published
comparers of fingertips-open and FingertipsNext (MIT licence). An area is never compared with itself: who
stands beside it is settled before the rule is asked.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from goldenthread.rules.aggregate import judged, shown
from goldenthread.rules.case import Case
from goldenthread.rules.compared import Found, found
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import exact_decimal
from goldenthread.rules.observation import Observation
from goldenthread.rules.other import Other, benchmark, group
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.quintile import QUINTILES, bounds, quintile, rank
from goldenthread.rules.verdict import Answer, basis_of, cannot


def comparison(case: Case, question: Question) -> Answer:
    """Better, similar or worse than the benchmark area or the comparator group, or which quintile.

    Plain counts are not compared: they say first of all how large an area is.
    """
    if case.measure.statistic == "count":
        return cannot("not_comparable")
    if case.series.latest.is_censored:
        return cannot("censored")
    if question.parameters["method"] == "quintiles":
        return _quintile(case, question)
    other = group(case, question) if question.name == "neighbours" else benchmark(case)
    if isinstance(other, str):
        return cannot(other)
    stands = found(case, other, question)
    answer = _without_interval(case, other) if stands is None else _answer(case, other, stands)
    if not other.ranks:
        return answer
    return replace(answer, rank=_rank(case, other.used), ranked=len(other.used) + 1)


def _without_interval(case: Case, other: Other) -> Answer:
    value = shown(other.value, case.series.decimals)
    return cannot("no_interval", other.row.period, value, other.row.qualifier)


def _answer(case: Case, other: Other, stands: Found) -> Answer:
    series, latest = case.series, case.series.latest
    return Answer(
        word(stands.side, case.measure.polarity, far=stands.far),
        marks=_marks((latest, *other.used)),
        base_period=other.row.period,
        base_value=shown(other.value, series.decimals),
        change=shown(series.fraction(latest) - other.value, series.decimals),
        lower_limit=stands.lower,
        upper_limit=stands.upper,
        base_qualifier=other.row.qualifier,
        basis=basis_of(other.basis, *stands.sources),
    )


def word(side: int, polarity: str, *, far: bool = False) -> str:
    """The verdict on a value that is above (1), below (-1) or beside (0) what it is compared with.

    `far` is beyond the wider of two limits; only a polarity that says which way is better has words for it.
    """
    if side == 0:
        return "similar"
    if not one_way(polarity):
        return "higher" if side > 0 else "lower"
    said = "better" if better(side, polarity) > 0 else "worse"
    return f"much_{said}" if far else said


def _marks(used: Sequence[Observation]) -> tuple[str, ...]:
    return ("provisional",) if any(row.status == "provisional" for row in used) else ()


def _rank(case: Case, among: Sequence[Observation]) -> int:
    """The area's place among those it is compared with and itself."""
    value = case.series.fraction(case.series.latest)
    return rank(value, [value, *_values(among, case.measure)], better(1, case.measure.polarity))


def _values(rows: Sequence[Observation], measure: Measure) -> list[Fraction]:
    return [judged(row, measure) for row in rows]


def _quintile(case: Case, question: Question) -> Answer:
    """Which fifth of the areas of its level, or of its group with itself, the area is in: 1 the best.

    Where nobody has said which way is better, 1 is the lowest.
    """
    series, polarity = case.series, case.measure.polarity
    near = question.name == "neighbours"
    stood = case.beside.neighbours if near else case.beside.level
    others = [row for row in stood if not row.silence and row.area != series.latest.area]
    if not stood:
        return cannot("no_comparator")
    if any(row.is_censored for row in others):
        return cannot("censored")
    if len(others) + 1 < QUINTILES:
        return cannot("too_few_points")
    value = series.fraction(series.latest)
    values = [value, *_values(others, case.measure)]
    fifth, cuts, way = quintile(value, values), bounds(values), better(1, polarity)
    return Answer(
        str(QUINTILES + 1 - fifth if way > 0 else fifth),
        marks=_marks((series.latest, *others)),
        lower_limit=exact_decimal(cuts[fifth - 1], series.decimals),
        upper_limit=exact_decimal(cuts[fifth], series.decimals),
        basis=basis_of("quintile"),
        rank=rank(value, values, way),
        ranked=len(values),
    )
