"""What each cell of an observation may say, checked over whole columns.

A column is looked at once for each distinct text in it, never once for each row.
"""

from collections.abc import Callable, Container, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.number import in_words, read_numbers, why_no_number
from goldenthread.engine.stack import Coded, Fault, Stack
from goldenthread.rules.group import UnknownGroup, read_group
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import UnknownPeriod, read_period

Mask = npt.NDArray[np.bool_]
Faults = list[Fault]
Problem = tuple[str, str]

STATUSES = ("normal", "provisional", "revised", "estimated", "break", "missing", "suppressed")
WITHOUT_VALUE = ("missing", "suppressed")
QUALIFIERS = ("", "<", ">", "~")
PERIOD_HINT = (
    "write it as 2016/17, 2016/17 Q1, June 2016, 2016, or an ISO 8601 interval such as 2016-04-01/P1Y"
)


def read_refs(rows: Stack, column: str, known: Container[str] | None, faults: Faults) -> Coded:
    """Measures or areas: never empty, and among the known ones where those are given."""
    coded = rows.coded(column)

    def problem(text: str) -> Problem | None:
        if not text:
            return f"the {column} is empty", f"give the row its {column}"
        if known is None or text in known:
            return None
        if column == "area":
            return (
                f"'{text}' is not in the area register",
                "use the area's GSS or ITL code, or declare it as a composite and pass it with --areas",
            )
        return (
            f"'{text}' is not among the measures",
            "use a ref of the measures table, or add the measure to it",
        )

    _each(coded, column, problem, faults)
    return coded


def read_qualifiers(rows: Stack, faults: Faults) -> Coded:
    """Empty, `<`, `>` or `~`."""
    coded = rows.coded("qualifier")

    def problem(text: str) -> Problem | None:
        return (
            None
            if text in QUALIFIERS
            else (f"'{text}' is not a qualifier", "use <, > or ~, or leave it empty")
        )

    _each(coded, "qualifier", problem, faults)
    return coded


def read_groups(rows: Stack, faults: Faults) -> Coded:
    """Groups in their canonical text."""
    return _canonical(rows.coded("group"), "group", lambda text: str(read_group(text)), UnknownGroup, faults)


def read_periods(
    rows: Stack, measure: Coded, measures: Mapping[str, Measure] | None, year_type: str, faults: Faults
) -> Coded:
    """Periods as canonical ISO text; each distinct text is parsed once for each kind of year."""
    said = rows.coded("period")
    kinds = sorted({each.year_type for each in measures.values()} | {year_type}) if measures else [year_type]
    if measures is None or len(kinds) == 1:
        return _periods(said, kinds[0], None, faults)
    of_measure = [
        kinds.index(measures[ref].year_type if ref in measures else year_type) for ref in measure.texts
    ]
    row_kind = np.array(of_measure, dtype=np.int32)[measure.codes] if of_measure else measure.codes
    known: dict[str, int] = {}
    codes = np.zeros(len(said.codes), dtype=np.int32)
    for at, kind in enumerate(kinds):
        chosen = np.flatnonzero(row_kind == at)
        read = _periods(Coded(said.codes[chosen], said.texts), kind, chosen, faults)
        places = np.array([known.setdefault(text, len(known)) for text in read.texts], dtype=np.int32)
        codes[chosen] = places[read.codes]
    return Coded(codes, tuple(known))


def _periods(said: Coded, year_type: str, rows: npt.NDArray[np.int64] | None, faults: Faults) -> Coded:
    def read(text: str) -> str:
        return str(read_period(text, year_type))

    return _canonical(said, "period", read, UnknownPeriod, faults, rows)


def _canonical(
    said: Coded,
    column: str,
    read: Callable[[str], str],
    unreadable: type[Exception],
    faults: Faults,
    rows: npt.NDArray[np.int64] | None = None,
) -> Coded:
    """Each distinct text in its canonical form; `rows` are the stack's rows, where not all of them."""
    known: dict[str, int] = {}
    places = np.zeros(len(said.texts), dtype=np.int32)
    used = np.zeros(len(said.texts), dtype=bool)
    used[said.codes] = True
    problems: dict[int, Problem] = {}
    for code in np.flatnonzero(used).tolist():
        text = said.texts[code]
        try:
            places[code] = known.setdefault(read(text), len(known))
        except unreadable as error:
            places[code] = known.setdefault("", len(known))
            hint = PERIOD_HINT if column == "period" else "write it as dimension=member, pairs joined by ;"
            empty = f"the {column} is empty" if not text else str(error)
            problems[code] = (empty, hint)
    _fault(said, column, problems, faults, rows)
    return Coded(places[said.codes] if len(places) else said.codes, tuple(known))


def _each(coded: Coded, column: str, problem: Callable[[str], Problem | None], faults: Faults) -> None:
    found = {code: problem(text) for code, text in enumerate(coded.texts)}
    _fault(coded, column, {code: what for code, what in found.items() if what}, faults)


