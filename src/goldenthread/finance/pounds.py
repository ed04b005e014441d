"""A column of money: whole pence in every database, pounds and pence in Python."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from goldenthread.rules.money import EXACT

if TYPE_CHECKING:
    WholePence = models.BigIntegerField[Decimal | int, Decimal]
else:
    WholePence = models.BigIntegerField


class PoundsField(WholePence):
    """Exact pounds. Whole pence are stored, because SQLite keeps decimals as floats and sums them so."""

    def from_db_value(self, value: Any, *_: object) -> Decimal | None:
        """Pence as pounds; a sum made by the database comes through here too."""
        return None if value is None else Decimal(int(value)).scaleb(-2, EXACT)

    def get_prep_value(self, value: Any) -> int | None:
        """Pounds as pence. Raises ValueError on parts of a penny: rounding is not done here."""
        if value is None:
            return None
        pence = Decimal(value).scaleb(2, EXACT)
        if pence != pence.to_integral_value():
            raise ValueError(f"{value} has parts of a penny")
        return int(pence)

    def to_python(self, value: Any) -> Any:
        """Pounds, from whatever a form or a fixture says."""
        return value if value is None else Decimal(value)
