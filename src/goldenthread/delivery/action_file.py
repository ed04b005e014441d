"""Files of actions (CSV, Excel or Parquet), one action a row, read into values."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.text import slugify

from goldenthread.delivery.record_file import RecordRow, record_rows
from goldenthread.delivery.sheet import ActionSheet, MilestoneSheet, ServesLink
from goldenthread.engine.workbook import read_sheet
from goldenthread.plan.row import join_list, split_list
from goldenthread.rules.refusal import refuse

REQUIRED = ("service", "ref", "title")
OPTIONAL = (
    "service_plan",
    "year",
    "priority",
    "description",
    "kind",
    "owner",
    "partners",
    "horizon",
    "start",
    "due",
    "forecast",
    "state",
    "serves",
    "measures",
    "milestones",
)
COLUMNS = (*REQUIRED[:1], *OPTIONAL[:3], *REQUIRED[1:], *OPTIONAL[3:])
SHEET = "Actions"
MOST_ROWS = 20_000
_ZIPPED = b"PK\x03\x04"
_MILESTONE = re.compile(r"(\d{4}-\d\d-\d\d)\s*:?\s+(\S.*)", re.DOTALL)
_WORDS = {"description": "description", "owner": "owner", "horizon": "horizon", "service_plan": "plan"}


def action_rows(path: Path) -> tuple[RecordRow, ...]:
    """The rows of a file; of a workbook, those of its sheet Actions. Raises Refused on what is none."""
    rows = tuple(_workbook_rows(path) if path.suffix.lower() == ".xlsx" else _table_rows(path))
    if len(rows) > MOST_ROWS:
        what = f"there are more than {MOST_ROWS:,} rows"
        raise refuse(what, "split the file, one for each directorate", file=path.name)
    return rows


def rows_of_bytes(name: str, content: bytes) -> tuple[RecordRow, ...]:
    """The rows of a file that was handed over, whose ending and content must agree. Raises Refused."""
    kept = PurePath(name).name[-100:] or "actions"
    if content.startswith(_ZIPPED) != kept.lower().endswith(".xlsx"):
        what = f"by its content the file is {'a' if content.startswith(_ZIPPED) else 'no'} workbook"
        raise refuse(what, "save it in the form that its name says, and upload that", file=kept)
    with TemporaryDirectory() as folder:
        path = Path(folder) / kept
        path.write_bytes(content)
        return action_rows(path)


def _table_rows(path: Path) -> Iterator[RecordRow]:
    return record_rows(path, REQUIRED, OPTIONAL)


def _workbook_rows(path: Path) -> Iterator[RecordRow]:
    table = read_sheet(path, SHEET, REQUIRED, OPTIONAL)
    for line, cells in zip(table.lines, table.data.to_pylist(), strict=True):
        yield RecordRow(table.file, int(line), {name: (cell or "").strip() for name, cell in cells.items()})


def sheet_from(row: RecordRow, before: ActionSheet | None) -> ActionSheet:
    """The action that a row describes. What the file has no column for stays as it was.

    What cannot be read is noted in the row. `priority` and `service` may still be titles.
    """
    start = before or ActionSheet(row.text("ref"), "", "")
    said: dict[str, Any] = {
        field: row.cells[column] for column, field in _WORDS.items() if column in row.cells
    }
    days: dict[str, Any] = {
        name: row.day(name, getattr(start, name)) for name in ("start", "due", "forecast")
    }
    return replace(
        start,
        **said,
        **days,
        title=row.text("title"),
        service=row.text("service"),
        priority=row.text("priority", start.priority),
        kind=row.word("kind", start.kind),
        state=row.word("state", start.state),
        partners=_listed(row, "partners", start.partners),
        serves=_serves(row, start),
        milestones=_milestones(row, start),
    )


def _listed(row: RecordRow, column: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return split_list(row.cells[column]) if column in row.cells else otherwise


def _serves(row: RecordRow, before: ActionSheet) -> tuple[ServesLink, ...]:
    """What the file says it serves, with the reasons that were given here before."""
    items = [link for link in before.serves if not link.measure]
    measures = [link for link in before.serves if link.measure]
    if "serves" in row.cells:
        items = [_item_link(text) for text in split_list(row.cells["serves"])]
    if "measures" in row.cells:
        measures = [ServesLink(measure=text) for text in split_list(row.cells["measures"])]
    known = {(link.plan, link.item, link.measure): link for link in before.serves}
    links = (known.get((it.plan, it.item, it.measure), it) for it in (*items, *measures))
    return tuple(dict.fromkeys(links))


def _item_link(text: str) -> ServesLink:
    plan, _, item = text.partition("#")
    return ServesLink(plan.strip(), item.strip())


def _milestones(row: RecordRow, before: ActionSheet) -> tuple[MilestoneSheet, ...]:
    """The milestones there were, and those that the file adds; a file takes none away."""
    held = {each.ref: each for each in before.milestones}
    named = {each.title.casefold(): each.ref for each in before.milestones}
    for text in split_list(row.text("milestones")):
        found = _MILESTONE.fullmatch(text)
        day = _day(found[1]) if found else None
        if found is None or day is None:
            row.refuse("milestones", f"{text[:60]!r} is no milestone", "write 2026-09-30: and its name")
            continue
        title = found[2].strip()
        ref = named.get(title.casefold()) or slugify(title)[:100] or f"milestone-{day}"
        each = MilestoneSheet(ref, title, day)
        if each.ref not in held or held[each.ref].baseline != day:
            held[each.ref] = each
    return tuple(sorted(held.values(), key=lambda it: (it.baseline, it.ref)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def cells_of(sheet: ActionSheet, year: str = "") -> dict[str, str]:
    """An action as a row of such a file, by column."""
    items = [str(link) for link in sheet.serves if not link.measure]
    return {
        "service": sheet.service,
        "service_plan": sheet.plan,
        "year": year,
        "priority": sheet.priority,
        "ref": sheet.ref,
        "title": sheet.title,
        "description": sheet.description,
        "kind": sheet.kind,
        "owner": sheet.owner,
        "partners": join_list(sheet.partners),
        "horizon": sheet.horizon,
        "start": str(sheet.start or ""),
        "due": str(sheet.due or ""),
        "forecast": str(sheet.forecast or ""),
        "state": sheet.state,
        "serves": join_list(items),
        "measures": join_list(link.measure for link in sheet.serves if link.measure),
        "milestones": join_list(f"{each.baseline}: {each.title}" for each in sheet.milestones),
    }
