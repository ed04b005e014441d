"""A value that is worked out follows its numerator and denominator, in a workbook as in the grid."""

from collections.abc import Mapping
from dataclasses import replace

from goldenthread.reporting.workbook.change import Change, Merged
from goldenthread.reporting.workbook.column import FIGURES, named
from goldenthread.reporting.workbook.entry import figure_said
from goldenthread.reporting.workbook.held import Line, canonical
from goldenthread.rules.number import plain
from goldenthread.rules.return_check import Asked, value_of

PARTS = ("numerator", "denominator")


def follow_parts(line: Line, merged: Merged, asked: Asked, place: str, row: int) -> Merged:
    """Work the value out where its parts changed and nobody changed it, and say so among the changes."""
    entries = dict(merged.entries)
    touched = {change.column for change in merged.taken}
    was_worked_out = all(line.entries.get(part) for part in PARTS)
    if was_worked_out and touched.intersection(PARTS) and "value" not in touched:
        entries["value"] = ""
    is_worked_out = not entries.get("value")
    if is_worked_out:
        entries["value"] = worked_out(entries, asked)
    others = tuple(change for change in merged.changes if change.column != "value")
    own = next((change for change in merged.changes if change.column == "value"), None)
    if own is not None and not own.taken:
        return replace(merged, entries=entries, is_worked_out=is_worked_out)
    changes = (*_value_change(line, entries["value"], own, place, row), *others)
    return Merged(entries, changes, is_worked_out)


def _value_change(line: Line, now: str, own: Change | None, place: str, row: int) -> tuple[Change, ...]:
    column = named(FIGURES, "value")
    was = line.entries.get("value", "")
    if canonical(column, now) == canonical(column, was):
        return ()
    if own is not None:
        return (replace(own, now=now),)
    made = Change(FIGURES, row, f"{place}{row}", line.key[0], line.title, "value", column.heading, was, now)
    return (made,)


def worked_out(entries: Mapping[str, str], asked: Asked) -> str:
    """The value that numerator and denominator make; what was entered where they make none."""
    value = entries.get("value", "")
    if not all(entries.get(part) for part in PARTS):
        return value
    made = value_of(figure_said(entries), asked)
    return value if made is None else plain(made)
