"""A return's rows as text: what is entered in each column, and how it is written back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from goldenthread.delivery.sheet import read_milestone_news
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from goldenthread.rules.refusal import Refusal, Refused

FIGURE_COLUMNS: Final = (
    "value",
    "numerator",
    "denominator",
    "status",
    "comment",
    "management_action",
    "management_owner",
    "management_due",
    "confirmed",
)
ACTION_COLUMNS: Final = ("confidence", "sentence", "forecast", "help_wanted", "risk", "milestones")
LONGEST: Final = {
    "value": 40,
    "numerator": 40,
    "denominator": 40,
    "status": 20,
    "management_owner": 150,
    "confidence": 20,
}
_LONGEST_WORDS: Final = 10_000
_DAYS: Final = ("management_due", "forecast")


def figure_texts(row: ReturnFigure) -> dict[str, str]:
    """What a figure's row says, column by column; answered warnings as their codes with spaces between."""
    return {name: _text(getattr(row, name)) for name in FIGURE_COLUMNS}


def action_texts(row: ReturnAction) -> dict[str, str]:
    """What an action's row says, column by column; milestones as lines of `ref: 2026-12-01`."""
    return {name: _text(getattr(row, name)) for name in ACTION_COLUMNS}


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return " ".join(sorted(value))
    if isinstance(value, dict):
        return "\n".join(f"{ref}: {news}" for ref, news in sorted(value.items()))
    return value or ""


def tidy(said: Mapping[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """What was entered, as it would be read back. Raises Refused on what cannot be kept at all.

    A number that is no number can be kept: it is found when the return is submitted.
    """
    found = tuple(_faults(said, columns))
    if found:
        raise Refused(found)
    kept = {name: _one_way(text) for name, text in said.items()}
    if "confirmed" in kept:
        kept["confirmed"] = " ".join(sorted(set(kept["confirmed"].split())))
    if "milestones" in kept:
        kept["milestones"] = _text(_milestones(kept["milestones"]))
    return kept


def _one_way(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _faults(said: Mapping[str, str], columns: tuple[str, ...]) -> Iterator[Refusal]:
    for name, text in said.items():
        longest = LONGEST.get(name, _LONGEST_WORDS)
        if name not in columns:
            yield Refusal("", None, name, f"there is no column '{name}'", "open the return again")
        elif len(text) > longest:
            yield Refusal("", None, name, f"that is longer than {longest} characters", "shorten it")
        elif name in _DAYS and text.strip() and not _is_day(text.strip()):
            yield Refusal("", None, name, f"'{text[:40]}' is not a day", "write it as 2026-12-01")


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _milestones(text: str) -> dict[str, str]:
    """Lines of `ref: news` as a mapping. Raises Refused on news that cannot be read."""
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    said = {ref.strip(): news.strip() for ref, _, news in pairs}
    read_milestone_news(said)
    return {ref: news for ref, news in said.items() if news}


def write(row: ReturnFigure | ReturnAction, said: Mapping[str, str]) -> None:
    """Put tidied texts into their columns; the row is not saved."""
    for name, text in said.items():
        setattr(row, name, _kept(name, text))


def _kept(name: str, text: str) -> Any:
    if name in _DAYS:
        return date.fromisoformat(text) if text else None
    if name == "confirmed":
        return text.split()
    return _milestones(text) if name == "milestones" else text
