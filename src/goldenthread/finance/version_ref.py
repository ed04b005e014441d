"""What a new version of the budget may be called: its ref stands in addresses, beside the words of pages."""

from typing import Final

from goldenthread.finance.models import BudgetVersion

TAKEN: Final = frozenset(
    {"compare", "evaluations", "from-outturn", "monitoring", "published", "savings", "upload", "virements"}
)
"""Refs that would stand in the way of an address."""


def free_ref(wanted: str) -> str:
    """A ref that no version has: the wanted one, or it with a number behind."""
    found, number = wanted, 2
    while why_not(found):
        found, number = f"{wanted}-{number}", number + 1
    return found


def why_not(ref: str) -> str:
    """Why no new version may have this ref; nothing where one may."""
    if ref in TAKEN:
        return f"'{ref}' is the address of another page"
    if BudgetVersion.objects.filter(ref=ref).exists():
        return f"there is a budget '{ref}' already"
    return ""
