"""Whether anything may be entered in a return now, and whether it may be acted on."""

from typing import Final

from goldenthread.reporting.models import Return

FILLABLE: Final = ("draft", "sent_back")


def is_under_way(row: Return) -> bool:
    """Whether its period is open, or was closed and this return opened again for late entry."""
    return row.period.state == "open" or (row.period.state in ("closed", "published") and row.is_unlocked)


def why_shut(row: Return) -> str:
    """Why nothing may be entered in a return now; empty where it is open."""
    if row.state not in FILLABLE:
        return f"the return is {row.state}"
    return "" if is_under_way(row) else f"{row.period.title} is {row.period.state}"
