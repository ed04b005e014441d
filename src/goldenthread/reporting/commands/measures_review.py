"""The yearly review of measures: proposed line by line, agreed as a list, and the year opens with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.measures.assigning import Assigned, assign_measures
from goldenthread.measures.commands import define_measure, retire_measure, revise_measure
from goldenthread.measures.definition import check_measure
from goldenthread.measures.queries import definitions
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.reporting.access import may_agree_review, may_begin_review, may_review_measures
from goldenthread.reporting.models import MeasuresReview, ReviewLine
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import UnknownNumber, read_number
from goldenthread.rules.period import Period
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

CHANGES = {"propose": "New measure", "change": "Changed definition", "retire": "Retired"}
WORDS = (
    "title",
    "unit",
    "statistic",
    "multiplier",
    "polarity",
    "decimals",
    "kind",
    "definition",
    "source",
    "owner",
    "tolerance",
)
"""The columns of the measures table that a review may set."""


@transaction.atomic
def open_review(who: Officer | None, year: Period, title: str) -> str:
    """Begin the review that a year opens with: its year, as it stands in addresses."""
    require(who is None or may_review_measures(who), "open a review of measures")
    row, made = MeasuresReview.objects.get_or_create(year=str(year), defaults={"title": title.strip()})
    if not made:
        raise refuse(f"there is a review for {year.label()} already", "go on with that one", column="year")
    record(who, "open_review", review_subject(row.year), None, {"title": row.title})
    return row.year


@transaction.atomic
def propose_line(
    who: Officer | None,
    year: str,
    measure: str,
    change: str,
    reason: str,
    definition: Mapping[str, str] | None = None,
) -> None:
    """Say what is to become of a measure, and why, in place of what was said of it before.

    `definition` holds those columns of the measures table that are to be new, as text, and may name the
    `service` that returns it and how often (`returned`). Raises Refused where it could not be carried out.
    """
    require(who is None or may_review_measures(who), "propose what becomes of a measure")
    review = _open(year)
    wanted = {name: str(said).strip() for name, said in (definition or {}).items()}
    if change not in CHANGES:
        raise refuse(f"'{change}' is no change", f"use one of {', '.join(CHANGES)}", column="change")
    if not reason.strip():
        raise refuse("no reason is given", "say why, for those who are to agree it", column="reason")
    held = definitions(in_use=change != "propose")
    if change == "propose" and measure in held:
        raise refuse(f"'{measure}' is a measure already", "change it instead", column="measure")
    if change != "propose" and measure not in held:
        raise refuse(f"there is no measure '{measure}' in use", "choose one that is", column="measure")
    before = held.get(measure) or Measure(measure)
    if change != "retire":
        check_measure(as_proposed(before, wanted), "in_use")
    said = {
        "change": change,
        "reason": reason.strip(),
        "definition": {name: [_text(before, name), now] for name, now in wanted.items()},
        "who": who.username if who else "",
    }
    ReviewLine.objects.update_or_create(review=review, measure=measure, defaults=said)
    record(who, "propose_line", review_subject(year), None, {"measure": measure, **said})


@transaction.atomic
def take_back_line(who: Officer | None, year: str, measure: str) -> None:
    """Leave a measure as it is after all."""
    require(who is None or may_review_measures(who), "take back a proposal")
    gone, _ = ReviewLine.objects.filter(review=_open(year), measure=measure).delete()
    if gone:
        record(who, "take_back_line", review_subject(year), {"measure": measure})


@transaction.atomic
def agree_review(who: Officer | None, year: str, body: str, on: date, minute: str = "") -> None:
    """Write down that a body agreed the list: nothing in it changes any more."""
    require(who is None or may_agree_review(who), "record that the review is agreed")
    review = _open(year)
    if not body.strip():
        raise refuse("nobody is said to have agreed it", "name the body, such as Cabinet", column="body")
    if on > timezone.localdate():
        raise refuse("the day it was agreed has not come yet", "give the day of the meeting", column="on")
    review.state, review.agreed_by, review.agreed_on, review.minute = (
        "agreed",
        body.strip(),
        on,
        minute.strip(),
    )
    review.save()
    after = {"agreed_by": review.agreed_by, "agreed_on": str(on), "minute": review.minute}
    record(who, "agree_review", review_subject(year), None, after)


@transaction.atomic
def begin_review(who: Officer | None, year: str, now: datetime) -> int:
    """Carry out what was agreed: new measures begin, others change or are retired: how many."""
    require(who is None or may_begin_review(who), "open the year with the agreed measures")
    review = MeasuresReview.objects.select_for_update().filter(year=year).first()
    if review is None or review.state != "agreed":
        raise refuse("the review is not agreed", "record first who agreed it, and when")
    held = definitions()
    lines = list(review.lines.all())
    for line in lines:
        _carry_out(who, line, held)
    review.state, review.begun_at = "begun", now
    review.save()
    record(who, "begin_review", review_subject(year), None, {"measures": len(lines)})
    return len(lines)


def as_proposed(measure: Measure, wanted: Mapping[str, str]) -> Measure:
    """The measure with the proposed columns. Raises Refused where a column cannot be so."""
    said = {name: text for name, text in wanted.items() if name in WORDS}
    try:
        exact: dict[str, Any] = {name: _value(name, text) for name, text in said.items()}
        return replace(measure, **exact)
    except (ValueError, UnknownNumber) as error:
        column, _, what = str(error).rpartition(": ")
        raise refuse(what, "use a word of the measures table", column=column or None) from error


def review_subject(year: str) -> Subject:
    return Subject("measures_review", year)


def _text(measure: Measure, column: str) -> str:
    said = getattr(measure, column, None)
    return "" if said is None else str(said)


def _value(name: str, text: str) -> object:
    if name == "decimals" and text and not text.isdecimal():
        raise ValueError(f"decimals: {text} is not a whole number")
    if name == "decimals":
        return int(text) if text else None
    if name == "multiplier":
        return read_number(text) if text else None
    return text


def _carry_out(who: Officer | None, line: ReviewLine, held: Mapping[str, Measure]) -> None:
    if line.change == "retire":
        retire_measure(who, line.measure, line.reason)
        return
    wanted = {name: now for name, (_, now) in line.definition.items()}
    measure = as_proposed(held.get(line.measure) or Measure(line.measure), wanted)
    if line.change == "propose":
        define_measure(who, measure, polarity_reason=line.reason)
    else:
        revise_measure(who, measure, reason=line.reason)
    if "service" in wanted:
        assign_measures(who, [Assigned(line.measure, wanted["service"], wanted.get("returned", ""))])


def _open(year: str) -> MeasuresReview:
    row = MeasuresReview.objects.select_for_update().filter(year=year).first()
    if row is None:
        raise refuse("there is no review for that year", "open one first", column="year")
    if row.state != "open":
        raise refuse(f"the review is {row.state}", "what Cabinet agreed is not changed any more")
    return row
