"""Saving what is entered in a return, row by row, so that of two people nobody's words are lost.

A row is saved where it is still as its writer saw it. Where somebody else changed it meanwhile, nothing is
written, and the answer carries both what they wrote and what was entered now. What is wrong with a figure
never stops it from being saved; it stops the return from being submitted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.queries.action import actions_named
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.reporting.access import may_fill_return
from goldenthread.reporting.commands.found import (
    found_return,
    name_of,
    require_fillable,
    return_subject,
    subjects_over,
)
from goldenthread.reporting.models import Return, ReturnAction, ReturnFigure
from goldenthread.reporting.row import (
    ACTION_COLUMNS,
    FIGURE_COLUMNS,
    LONGEST,
    action_texts,
    figure_texts,
    tidy,
    write,
)
from goldenthread.reporting.standing import measures_of, said_of
from goldenthread.rules.number import plain
from goldenthread.rules.refusal import refuse
from goldenthread.rules.return_check import value_of, verdict_of

Row = ReturnFigure | ReturnAction
_KEPT = ("version", "changed_at", "changed_by")
_BATCH = 200


@dataclass(frozen=True, slots=True)
class RowChange:
    """What was entered in one row, only the columns that its writer changed, as text.

    `number` names the row; `version` is the row's as its writer saw it.
    """

    number: int
    said: Mapping[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The row is kept; the next change to it gives this version."""

    kind: str
    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the row meanwhile: what they left, what was entered now, by whom, and when."""

    kind: str
    number: int
    version: int
    theirs: Mapping[str, str]
    yours: Mapping[str, str]
    by: str
    at: datetime | None


Kept = Saved | Conflict


def save_figure(who: Officer | None, period: str, service: str, change: RowChange, now: datetime) -> Kept:
    """Save what was entered for one figure."""
    return save_rows(who, period, service, [change], (), now)[0]


def save_action(who: Officer | None, period: str, service: str, change: RowChange, now: datetime) -> Kept:
    """Save what was entered for one action."""
    return save_rows(who, period, service, (), [change], now)[0]


@transaction.atomic
def save_rows(
    who: Officer | None,
    period: str,
    service: str,
    figures: Sequence[RowChange],
    actions: Sequence[RowChange],
    now: datetime,
) -> tuple[Kept, ...]:
    """Save rows of one return, and answer for each in its order: figures, then actions.

    Raises Refused where the return is locked, a row is not in it, or a text cannot be kept.
    """
    require(who is None or may_fill_return(who, subjects_over(service, now)), "fill in this return")
    home = found_return(period, service)
    require_fillable(home)
    stamp = partial(_stamp, name_of(who), now)
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    kept_figures, figure_rows = _taken("figure", home, figures, stamp, before, after)
    kept_actions, action_rows = _taken("action", home, actions, stamp, before, after)
    _judge([row for row in figure_rows if isinstance(row, ReturnFigure)])
    _require_milestones([row for row in action_rows if isinstance(row, ReturnAction)], now)
    _write(ReturnFigure, figure_rows, (*FIGURE_COLUMNS, "verdict", *_KEPT))
    _write(ReturnAction, action_rows, (*ACTION_COLUMNS, *_KEPT))
    if figure_rows or action_rows:
        home.changed_at, home.version = now, home.version + 1
        home.save(update_fields=["changed_at", "version"])
        record(who, "save_return", return_subject(period, service), before, after)
    return (*kept_figures, *kept_actions)


def _stamp(by: str, now: datetime, row: Row) -> None:
    row.version, row.changed_at, row.changed_by = row.version + 1, now, by


def _taken(
    kind: str,
    home: Return,
    changes: Sequence[RowChange],
    stamp: Callable[[Row], None],
    before: dict[str, str],
    after: dict[str, str],
) -> tuple[list[Kept], list[Row]]:
    """Each change's answer, and the rows that are now different, not saved yet."""
    rows = _rows(kind, home, changes)
    answers: list[Kept] = []
    changed: dict[int, Row] = {}
    for change in changes:
        row = rows.get(change.number)
        if row is None:
            raise refuse(f"the return has no {kind} {change.number}", "open the return again")
        columns, texts = (
            (FIGURE_COLUMNS, figure_texts(row))
            if isinstance(row, ReturnFigure)
            else (ACTION_COLUMNS, action_texts(row))
        )
        said = tidy(change.said, columns)
        new = {name: text for name, text in said.items() if texts[name] != text}
        if new and row.version != change.version:
            answers.append(Conflict(kind, row.pk, row.version, texts, said, row.changed_by, row.changed_at))
            continue
        if new:
            write(row, new)
            stamp(row)
            changed[row.pk] = row
            name = row.measure if isinstance(row, ReturnFigure) else row.action
            before |= {f"{name}: {column}": texts[column] for column in new}
            after |= {f"{name}: {column}": text for column, text in new.items()}
            _follow(row, texts, new, said)
        answers.append(Saved(kind, row.pk, row.version))
    return answers, list(changed.values())


def _rows(kind: str, home: Return, changes: Sequence[RowChange]) -> Mapping[int, Row]:
    if not changes:
        return {}
    numbers = [change.number for change in changes]
    found: Any = home.figures if kind == "figure" else home.actions
    return {row.pk: row for row in found.select_for_update().filter(pk__in=numbers)}


def _follow(row: Row, was: Mapping[str, str], new: Mapping[str, str], said: Mapping[str, str]) -> None:
    """What stood with the figure before goes with it: a value worked out, and answered warnings."""
    if not isinstance(row, ReturnFigure) or new.keys().isdisjoint(("value", "numerator", "denominator")):
        return
    if "confirmed" not in said:
        row.confirmed = []
    had_parts, has_parts = was["numerator"] and was["denominator"], row.numerator and row.denominator
    if had_parts and not has_parts and "value" not in new:
        row.value = ""


def _judge(rows: Sequence[ReturnFigure]) -> None:
    """Work out the value from numerator and denominator, and keep how each figure is judged now."""
    judged = measures_of(rows)
    for row in rows:
        asked, said = judged.asked(row), said_of(row)
        worked_out = value_of(said, asked)
        if row.numerator and row.denominator and worked_out is not None:
            made = plain(worked_out)
            # One that is too long to be kept is told of where the return is checked.
            row.value = made if len(made) <= LONGEST["value"] else ""
        row.verdict = verdict_of(said_of(row), asked)


def _require_milestones(rows: Sequence[ReturnAction], now: datetime) -> None:
    """Raises Refused on news of a milestone that its action has not: it could never be published."""
    told = [row for row in rows if row.milestones]
    if not told:
        return
    named = actions_named({row.action for row in told}, timezone.localdate(now))
    for row in told:
        held = {each.ref for each in named[row.action].sheet.milestones} if row.action in named else set()
        unknown = sorted(row.milestones.keys() - held)
        if unknown:
            what = f"'{unknown[0][:60]}' is no milestone of '{row.action}'"
            raise refuse(what, "open the return again", column="milestones")


def _write(model: Any, rows: Sequence[Row], columns: Sequence[str]) -> None:
    if rows:
        model.objects.bulk_update(rows, columns, batch_size=_BATCH)
