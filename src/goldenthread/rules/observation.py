"""Observations: what was seen, for a measure, in an area, over a period."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.period import Period

STATUSES: Final = ("normal", "provisional", "revised", "estimated", "break", "missing", "suppressed")
QUALIFIERS: Final = ("", "<", ">", "~")


@dataclass(frozen=True, slots=True)
class Observation:
    """One value, or the reason there is none.

    `status` is one of STATUSES; `break` means not comparable with what came before. `qualifier` is `<`, `>`
    or `~` for a figure printed as "less than", "over" or "about". Numbers are exact, as delivered.
    """

    measure: str
    area: str
    period: Period
    value: Decimal | None
    group: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    status: str = "normal"
    qualifier: str = ""
    note: str = ""

    @property
    def silence(self) -> str:
        """Why there is no value to judge: `missing` or `suppressed`; empty where there is one."""
        if self.status in ("missing", "suppressed"):
            return self.status
        return "missing" if self.value is None else ""

    @property
    def known_value(self) -> Decimal | None:
        """The value, unless its status says that there is none."""
        return None if self.silence else self.value

    @property
    def is_censored(self) -> bool:
        """Is only a bound of the value known?"""
        return self.qualifier in ("<", ">")
