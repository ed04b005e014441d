"""Numbers as an officer enters them in a return: read exactly, or refused with what to write instead."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.finding import Finding, error
from goldenthread.rules.number import UnknownNumber, places, plain, read_number

KEPT_PLACES: Final = 18
KEPT_DIGITS: Final = 20
"""Before the point. Figures are kept with so many of each; more could not be published."""

_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Entered:
    """What one cell says: a number, nothing (both None), or why it is none."""

    number: Decimal | None
    wrong: Finding | None = None


def read_entered(text: str, column: str) -> Entered:
    """The number in a cell. Commas, signs for per cent and currency are not dropped but asked about."""
    bare = text.strip()
    if not bare:
        return Entered(None)
    try:
        number = read_number(bare)
    except UnknownNumber:
        return Entered(None, error("not_a_number", column, f"'{bare[:40]}' is not a plain number", _do(bare)))
    if places(number) > KEPT_PLACES or abs(number) >= 10**KEPT_DIGITS:
        what = f"'{bare[:40]}' has more than {KEPT_DIGITS} digits or {KEPT_PLACES} decimal places"
        return Entered(None, error("not_a_number", column, what, "round it"))
    return Entered(number)


def _do(bare: str) -> str:
    """What to write instead, where the text says which number was meant."""
    core = bare.strip("£$€% \N{NO-BREAK SPACE}")
    if _THOUSANDS.fullmatch(core):
        core = core.replace(",", "")
    try:
        return f"Write {plain(read_number(core))}"
    except UnknownNumber:
        return "Write digits with at most one point, such as 2500 or 3.4"
