"""A council's services as a table: `ref,title,kind,parent,portfolio,starts`, one row a service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.engine.table import Table, read_table
from goldenthread.rules.refusal import Refusal, Refused

REQUIRED = ("ref", "title", "kind")
OPTIONAL = ("parent", "portfolio", "starts")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One row: a service, and since when it is so. `line` is the row as a person sees it."""

    line: int
    ref: str
    title: str
    kind: str
    parent: str
    portfolio: str
    starts: date | None


def read_services(path: Path) -> tuple[ServiceRow, ...]:
    """The services of a CSV or Parquet file. Raises Refused with every row that cannot be read."""
    table = read_table(path, REQUIRED, OPTIONAL)
    rows: dict[str, ServiceRow] = {}
    faults: list[Refusal] = list(table.ragged)
    for at, cells in enumerate(table.data.to_pylist()):
        said = {name: (text or "").strip() for name, text in cells.items()}
        fault = _fault(table, at, said, rows)
        if fault:
            faults.append(fault)
        else:
            rows[said["ref"]] = _row(int(table.lines[at]), said)
    if faults:
        raise Refused(faults)
    return tuple(rows.values())


def _fault(table: Table, at: int, said: Mapping[str, str], rows: Mapping[str, ServiceRow]) -> Refusal | None:
    if not said["ref"]:
        return table.refuse(at, "ref", "the row has no ref", "give the service a short, lasting name")
    if said["ref"] in rows:
        what = f"{said['ref']} stands in row {rows[said['ref']].line} already"
        return table.refuse(at, "ref", what, "keep one row for each service")
    try:
        date.fromisoformat(said.get("starts") or "2000-01-01")
    except ValueError:
        return table.refuse(at, "starts", f"{said['starts']!r} is no day", "write it as 2026-04-01")
    return None


def _row(line: int, said: Mapping[str, str]) -> ServiceRow:
    starts = date.fromisoformat(said["starts"]) if said.get("starts") else None
    parent, portfolio = said.get("parent", ""), said.get("portfolio", "")
    return ServiceRow(line, said["ref"], said["title"], said["kind"], parent, portfolio, starts)
