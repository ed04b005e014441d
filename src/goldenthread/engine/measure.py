"""Measures and targets from their tables."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from goldenthread.engine.number import exact, why_no_number
from goldenthread.engine.table import Table, read_table
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.refusal import Refusal, Refused

COLUMNS = tuple(field.name for field in fields(Measure))
TARGET_FIGURES = ("target", "floor", "lower", "upper", "baseline")

Row = Mapping[str, str]


def read_measures(path: Path) -> dict[str, Measure]:
    """The measures of a CSV or Parquet file by ref; raises Refused with every row that is not right.

    An empty polarity is kept empty, which is judged as no_judgement: report those of `without_polarity`.
    """
    table = read_table(path, ("measure", "title"), [name for name in COLUMNS if name not in ("ref", "title")])
    measures: dict[str, Measure] = {}
    refusals: list[Refusal] = []
    for at, row in enumerate(_rows(table)):
        ref = row["measure"]
        if not ref:
            refusals.append(table.refuse(at, "measure", "the measure is empty", "give the measure a ref"))
        elif ref in measures:
            what = f"the measure {ref} stands twice"
            refusals.append(table.refuse(at, "measure", what, "keep one row for each measure"))
        else:
            measure, wrong = _measure(table, at, row)
            refusals += wrong
            measures[ref] = measure
    if refusals:
        raise Refused(refusals)
    return measures


def without_polarity(measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """The refs of the measures for which nobody has declared which way is better."""
    return tuple(ref for ref, measure in measures.items() if not measure.polarity)


def read_targets(path: Path, measures: Mapping[str, Measure] | None = None) -> tuple[Target, ...]:
    """The targets of a CSV or Parquet file; raises Refused with every row that is not right.

    `measures`, where given, are the refs that may appear, and settle what a bare `2016/17` means.
    """
    table = read_table(path, ("measure", "area", "period"), (*TARGET_FIGURES, "baseline_period"))
    targets: dict[tuple[str, str, Period], Target] = {}
    refusals: list[Refusal] = []
    for at, row in enumerate(_rows(table)):
        target, wrong = _target(table, at, row, measures)
        refusals += wrong
        if target is None:
            continue
        key = (target.measure, target.area, target.period)
        if key in targets and targets[key] != target:
            what = "another row sets a different target for this measure, area and period"
            refusals.append(table.refuse(at, "target", what, "keep the row that is right"))
        targets[key] = target
    if refusals:
        raise Refused(refusals)
    return tuple(targets.values())


def _rows(table: Table) -> list[Row]:
    return [{name: (text or "").strip() for name, text in row.items()} for row in table.data.to_pylist()]


def _measure(table: Table, at: int, row: Row) -> tuple[Measure, list[Refusal]]:
    wrong: list[Refusal] = []
    multiplier, refused = _figure(table, at, "multiplier", row.get("multiplier", ""))
    wrong += refused
    decimals, refused = _figure(table, at, "decimals", row.get("decimals", ""))
    wrong += refused
    if decimals is not None and decimals != int(decimals):
        wrong.append(table.refuse(at, "decimals", f"{decimals} is not a whole number", "write 0 to 6"))
    if not row["title"]:
        wrong.append(table.refuse(at, "title", "the title is empty", "give the measure its title"))
    measure = Measure(row["measure"])
    words = {name: row[name] for name in COLUMNS if name in row and name not in ("multiplier", "decimals")}
    try:
        places = None if decimals is None else int(decimals)
        measure = Measure(ref=row["measure"], multiplier=multiplier, decimals=places, **words)
    except ValueError as error:
        column, _, what = str(error).partition(": ")
        wrong.append(table.refuse(at, column, what, "use one of the words of the measures table"))
    return measure, wrong


def _target(
    table: Table, at: int, row: Row, measures: Mapping[str, Measure] | None
) -> tuple[Target | None, list[Refusal]]:
    wrong = [
        table.refuse(at, name, f"the {name} is empty", f"give the row its {name}")
        for name in ("measure", "area", "period")
        if not row[name]
    ]
    if measures is not None and row["measure"] and row["measure"] not in measures:
        do = "use a ref of the measures table, or add the measure to it"
        wrong.append(table.refuse(at, "measure", f"'{row['measure']}' is not among the measures", do))
    measure = (measures or {}).get(row["measure"])
    year_type = measure.year_type if measure else ""
    period, refused = _period(table, at, "period", row["period"], year_type)
    baseline_period, refused_too = _period(
        table, at, "baseline_period", row.get("baseline_period", ""), year_type
    )
    wrong += refused + refused_too
    figures: dict[str, Decimal | None] = {}
    for name in TARGET_FIGURES:
        figures[name], refused = _figure(table, at, name, row.get(name, ""))
        wrong += refused
    if not any(row.get(name) for name in TARGET_FIGURES[:4]):
        do = "give a target, a floor, or a lower or upper limit"
        wrong.append(table.refuse(at, "target", "the row sets no target", do))
    lower, upper = figures["lower"], figures["upper"]
    if lower is not None and upper is not None and lower > upper:
        what = "the lower limit is above the upper limit, so that no figure is within them"
        wrong.append(table.refuse(at, "lower", what, "correct the limits"))
    if wrong or period is None:
        return None, wrong
    return Target(row["measure"], row["area"], period, baseline_period=baseline_period, **figures), wrong


def _figure(table: Table, at: int, column: str, text: str) -> tuple[Decimal | None, list[Refusal]]:
    if not text:
        return None, []
    number = exact(text)
    return number, [] if number is not None else [table.refuse(at, column, *why_no_number(text))]


def _period(
    table: Table, at: int, column: str, text: str, year_type: str
) -> tuple[Period | None, list[Refusal]]:
    if not text:
        return None, []
    try:
        return read_period(text, year_type), []
    except UnknownPeriod as error:
        do = "write it as 2016/17, 2016/17 Q1, June 2016, or an ISO 8601 interval such as 2016-04-01/P1Y"
        return None, [table.refuse(at, column, str(error), do)]
