"""The report's running order and its words, until the quarter is published."""

from django.db import transaction

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.reporting.access import may_edit_report
from goldenthread.reporting.commands.closing import found_period, period_subject
from goldenthread.reporting.models import ReportingPeriod, ReportSection
from goldenthread.reporting.section import SECTIONS
from goldenthread.rules.refusal import refuse

STEPS = {"up": -1, "down": 1}


@transaction.atomic
def write_section(
    who: Officer | None, ref: str, key: str, version: int, narrative: str, is_shown: bool
) -> None:
    """Set the words of one part and whether it is shown.

    `version` is the one that was read, 0 where nobody had written it; Raises Refused where it has moved on.
    """
    require(who is None or may_edit_report(who), "edit the report")
    period = _editable(ref)
    row = _section(period, key)
    if row.version != max(version, 1):
        raise refuse(
            f"somebody else changed '{SECTIONS[key]}' since you opened it",
            "your words are still here: read theirs in the report, then save again",
            column="narrative",
        )
    before = {"narrative": row.narrative, "is_shown": row.is_shown}
    after = {"narrative": narrative.strip(), "is_shown": is_shown}
    if before == after:
        return
    row.narrative, row.is_shown = narrative.strip(), is_shown
    row.version += 1
    row.save(update_fields=["narrative", "is_shown", "version"])
    record(who, "write_section", period_subject(ref), {key: before}, {key: after})


@transaction.atomic
def move_section(who: Officer | None, ref: str, key: str, step: str) -> None:
    """Move one part a place up or down; the first up and the last down stay where they are."""
    require(who is None or may_edit_report(who), "edit the report")
    period = _editable(ref)
    row = _section(period, key)
    keys = list(
        ReportSection.objects.filter(period=period).order_by("position").values_list("key", flat=True)
    )
    at = keys.index(row.key)
    to = at + STEPS.get(step, 0)
    if to == at or not 0 <= to < len(keys):
        return
    before = list(keys)
    keys[at], keys[to] = keys[to], keys[at]
    for position, each in enumerate(keys):
        ReportSection.objects.filter(period=period, key=each).update(position=position)
    record(who, "move_section", period_subject(ref), {"order": before}, {"order": keys})


@transaction.atomic
def write_opening(who: Officer | None, ref: str, was: str, note: str) -> None:
    """Set the report's opening words. `was` is what they were when they were read."""
    require(who is None or may_edit_report(who), "edit the report")
    period = _editable(ref)
    if period.note != was.strip():
        raise refuse(
            "somebody else changed the opening words since you opened them",
            "read theirs in the report, then save yours again",
            column="note",
        )
    if period.note == note.strip():
        return
    before, period.note = period.note, note.strip()
    period.save(update_fields=["note"])
    record(who, "write_opening", period_subject(ref), {"note": before}, {"note": period.note})


def _editable(ref: str) -> ReportingPeriod:
    period = found_period(ref)
    if period.state == "published":
        do = "what is published stays as it is; correct a figure with a reason"
        raise refuse(f"the report for {period.title} is published", do)
    return period


def _section(period: ReportingPeriod, key: str) -> ReportSection:
    """One part's row; the first touch writes down every part in the order it stands."""
    if key not in SECTIONS:
        raise refuse(f"the report has no part '{key}'", f"use one of {', '.join(SECTIONS)}")
    held = set(ReportSection.objects.filter(period=period).values_list("key", flat=True))
    missing = [each for each in SECTIONS if each not in held]
    ReportSection.objects.bulk_create(
        ReportSection(period=period, key=each, position=len(held) + at) for at, each in enumerate(missing)
    )
    return ReportSection.objects.select_for_update().get(period=period, key=key)
