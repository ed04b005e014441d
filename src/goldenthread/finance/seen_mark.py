"""A mark of what stood in a form when it was opened, so that nobody saves over what they never saw."""

from decimal import Decimal
from hashlib import sha256

_LETTERS = 12


def mark_of(*said: Decimal | int | str) -> int:
    """A number that differs where any of these differs; 0 of nothing at all. Spacing does not count."""
    words = [f"{each:f}" if isinstance(each, Decimal) else " ".join(str(each).split()) for each in said]
    if not any(words):
        return 0
    return int(sha256("\n".join(words).encode()).hexdigest()[:_LETTERS], 16)
