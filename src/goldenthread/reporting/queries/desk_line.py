"""What a row of the desk opens to: the figures and actions that need a look, with what was said of each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from goldenthread.delivery.queries.naming import action_titles
from goldenthread.measures.naming import MeasureName, measure_names
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from goldenthread.reporting.queries.desk_count import NO_VALUE
from goldenthread.rules.figure import is_percentage

WARNINGS: Final = {
    "jump": "a jump beyond what it usually does",
    "too_many_decimals": "more decimals than the measure is kept with",
}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One figure or action to look at. `why` says in words what is the matter with it."""

    why: str
    title: str
    said: str
    words: str
    is_odd: bool = False

    def __str__(self) -> str:
        return f"{self.title}: {self.said}. {self.why.capitalize()}. {self.words}".rstrip()


def desk_lines(period: int, low: Collection[str]) -> Mapping[int, tuple[DeskLine, ...]]:
    """The lines of every return of a period, by its key: figures odd, red or missing, then low confidence."""
    held: dict[int, list[DeskLine]] = defaultdict(list)
    for given_in, line in (*_figure_lines(period), *_action_lines(period, low)):
        held[given_in].append(line)
    return {key: tuple(lines) for key, lines in held.items()}


def _figure_lines(period: int) -> Iterator[tuple[int, DeskLine]]:
    rows = (
        ReturnFigure.objects.filter(given_in__period=period)
        .order_by("position", "id")
        .filter(Q(verdict="red") | Q(status__in=NO_VALUE) | ~Q(confirmed=[]))
    )
    found = list(
        rows.values(
            "given_in_id",
            "measure",
            "value",
            "status",
            "verdict",
            "confirmed",
            "usual",
            "comment",
            "management_action",
            "management_owner",
        )
    )
    names = measure_names({row["measure"] for row in found})
    for row in found:
        name = names.get(row["measure"]) or MeasureName(row["measure"], row["measure"], "", None)
        yield row["given_in_id"], _figure_line(row, name)


def _figure_line(row: Mapping[str, Any], name: MeasureName) -> DeskLine:
    why = [WARNINGS.get(code, code.replace("_", " ")) for code in row["confirmed"]]
    why += ["red"] if row["verdict"] == "red" else []
    why += [row["status"]] if row["status"] in NO_VALUE else []
    said = shown(row["value"], name.unit) if row["value"] else "no figure"
    previous = (row["usual"] or {}).get("previous")
    if previous:
        said += f" (before: {shown(str(previous), name.unit)})"
    action = row["management_action"]
    if action and row["management_owner"]:
        action += f" ({row['management_owner']})"
    words = " ".join(filter(None, (row["comment"], action)))
    return DeskLine(", ".join(why), name.title, said, words, bool(row["confirmed"]))


def shown(value: str, unit: str) -> str:
    """A figure just as it was entered, with its unit."""
    return f"{value}%" if is_percentage(unit) else f"{value} {unit}".rstrip()


def _action_lines(period: int, low: Collection[str]) -> Iterator[tuple[int, DeskLine]]:
    rows = ReturnAction.objects.filter(given_in__period=period, confidence__in=list(low))
    rows = rows.order_by("position", "id")
    found = list(rows.values("given_in_id", "action", "confidence", "sentence", "help_wanted"))
    titles = action_titles({row["action"] for row in found})
    for row in found:
        words = row["sentence"] + (f" Help wanted: {row['help_wanted']}" if row["help_wanted"] else "")
        confidence = row["confidence"].replace("_", " ")
        yield (
            row["given_in_id"],
            DeskLine("low confidence", titles.get(row["action"], row["action"]), confidence, words),
        )
