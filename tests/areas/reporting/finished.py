"""A quarter that was filled in and approved, closed or published, for what the performance team does then."""

from datetime import datetime

from goldenthread.measures.commands import publish_measure
from goldenthread.reporting.commands.closing import close_period, publish_period
from goldenthread.reporting.commands.returning import Submitted, approve_return, submit_return
from goldenthread.reporting.commands.saving import RowChange, save_rows
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from tests.areas.reporting.quarter import NOW

RED = {
    "value": "300",
    "comment": "Two assessors left in July.",
    "management_action": "Hire two assessors",
    "management_owner": "Head of assessment",
    "management_due": "2027-01-31",
}
FIGURES = {
    "reviews": {"numerator": "90", "denominator": "120"},
    "waiting": RED,
    "calls": {"value": "512"},
    "potholes": {"status": "missing", "comment": "The contractor's system was down."},
}
ACTIONS = {
    "care-1": {"confidence": "off_track", "sentence": "Nobody applied.", "help_wanted": "A new advert"},
    "care-2": {
        "confidence": "on_track",
        "sentence": "The roof is on.",
        "milestones": "roof: reached 2026-10-01",
    },
    "roads-1": {"confidence": "on_track", "sentence": "Four miles are done."},
}


def fill(ref: str, service: str, now: datetime = NOW, **other: dict[str, str]) -> None:
    """Enter everything that a service owes; `other` replaces what is entered for a measure or action."""
    figures = ReturnFigure.objects.filter(given_in__period__ref=ref, given_in__service=service)
    actions = ReturnAction.objects.filter(given_in__period__ref=ref, given_in__service=service)
    said = {**FIGURES, **ACTIONS, **{name.replace("_", "-"): each for name, each in other.items()}}
    save_rows(
        None,
        ref,
        service,
        [RowChange(row.pk, said[row.measure], row.version) for row in figures],
        [RowChange(row.pk, said[row.action], row.version) for row in actions],
        now,
    )


def approve(ref: str, service: str, now: datetime = NOW, **other: dict[str, str]) -> None:
    """Fill a return in, submit it and approve it."""
    fill(ref, service, now, **other)
    assert submit_return(None, ref, service, now) == Submitted()
    approve_return(None, ref, service, now)


def close(ref: str) -> None:
    """Approve both returns and close the quarter."""
    approve(ref, "care")
    approve(ref, "roads")
    close_period(None, ref, NOW)


def publish(ref: str) -> str:
    """Close the quarter, make its measures public, and publish it."""
    close(ref)
    publish_measures()
    return publish_period(None, ref)


def publish_measures() -> None:
    """Make every measure public."""
    for measure in ("reviews", "waiting", "calls", "potholes"):
        publish_measure(None, measure)
