"""What the cells of a row say, as a return keeps it: words to codes, days to ISO, percentages to numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.reporting.workbook.column import DAY, ENTRY, NUMBER, Column, columns
from goldenthread.reporting.workbook.held import Held, Line
from goldenthread.reporting.workbook.text import UnknownDay, read_day
from goldenthread.rules.figure import speaks_of_percentages
from goldenthread.rules.finding import Finding, error
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.return_check import ActionSaid, Said

DAY_SHAPE: Final = "write a day such as 31/12/2026"
REACHED: Final = "reached"


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one row by column, and what in them could not be understood."""

    said: Mapping[str, str]
    faults: tuple[Finding, ...]


def read_entries(line: Line, cells: Mapping[str, str], held: Held, policy: QuarterPolicy) -> Entries:
    """The entries as they are kept. A cell that cannot be understood keeps its text, with a finding."""
    said: dict[str, str] = {}
    faults: list[Finding] = []
    for column in columns(line.sheet, ENTRY):
        if column.name in cells:
            said[column.name], fault = _entry(column, cells[column.name], line, held, policy)
            faults += [fault] if fault else []
    return Entries(said, tuple(faults))


def _entry(
    column: Column, text: str, line: Line, held: Held, policy: QuarterPolicy
) -> tuple[str, Finding | None]:
    if len(text) > column.longest:
        what = f"it has {len(text):,} characters"
        return text, error("too_long", column.name, what, f"write at most {column.longest:,}")
    if not text:
        return "", None
    if column.kind == DAY:
        return _day(column, text)
    if column.kind == NUMBER:
        return _number(text, line, held), None
    if column.name == "status":
        return text.casefold(), None
    if column.name == "confidence":
        return _confidence(text, policy), None
    if column.name == "milestones":
        return _milestones(text, held.milestones.get(line.key[1], frozenset()))
    return text, None


def _day(column: Column, text: str) -> tuple[str, Finding | None]:
    try:
        return read_day(text), None
    except UnknownDay:
        return text, error("unknown_day", column.name, f"'{text[:40]}' is not a day", DAY_SHAPE)


def _number(text: str, line: Line, held: Held) -> str:
    """What is shown as 85% in a measure counted in % is 85; anything else is left to be asked about."""
    asked = held.asked.get(line.key)
    if text.endswith("%") and asked is not None and speaks_of_percentages(asked.measure.unit):
        return text.removesuffix("%").strip()
    return text


def _confidence(text: str, policy: QuarterPolicy) -> str:
    wanted = text.casefold()
    found = (each.code for each in policy.confidences if wanted in (each.code, each.word.casefold()))
    return next(found, text)


def _milestones(text: str, known: frozenset[str]) -> tuple[str, Finding | None]:
    """News of milestones, one a line, in the order of their refs."""
    news: dict[str, str] = {}
    for each in filter(None, (part.strip() for part in text.splitlines())):
        ref, _, day = (part.strip() for part in each.partition(":"))
        if ref not in known:
            do = f"use one of {', '.join(sorted(known))}" if known else "clear the cell: it has no milestones"
            return text, error(
                "unknown_milestone", "milestones", f"'{ref[:60]}' is not a milestone of it", do
            )
        is_reached = day.casefold().startswith(REACHED)
        try:
            when = read_day(day[len(REACHED) :].strip() if is_reached else day)
        except UnknownDay:
            when = ""
        if not when:
            do = f"write {ref}: 31/12/2026, or {ref}: reached 30/11/2026"
            return text, error("unknown_day", "milestones", f"'{day[:40]}' is not a day", do)
        news[ref] = f"{REACHED} {when}" if is_reached else when
    return milestones_text(news), None


def milestones_text(news: Mapping[str, str]) -> str:
    """News of milestones as a cell says it."""
    return "\n".join(f"{ref}: {news[ref]}" for ref in sorted(news))


def milestones_of(text: str) -> dict[str, str]:
    """News of milestones as a return keeps it, from a cell's text that was understood."""
    return {ref.strip(): day.strip() for ref, _, day in _parts(text)}


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in text.splitlines() if line.strip())


def figure_said(said: Mapping[str, str], confirmed: frozenset[str] = frozenset()) -> Said:
    """The entries of a figure as they are checked; a day that cannot be read is none."""
    words = {name: said.get(name, "") for name in _FIGURE_TEXTS}
    return Said(**words, management_due=day_of(said.get("management_due", "")), confirmed=confirmed)


def action_said(said: Mapping[str, str]) -> ActionSaid:
    """The entries of an action as they are checked; a day that cannot be read is none."""
    words = {name: said.get(name, "") for name in _ACTION_TEXTS}
    return ActionSaid(**words, forecast=day_of(said.get("forecast", "")))


def day_of(text: str) -> date | None:
    """The day of an ISO text; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_FIGURE_TEXTS: Final = (
    "value",
    "numerator",
    "denominator",
    "status",
    "comment",
    "management_action",
    "management_owner",
)
_ACTION_TEXTS: Final = ("confidence", "sentence", "help_wanted", "risk")
