"""Whether something dated is late, and whether anyone has said so lately. Worked out, never typed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

LatenessWord = Literal["done", "on_time", "slipping", "late", "undated"]


@dataclass(frozen=True, slots=True)
class Lateness:
    """`days` is how many it is late or slipping by; for what is on time, how many are left; else nought."""

    word: LatenessWord
    days: int


def lateness(due: date | None, forecast: date | None, done: bool, today: date) -> Lateness:
    """Late once its day has passed; slipping where it is forecast for after that day.

    What is done is neither. What has no due date is undated, whatever its forecast.
    """
    if done:
        return Lateness("done", 0)
    if due is None:
        return Lateness("undated", 0)
    if today > due:
        return Lateness("late", (today - due).days)
    if forecast is not None and forecast > due:
        return Lateness("slipping", (forecast - due).days)
    return Lateness("on_time", (due - today).days)


def is_stale(reported_on: date | None, today: date, after_days: int) -> bool:
    """Was it last reported on more than so many days ago, or never?"""
    return reported_on is None or (today - reported_on).days > after_days
