"""Between the words of a plan file, whatever its kind, and a plan."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from goldenthread.rules.plan import Decided, Lens, PlanDocument, PlanItem, Succession, Unplaced, check_plan
from goldenthread.rules.refusal import Refusal, Refused

Words: TypeAlias = str | tuple[str, ...]

ITEM_COLUMNS = (
    "ref",
    "parent",
    "kind",
    "title",
    "horizon",
    "lead",
    "partners",
    "description",
    "measures",
    "themes",
    "source",
    "published_1y",
    "published_3y",
    "published_marks",
)
PLAN_COLUMNS = (
    "ref",
    "title",
    "body",
    "from",
    "to",
    "version",
    "state",
    "decided_body",
    "decided_date",
    "decided_minute",
    "levels",
    "note",
)
SUCCESSION_COLUMNS = ("from", "to", "how", "whose_reading")
LENS_COLUMNS = ("ref", "title", "description")
UNPLACED_COLUMNS = ("line", "text", "why")
LIST_COLUMNS = frozenset({"partners", "measures", "themes", "levels", "published_marks"})

# What neither a workbook nor a YAML file can carry as it is.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SEPARATOR = re.compile(r"((?:\\[\\;]|[^;])*)(?:;|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it was read: its words by column, and where it stands."""

    file: str
    row: int | None
    words: Mapping[str, Words]


