"""The line that each act on measures leaves in the trail."""

from typing import Any

from goldenthread.measures.visible import forget_moments
from goldenthread.people.access import Officer
from goldenthread.people.commands import record as write_line
from goldenthread.rules.subject import Subject


def record(
    who: Officer | None, act: str, subject: Subject, before: Any = None, after: Any = None, note: str = ""
) -> None:
    """Write the line, inside the transaction of the act, and forget what was read before it."""
    write_line(who, act, subject, before, after, note)
    forget_moments()
