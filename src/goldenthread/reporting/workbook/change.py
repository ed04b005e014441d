"""Three texts of one cell: as it was downloaded, as it stands, as the workbook has it; and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.reporting.workbook.column import ENTRY, columns
from goldenthread.reporting.workbook.held import Line, canonical, fingerprint, read_mark


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs from what stands.

    `overtaken` says that somebody else changed what stands since the workbook was downloaded. A change that
    is not `taken` stays as it stands, because the workbook never touched it.
    """

    sheet: str
    row: int
    cell: str
    service: str
    title: str
    column: str
    heading: str
    was: str
    now: str
    overtaken: str = ""
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Merged:
    """What a row comes to: its entries once they are taken, and each cell that differs.

    Where `is_worked_out`, nobody typed the value.
    """

    entries: Mapping[str, str]
    changes: tuple[Change, ...]
    is_worked_out: bool = False

    @property
    def taken(self) -> tuple[Change, ...]:
        """The changes that the workbook makes."""
        return tuple(change for change in self.changes if change.taken)


def merge(line: Line, said: Mapping[str, str], mark: str, row: int, places: Mapping[str, str]) -> Merged:
    """What the workbook's entries come to over what stands, cell by cell."""
    before = read_mark(line.sheet, mark)
    entries = dict(line.entries)
    changes: list[Change] = []
    for column in columns(line.sheet, ENTRY):
        name = column.name
        was, now = line.entries.get(name, ""), said.get(name)
        if now is None or canonical(column, now) == canonical(column, was):
            continue
        is_overtaken = name in before and before[name] != fingerprint(column, was)
        taken = not (is_overtaken and before[name] == fingerprint(column, now))
        if taken:
            entries[name] = now
        changes.append(
            Change(
                sheet=line.sheet,
                row=row,
                cell=f"{places[name]}{row}",
                service=line.key[0],
                title=line.title,
                column=name,
                heading=column.heading,
                was=was,
                now=now if taken else was,
                overtaken=_overtaken(line) if is_overtaken else "",
                taken=taken,
            )
        )
    return Merged(entries, tuple(changes))


def _overtaken(line: Line) -> str:
    who = line.changed_by or "somebody else"
    return f"changed by {who} since this workbook was downloaded"


def is_untouched(sheet: str, said: Mapping[str, str], mark: str) -> bool:
    """Whether a row still says just what it said when it was downloaded."""
    before = read_mark(sheet, mark)
    wanted = [column for column in columns(sheet, ENTRY) if column.name in said]
    return bool(before) and all(before[each.name] == fingerprint(each, said[each.name]) for each in wanted)