_NOTHING = Entry("", None, MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class PlanEntries:
    """A plan file as it was read. `plan` is None where the file carries items only."""

    file: str
    items: tuple[Entry, ...]
    plan: Entry = _NOTHING
    succession: tuple[Entry, ...] = ()
    lenses: tuple[Entry, ...] = ()
    unplaced: tuple[Entry, ...] = ()


def split_list(text: str) -> tuple[str, ...]:
    r"""The entries of a list in one cell, separated by `;`. Inside an entry a `;` is written `\;`."""
    parts = (match[1] for match in _SEPARATOR.finditer(text))
    stripped = (re.sub(r"\\([\\;])", r"\1", part.strip()) for part in parts)
    return tuple(part for part in stripped if part)


def join_list(entries: Iterable[str]) -> str:
    r"""The reverse of `split_list`."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", entry) for entry in entries)


def plan_from(entries: PlanEntries) -> PlanDocument:
    """The plan that the entries describe.

    Raises Refused with every fault: unknown columns, dates that are none, and what `check_plan` finds.
    """
    faults = [fault for entry, known in _with_columns(entries) for fault in _entry_faults(entry, known)]
    plan = _document(entries, faults)
    rows = [entry.row or 0 for entry in entries.items]
    found = check_plan(plan, _items_file(entries), rows, entries.plan.file, entries.plan.row)
    if faults or found:
        raise Refused((*faults, *found))
    return plan


def _items_file(entries: PlanEntries) -> str:
    return entries.items[0].file if entries.items else entries.file


def _with_columns(entries: PlanEntries) -> Iterable[tuple[Entry, tuple[str, ...]]]:
    yield entries.plan, PLAN_COLUMNS
    for rows, columns in (
        (entries.succession, SUCCESSION_COLUMNS),
        (entries.lenses, LENS_COLUMNS),
        (entries.unplaced, UNPLACED_COLUMNS),
        (entries.items, ITEM_COLUMNS),
    ):
        for row in rows:
            yield row, columns


def _entry_faults(entry: Entry, known: tuple[str, ...]) -> Iterable[Refusal]:
    for column, words in entry.words.items():
        if column not in known:
            yield Refusal(entry.file, entry.row, column, "unknown column", f"use only {', '.join(known)}")
        texts = (words,) if isinstance(words, str) else words
        if any(_FORBIDDEN.search(text) for text in texts):
            what = "there is a control character in the text"
            yield Refusal(
                entry.file, entry.row, column, what, "delete it; spaces, tabs and line ends may stay"
            )


def _document(entries: PlanEntries, faults: list[Refusal]) -> PlanDocument:
    plan = entries.plan
    decided = Decided(
        _text(plan, "decided_body"), _day(plan, "decided_date", faults), _text(plan, "decided_minute")
    )
    return PlanDocument(
        ref=_name(plan, "ref"),
        title=_text(plan, "title"),
        body=_text(plan, "body"),
        start=_name(plan, "from"),
        end=_name(plan, "to"),
        version=_text(plan, "version"),
        state=_name(plan, "state") or "draft",
        decided=None if decided == Decided() else decided,
        levels=_list(plan, "levels"),
        succession=tuple(_succession(entry) for entry in entries.succession),
        items=tuple(_item(entry) for entry in entries.items),
        lenses=tuple(_lens(entry) for entry in entries.lenses),
        note=_text(plan, "note"),
        unplaced=tuple(_unplaced(entry, faults) for entry in entries.unplaced),
    )


def _item(entry: Entry) -> PlanItem:
    return PlanItem(
        ref=_name(entry, "ref"),
        parent=_name(entry, "parent"),
        kind=_name(entry, "kind"),
        title=_text(entry, "title"),
        horizon=_name(entry, "horizon"),
        lead=_text(entry, "lead"),
        partners=_list(entry, "partners"),
        description=_text(entry, "description"),
        measures=_list(entry, "measures"),
        themes=_list(entry, "themes"),
        source=_text(entry, "source"),
        published_1y=_name(entry, "published_1y"),
        published_3y=_name(entry, "published_3y"),
        published_marks=_list(entry, "published_marks"),
    )


def _succession(entry: Entry) -> Succession:
    whose = _name(entry, "whose_reading") or "ours"
    return Succession(_name(entry, "from"), _name(entry, "to"), _text(entry, "how"), whose)


def _lens(entry: Entry) -> Lens:
    return Lens(_name(entry, "ref"), _text(entry, "title"), _text(entry, "description"))


def _unplaced(entry: Entry, faults: list[Refusal]) -> Unplaced:
    line = _name(entry, "line")
    if not re.fullmatch(r"[0-9]{1,9}", line):
        what = f"{line!r} is no line number"
        faults.append(Refusal(entry.file, entry.row, "line", what, "give the line of the document"))
        line = "0"
    return Unplaced(int(line), _text(entry, "text"), _text(entry, "why"))


def _text(entry: Entry, column: str) -> str:
    words = entry.words.get(column, "")
    text = words if isinstance(words, str) else join_list(words)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _name(entry: Entry, column: str) -> str:
    return _text(entry, column).strip()


def _list(entry: Entry, column: str) -> tuple[str, ...]:
    words = entry.words.get(column, "")
    if isinstance(words, str):
        words = split_list(words.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(word.strip() for word in words if word.strip())


def _day(entry: Entry, column: str, faults: list[Refusal]) -> date | None:
    text = _name(entry, column)
    if not text:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    faults.append(Refusal(entry.file, entry.row, column, f"{text!r} is no day", "write it as YYYY-MM-DD"))
    return None


def item_words(item: PlanItem) -> dict[str, Words]:
    """An item's words by column, in the order of the columns."""
    return {column: getattr(item, column) for column in ITEM_COLUMNS}


def plan_words(plan: PlanDocument) -> dict[str, Words]:
    """The plan's own words by column, in the order of the columns."""
    decided = plan.decided or Decided()
    return {
        "ref": plan.ref,
        "title": plan.title,
        "body": plan.body,
        "from": plan.start,
        "to": plan.end,
        "version": plan.version,
        "state": plan.state,
        "decided_body": decided.body,
        "decided_date": decided.on.isoformat() if decided.on else "",
        "decided_minute": decided.minute,
        "levels": plan.levels,
        "note": plan.note,
    }


def other_words(plan: PlanDocument) -> dict[str, list[dict[str, Words]]]:
    """Succession, lenses and what is unplaced, as rows of words by column."""
    return {
        "succession": [
            {"from": link.earlier, "to": link.later, "how": link.how, "whose_reading": link.whose_reading}
            for link in plan.succession
        ],
        "lenses": [{"ref": it.ref, "title": it.title, "description": it.description} for it in plan.lenses],
        "unplaced": [{"line": str(it.line), "text": it.text, "why": it.why} for it in plan.unplaced],
    }