def _fault(
    coded: Coded,
    column: str,
    problems: Mapping[int, Problem],
    faults: Faults,
    rows: npt.NDArray[np.int64] | None = None,
) -> None:
    if not problems:
        return
    for at in coded.rows_of(tuple(problems)).tolist():
        what, do = problems[int(coded.codes[at])]
        faults.append(Fault(at if rows is None else int(rows[at]), column, what, do))


def read_figures(rows: Stack, column: str, faults: Faults) -> pa.Array:
    """One column of figures as exact decimals."""
    texts = rows.text(column)
    if texts.null_count == len(texts):
        return read_numbers(texts)[0]
    numbers, bad = read_numbers(texts)
    for row in bad.tolist():
        what, do = why_no_number(texts[row].as_py())
        faults.append(Fault(row, column, what, do))
    return numbers


def settle_statuses(rows: Stack, value: pa.Array, faults: Faults) -> Coded:
    """Each row's status; where there is no value it is missing, unless it says suppressed."""
    said = rows.coded("status")
    lowered = [text.lower() for text in said.texts]
    problems = {
        code: (
            f"'{said.texts[code]}' is not a status",
            f"use one of {', '.join(STATUSES)}, or leave it empty",
        )
        for code, text in enumerate(lowered)
        if text and text not in STATUSES
    }
    _fault(said, "status", problems, faults)
    texts = STATUSES
    places = [texts.index(text) if text in texts else 0 for text in lowered]
    codes = np.array(places, dtype=np.int32)[said.codes] if places else said.codes
    empty = pc.is_null(value).to_numpy(zero_copy_only=False)
    unread = {fault.row for fault in faults if fault.column == "value"}
    for row in np.flatnonzero((codes >= texts.index("missing")) & ~empty).tolist():
        what = f"there is a value, and the status is {texts[codes[row]]}"
        faults.append(Fault(row, "value", what, "clear the value, or correct the status"))
    for row in np.flatnonzero((codes == texts.index("break")) & empty).tolist():
        if row not in unread:
            what = "the status is break and there is no value"
            faults.append(Fault(row, "value", what, "give the value, or the status missing"))
    codes = np.where(empty & (codes < texts.index("break")), texts.index("missing"), codes).astype(np.int32)
    return Coded(codes, texts)


def check_figures(
    figures: Mapping[str, pa.Array], measure: Coded, measures: Mapping[str, Measure] | None, faults: Faults
) -> None:
    """Figures that cannot stand together: limits the wrong way round, more cases than people."""
    over = _true(pc.greater(figures["lower"], figures["upper"]))
    for row in np.flatnonzero(over).tolist():
        faults.append(Fault(row, "lower", "the lower limit is above the upper limit", "correct the limits"))
    negative = _true(pc.less(figures["denominator"], 0))
    for row in np.flatnonzero(negative).tolist():
        faults.append(Fault(row, "denominator", "the denominator is below zero", "correct the denominator"))
    if not measures:
        return
    shares = [code for code, ref in enumerate(measure.texts) if _is_proportion(measures.get(ref))]
    more = _true(pc.greater(figures["numerator"], figures["denominator"]))
    mask = np.zeros(len(more), dtype=bool)
    mask[measure.rows_of(shares)] = True
    for row in np.flatnonzero(more & mask).tolist():
        numerator, denominator = figures["numerator"][row].as_py(), figures["denominator"][row].as_py()
        what = f"the numerator {in_words(numerator)} is more than the denominator {in_words(denominator)}"
        faults.append(
            Fault(
                row, "numerator", what, "correct them, or the measure's statistic: this one is a proportion"
            )
        )


def check_counts(
    figures: Mapping[str, pa.Array], measure: Coded, measures: Mapping[str, Measure], faults: Faults
) -> None:
    """Counts that no figure can have been made from: fewer cases than none, a part of nothing."""
    ratios = _of_statistic(measure, measures, ("proportion", "rate"))
    for row in np.flatnonzero(ratios & _true(pc.less(figures["numerator"], 0))).tolist():
        what = f"the numerator {in_words(figures['numerator'][row].as_py())} is below zero"
        faults.append(Fault(row, "numerator", what, "correct it: it counts cases"))
    valued = figures["value"].is_valid().to_numpy(zero_copy_only=False)
    for row in np.flatnonzero(ratios & valued & _true(pc.equal(figures["denominator"], 0))).tolist():
        what = "the denominator is zero, and there is a value"
        faults.append(Fault(row, "denominator", what, "correct the denominator, or leave it empty"))


def _of_statistic(measure: Coded, measures: Mapping[str, Measure], statistics: tuple[str, ...]) -> Mask:
    """Which rows are of a measure with one of these statistics."""
    codes = [at for at, ref in enumerate(measure.texts) if ref in measures]
    mask = np.zeros(len(measure.codes), dtype=bool)
    mask[measure.rows_of([at for at in codes if measures[measure.texts[at]].statistic in statistics])] = True
    return mask


def _is_proportion(measure: Measure | None) -> bool:
    return measure is not None and measure.statistic == "proportion"


def _true(column: pa.Array) -> Mask:
    mask: Mask = pc.fill_null(column, False).to_numpy(zero_copy_only=False)
    return mask
