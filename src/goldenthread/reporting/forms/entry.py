"""What a return's page sends: rows by the names of their fields, and which of their columns were changed.

A field is named `f-12-comment` or `a-7-sentence`: figure 12, action 7. Beside its fields a row sends its
version, and a mark of what they held when the page was written, so that only what was changed is saved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from goldenthread.reporting.commands.saving import Conflict, RowChange
from goldenthread.reporting.queries.return_row import ActionRow, FigureRow
from goldenthread.reporting.row import ACTION_COLUMNS, FIGURE_COLUMNS

_MOST_DIGITS: Final = 18
_DAYS_OF: Final = ("expected", "reached")
COLUMNS: Final = {"f": FIGURE_COLUMNS, "a": ACTION_COLUMNS}
WORDS: Final = {
    "value": "Value",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "status": "Status of the figure",
    "comment": "Comment",
    "management_action": "Management action",
    "management_owner": "Owner of the action",
    "management_due": "Action due",
    "confirmed": "Warnings confirmed",
    "confidence": "Confidence",
    "sentence": "How it stands",
    "forecast": "Day now expected",
    "help_wanted": "Help wanted",
    "risk": "Risk",
    "milestones": "Milestones",
}
STATUSES: Final = (
    ("", "Final"),
    ("provisional", "Provisional"),
    ("estimated", "Estimated"),
    ("missing", "Missing: there is none"),
    ("suppressed", "Suppressed: too few to be told"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what its fields hold on the page, and what somebody else wrote there meanwhile."""

    row: FigureRow | ActionRow
    version: int
    texts: Mapping[str, str]
    mark: str
    theirs: tuple[tuple[str, str], ...] = ()
    by: str = ""

    @property
    def key(self) -> SafeString:
        """What its fields' names begin with; as text, for numbers are written with thousands apart."""
        return mark_safe(f"{_kind(self.row)[0]}-{self.row.number}")


def lines_of(
    rows: Sequence[FigureRow | ActionRow],
    conflicts: Sequence[Conflict] = (),
    refused: Sequence[RowChange] = (),
) -> tuple[Line, ...]:
    """The rows as their page shows them.

    Where one is in conflict, or could not be kept, its fields hold what was entered last.
    """
    at_odds = {(each.kind, each.number): each for each in conflicts}
    entered = {each.number: each for each in refused}
    return tuple(_line(row, at_odds.get((_kind(row), row.number)), entered.get(row.number)) for row in rows)


def _kind(row: FigureRow | ActionRow) -> str:
    return "figure" if isinstance(row, FigureRow) else "action"


def _line(row: FigureRow | ActionRow, conflict: Conflict | None, refused: RowChange | None) -> Line:
    texts = dict(row.entered)
    if isinstance(row, FigureRow):
        if texts["numerator"] and texts["denominator"]:
            texts["value"] = ""  # worked out, so its field is not for it
        texts["confirmed"] = " ".join(sorted(each.finding.code for each in row.raised if each.is_confirmed))
    mark = mark_of(texts)
    if refused is not None:
        return Line(row, refused.version, {**texts, **refused.said}, mark)
    if conflict is None:
        return Line(row, row.version, texts, mark)
    differ = tuple(
        (WORDS[name], conflict.theirs[name] or "nothing")
        for name, text in conflict.yours.items()
        if conflict.theirs[name] != text
    )
    return Line(row, row.version, {**texts, **conflict.yours}, mark, differ, conflict.by)


def mark_of(texts: Mapping[str, str]) -> str:
    """A short mark of each text, in the order of the columns."""
    return ".".join(_print(text) for text in texts.values())


def _print(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest() if text else ""


def changes_of(posted: QueryDict) -> tuple[tuple[RowChange, ...], tuple[RowChange, ...]]:
    """The figures and the actions that were changed on the page, each with the columns changed."""
    return tuple(_changes(posted, "f")), tuple(_changes(posted, "a"))


def _changes(posted: QueryDict, letter: str) -> Iterator[RowChange]:
    days = _milestone_fields(posted) if letter == "a" else {}
    for name in posted:
        kind, _, rest = name.partition("-")
        number, _, column = rest.partition("-")
        if kind != letter or column != "version" or not _is_count(number):
            continue
        said = _said(posted, f"{letter}-{number}-", COLUMNS[letter])
        if (news := _milestones(posted, days.get(number, ()))) is not None:
            said["milestones"] = news
        said = _only_changed(posted, f"{letter}-{number}-", said, COLUMNS[letter])
        version = posted.get(name) or ""
        if said:
            yield RowChange(int(number), said, int(version) if _is_count(version) else 0)


def _is_count(text: str) -> bool:
    """Whether it is a whole number that a database keeps; a longer one names nothing."""
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _said(posted: QueryDict, prefix: str, columns: Sequence[str]) -> dict[str, str]:
    said = {name: _text(posted, prefix + name) for name in columns if prefix + name in posted}
    if "confirmed" in columns and prefix + "asked" in posted:
        said["confirmed"] = " ".join(sorted(posted.getlist(prefix + "confirmed")))
    return said


def _only_changed(
    posted: QueryDict, prefix: str, said: dict[str, str], columns: Sequence[str]
) -> dict[str, str]:
    """What differs from the row's mark; everything where it has none."""
    prints = (posted.get(prefix + "mark") or "").split(".")
    if len(prints) != len(columns):
        return said
    before = dict(zip(columns, prints, strict=True))
    return {name: text for name, text in said.items() if _print(text) != before[name]}


def _text(posted: QueryDict, name: str) -> str:
    return (posted.get(name) or "").replace("\r\n", "\n").strip()


def _milestone_fields(posted: QueryDict) -> Mapping[str, Sequence[str]]:
    """The fields about milestones by the number of their action: looked for once for all rows."""
    found: dict[str, list[str]] = {}
    for name in posted:
        parts = name.split("-", 3)
        if len(parts) > len(("a", "number", "kind")) and parts[0] == "a" and parts[2] in _DAYS_OF:
            found.setdefault(parts[1], []).append(name)
    return found


def _milestones(posted: QueryDict, names: Sequence[str]) -> str | None:
    """Fields such as `a-7-expected-roof` and `a-7-reached-roof` as lines; None where there are none."""
    found: dict[str, str] = {}
    for name in sorted(names):  # where a milestone is both expected and reached, it is reached
        _, _, kind, ref = name.split("-", 3)
        day = _text(posted, name)
        said = f"reached {day}" if kind == "reached" and day else day
        found[ref] = said or found.get(ref, "")
    if not found:
        return None
    return "\n".join(f"{ref}: {said}" for ref, said in sorted(found.items()) if said)
