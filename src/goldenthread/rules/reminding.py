"""When somebody is reminded of what they owe: on set days before and after it is due, and never daily."""

from collections.abc import Collection
from datetime import date


def is_reminder_day(due: date, today: date, before: Collection[int], after: Collection[int]) -> bool:
    """Whether today is one of so many days before the due day, the day itself, or so many days after it.

    `before` and `after` are whole days above zero, as a council's quarter policy lists them. The due day
    itself is always a reminder day: nobody should miss it unwarned.
    """
    ahead = (due - today).days
    return ahead == 0 or ahead in before or -ahead in after
