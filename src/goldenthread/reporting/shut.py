"""Whether anything may be entered in a return now."""

from typing import Final

from goldenthread.reporting.models import Return

FILLABLE: Final = ("draft", "sent_back")


def why_shut(row: Return) -> str:
    """Why nothing may be entered in a return now; empty where it is open."""
    if row.state not in FILLABLE:
        return f"the return is {row.state}"
    if row.period.state == "open" or (row.period.state in ("closed", "published") and row.is_unlocked):
        return ""
    return f"{row.period.title} is {row.period.state}"
