"""A plan as a file: YAML and XLSX carry all of it without loss, CSV carries the items."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from goldenthread.plan.file_csv import entries_of_csv, items_as_csv
from goldenthread.plan.file_yaml import entries_of_yaml, plan_as_yaml
from goldenthread.plan.row import PlanEntries, plan_from
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import Refusal, Refused, refuse

LARGEST = 10 * 1024 * 1024
"""Bytes. A county's five-year plan is a hundredth of this."""


def _entries_of_workbook(data: bytes, name: str) -> PlanEntries:
    from goldenthread.plan.file_xlsx import entries_of_workbook  # openpyxl is slow to load

    return entries_of_workbook(data, name)


def _plan_as_workbook(plan: PlanDocument) -> bytes:
    from goldenthread.plan.file_xlsx import plan_as_workbook

    return plan_as_workbook(plan)


_READERS: dict[str, Callable[[bytes, str], PlanEntries]] = {
    ".yaml": entries_of_yaml,
    ".yml": entries_of_yaml,
    ".xlsx": _entries_of_workbook,
    ".csv": entries_of_csv,
}
_WRITERS: dict[str, Callable[[PlanDocument], bytes]] = {
    ".yaml": plan_as_yaml,
    ".yml": plan_as_yaml,
    ".xlsx": _plan_as_workbook,
    ".csv": items_as_csv,
}


def read_plan(path: Path, *, with_unplaced: bool = False) -> PlanDocument:
    """The plan in a file, told by its ending. A CSV file gives its name as the plan's ref and title.

    Raises Refused with every fault and its row. A plan that still lists words that nobody has placed counts
    as faulty too, unless it is asked for `with_unplaced`.
    """
    name = str(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Refused([_unknown_ending(path)])
    return plan_of_bytes(contents(path), name, with_unplaced=with_unplaced)


def plan_of_bytes(data: bytes, name: str, *, with_unplaced: bool = False) -> PlanDocument:
    """As `read_plan`, for a file that was handed over under that name."""
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise Refused([_unknown_ending(Path(name))])
    if len(data) > LARGEST:
        raise Refused([_too_large(name)])
    entries = reader(data, name)
    plan = plan_from(entries)
    if plan.unplaced and not with_unplaced:
        raise Refused(_unplaced_refusals(plan, entries))
    return plan


def write_plan(plan: PlanDocument, path: Path) -> None:
    """Write the plan to a file, in the form of its ending. The file is replaced whole or not at all."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refused([_unknown_ending(path)])
    replace_file(path, writer(plan))


def contents(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file, which may have at most `largest`. Raises Refused, or OSError."""
    with path.open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise Refused([_too_large(str(path), largest)])
    return data


def replace_file(path: Path, data: bytes) -> None:
    """Put the bytes in place of the file at once: a reader sees the old file or the new one.

    Raises Refused where there is no such folder, or OSError.
    """
    if not path.parent.is_dir():
        what = f"there is no folder {path.parent}"
        raise refuse(what, "make it first, or give another path", file=str(path))
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, _mode_of(path))
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o644


def _unknown_ending(path: Path) -> Refusal:
    what = f"a plan file cannot end in {path.suffix!r}" if path.suffix else "the file's name has no ending"
    return Refusal(str(path), None, None, what, f"use one of {', '.join(_READERS)}")


def _too_large(name: str, largest: int = LARGEST) -> Refusal:
    what = f"the file is larger than {largest // 1024**2} MB"
    return Refusal(name, None, None, what, "check that it is a plan, or split it")


def _unplaced_refusals(plan: PlanDocument, entries: PlanEntries) -> list[Refusal]:
    do = "make it an item or part of one, or leave it out; then delete it from `unplaced`"
    return [
        Refusal(entry.file, entry.row, "unplaced", f"line {words.line} is not placed ({words.why})", do)
        for entry, words in zip(entries.unplaced, plan.unplaced, strict=True)
    ]
