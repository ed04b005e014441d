"""Sentences and tables that say what a picture shows, for people who hear it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.kit.figure import DataTable, Point
from goldenthread.kit.format import cell, unit_heading, with_unit
from goldenthread.rules.tongue import Words, say

_A_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")

_STATUS = Words(
    {
        "provisional": "Provisional",
        "estimated": "Estimated",
        "revised": "Revised",
        "break": "Not comparable with earlier figures",
        "missing": "Missing",
        "suppressed": "Withheld to protect people",
    }
)


def sentence(points: Sequence[Point], unit: str, decimals: int | None, verdict: str = "") -> str:
    """First, last, least and most of a line, then the verdict: one sentence and a word."""
    known = [point for point in points if point.value is not None]
    ending = f" {verdict.rstrip('.')}." if verdict else ""
    if not known:
        return say("There are no figures to show.") + ending
    first, last = known[0], known[-1]
    if len(known) == 1:
        return say("One figure: {figure}.", figure=said_when(last, unit, decimals)) + ending
    least = min(known, key=_value)
    most = max(known, key=_value)
    start, end = said_when(first, unit, decimals), said_when(last, unit, decimals)
    run = (
        say("First {start}, last {end}", start=start, end=end)
        if _is_span(first)
        else say("From {start} to {end}", start=start, end=end)
    )
    if last.provisional:
        run += f" ({say('provisional')})"
    high, low = (said_when(each, unit, decimals) for each in (most, least))
    return f"{run}. {say('Highest {high}; lowest {low}.', high=high, low=low)}{ending}"


def _is_span(point: Point) -> bool:
    """Is its label a span, "2019 to 2023", so that another "to" would be misread?"""
    return _joins(point.label)


def _joins(label: str) -> bool:
    return say("{first} to {last}", first="", last="").strip() in label.split()


def _value(point: Point) -> Decimal:
    assert point.value is not None
    return point.value


def said_when(point: Point, unit: str, decimals: int | None) -> str:
    """ "3.0% in 2016", "8.7 on 1 April 2025", "28.6% in the year ending 15 November 2025"."""
    figure = with_unit(point.value, unit, decimals, point.qualifier)
    if _A_DAY.fullmatch(point.label):
        return say("{figure} on {period}", figure=figure, period=point.label)
    if point.label.startswith("year "):
        return say("{figure} in the {period}", figure=figure, period=point.label)
    return say("{figure} in {period}", figure=figure, period=point.label)


def points_table(title: str, points: Sequence[Point], unit: str, decimals: int | None) -> DataTable:
    """The points as a table: period, figure, interval where there is one, and what is particular about it."""
    interval = any(point.lower is not None or point.upper is not None for point in points)
    noted = any(point.note or point.status in _STATUS for point in points)
    headings = [say("Period"), with_heading(say("Figure"), unit)]
    headings += [say("Lower limit"), say("Upper limit")] * interval + [say("Notes")] * noted
    rows = []
    for point in points:
        row = [point.label, cell(point.value, unit, decimals, point.qualifier)]
        if interval:
            row += [cell(limit, unit, decimals) for limit in (point.lower, point.upper)]
        if noted:
            row.append(particulars(point))
        rows.append(tuple(row))
    return DataTable(title, tuple(headings), tuple(rows), (1, 2, 3) if interval else (1,))


def without_empty_end(table: DataTable) -> DataTable:
    """The table without its last column, where no row says anything there."""
    if any(row[-1] for row in table.rows):
        return table
    return replace(table, headings=table.headings[:-1], rows=tuple(row[:-1] for row in table.rows))


def in_unit(unit: str, *where: str) -> str:
    """A chart's second line: "Per cent. Kent, 2016 to 2017", "£ million. England"."""
    named = {"%": say("Per cent"), "": say("Number")}.get(unit_heading(unit), unit_heading(unit))
    place = ", ".join(part for part in where if part)
    return ". ".join(part for part in (named[:1].upper() + named[1:], place) if part)


def span_of(points: Sequence[Point]) -> str:
    """The first and the last period with a figure: "2016 to 2017", "2016" where there is one.

    Periods that are spans are not joined by another "to".
    """
    known = [point.label for point in points if point.value is not None]
    ends = tuple(dict.fromkeys((known[0], known[-1]))) if known else ()
    if len(ends) < 2:
        return "".join(ends)
    if _joins(ends[0]):
        return say("first {start}, last {end}", start=ends[0], end=ends[1])
    return say("{first} to {last}", first=ends[0], last=ends[1])


def with_heading(name: str, unit: str) -> str:
    """A column's heading with its unit: "Figure (%)"."""
    return f"{name} ({unit_heading(unit)})" if unit else name


def particulars(point: Point) -> str:
    """Status and note of a point in words; empty for a plain figure."""
    said = [_STATUS[point.status]] if point.status in _STATUS else []
    return ". ".join(part.rstrip(".") for part in [*said, point.note] if part)


def extremes(
    high: tuple[str, Decimal | None], low: tuple[str, Decimal | None], unit: str, decimals: int | None
) -> str:
    """ "Highest Thanet, 84%; lowest Medway, 49%."."""
    most, least = (with_unit(value, unit, decimals) for _, value in (high, low))
    return say("Highest {high}; lowest {low}.", high=f"{high[0]}, {most}", low=f"{low[0]}, {least}")
