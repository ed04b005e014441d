"""Putting a figure right after it was published: both values stay, and a further release has the new one."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.format import day
from goldenthread.measures.delivery import deliver
from goldenthread.measures.queries import targets
from goldenthread.measures.sheet import read_sheets
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.reporting.access import may_correct_figure
from goldenthread.reporting.models import Correction, ReturnFigure
from goldenthread.reporting.observed import SAID, observation_of, returned, table_of
from goldenthread.rules.figure import figure as in_words
from goldenthread.rules.figure_said import WITHOUT_VALUE
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import plain
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.return_check import Asked, Said, check_figure, value_of, verdict_of
from goldenthread.rules.subject import Subject

REVISED = "revised"
_LONGEST_REASON = 300


def figure_subject(row: ReturnFigure) -> Subject:
    """What the trail calls a returned figure."""
    return Subject("figure", f"{row.measure}/{row.area}/{row.period}")


def correct_figure(
    who: Officer | None, number: int, version: int, said: Said, reason: str, now: datetime
) -> str:
    """Correct a published figure and publish the correction as a further release; returns the release's ref.

    `said` replaces the value, numerator, denominator and status; a figure with a value becomes `revised`.
    Raises Refused without a reason, where nothing differs, where the rules find an error, where somebody else
    changed the figure since `version`, and while a hold on publishing is in force.
    """
    require(who is None or may_correct_figure(who), "correct published figures")
    row = _found(number, version)
    why = reason.strip()[:_LONGEST_REASON]
    if not why:
        raise refuse("a correction needs a reason", "say what was wrong", column="reason")
    measure = _measure(row.measure)
    asked = Asked(
        measure,
        row.area,
        read_period(row.period, measure.year_type),
        targets(row.measure, row.area),
        None,
    )
    new = _revised(said, asked)
    was, after = _told(returned(row).said), _told(new)
    if {**was, "status": ""} == {**after, "status": ""}:
        raise refuse("nothing differs from what was published", "enter the right figure", column="value")
    _check(new, asked, timezone.localdate(now))
    period = row.given_in.period
    moment = max(now, period.publish_at or now)
    require_publishable(Subject("reporting period", period.ref), moment)
    point = _point(row, measure, new, why, now)
    name = who.username if who else ""
    correction = Correction(figure=row, was=was, now=after, reason=why, who=name, at=now)
    settle = partial(_settle, who, row, {**after, "verdict": verdict_of(new, asked)}, correction)
    title = f"Correction: {measure.title}, {period.title}"
    return deliver(who, table_of([point]), title, "plain", "", moment, {"corrected": 1}, settle)


def _point(row: ReturnFigure, measure: Measure, said: Said, reason: str, now: datetime) -> Observation:
    before = observation_of(returned(row), measure)
    note = note_of(before, measure, reason, now, is_withheld=said.status == "suppressed")
    point = observation_of(replace(returned(row), said=said), measure, note)
    if point is None:
        raise refuse("the correction says neither a value nor why there is none", "give one of them")
    return point


def note_of(
    before: Observation | None, measure: Measure, reason: str, now: datetime, is_withheld: bool = False
) -> str:
    """What the public reads beside a corrected figure; one that is withheld now is not told as it was."""
    if is_withheld:
        return f"Corrected on {day(timezone.localdate(now))} and withheld: {reason}"
    was = in_words(before.known_value, measure.unit) if before and before.known_value is not None else ""
    told = f"from {was}" if was else "where there was no figure"
    return f"Corrected on {day(timezone.localdate(now))} {told}: {reason}"


def _found(number: int, version: int) -> ReturnFigure:
    row = ReturnFigure.objects.select_related("given_in__period").filter(pk=number).first()
    if row is None or row.given_in.state != "published":
        raise refuse("there is no such published figure", "change it in its return until it is published")
    if row.version != version:
        raise refuse(
            f"{row.changed_by or 'somebody'} corrected this figure since you opened it",
            "look at it again, then correct it if it is still wrong",
        )
    return row


def _measure(ref: str) -> Measure:
    sheet = next(iter(read_sheets(ref=ref)), None)
    if sheet is None:
        raise refuse(f"there is no measure '{ref}'", "define it again first")
    return sheet.measure


def _revised(said: Said, asked: Asked) -> Said:
    """A corrected value says that it is, and is worked out where it has its parts; no value stays none."""
    if said.status in WITHOUT_VALUE:
        return said
    worked_out = value_of(said, asked) if said.numerator and said.denominator else None
    value = said.value if worked_out is None else plain(worked_out)
    return replace(said, value=value, status=REVISED)


def _told(said: Said) -> dict[str, str]:
    return {name: getattr(said, name) for name in SAID}


def _check(said: Said, asked: Asked, today: date) -> None:
    """Raises Refused with every error in what a correction may change; warnings are not asked again."""
    found = check_figure(said, asked, read_quarter_policy(), today)
    errors = [each for each in found if each.is_error and each.column in SAID]
    if errors:
        raise Refused(Refusal("", None, each.column, each.what, each.do) for each in errors)


@transaction.atomic
def _settle(
    who: Officer | None, row: ReturnFigure, said: dict[str, str], correction: Correction, release: str
) -> None:
    """Write the correction down, in the transaction of its release."""
    held = ReturnFigure.objects.filter(pk=row.pk, version=row.version)
    version = row.version + 1
    if not held.update(**said, version=version, changed_at=correction.at, changed_by=correction.who):
        raise refuse("somebody else corrected this figure just now", "look at it again")
    correction.release = release
    correction.save()
    record(who, "correct_figure", figure_subject(row), correction.was, correction.now, correction.reason)
