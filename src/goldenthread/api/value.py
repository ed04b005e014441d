"""Numbers and periods as the API writes them: exact text, never a binary fraction."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from goldenthread.rules.period import Period

Number = Annotated[
    str | None,
    Field(
        description="A number as exact text, such as 2.8; null where there is none.",
        examples=["2.8"],
    ),
]


def number(value: Decimal | None) -> str | None:
    """The number as plain text without an exponent."""
    return None if value is None else f"{value:f}"


def period(value: Period | None) -> str | None:
    """The period as ISO 8601 text."""
    return None if value is None else str(value)


def label(value: Period | None, year_type: str) -> str | None:
    """What people call the period."""
    return None if value is None else value.label(year_type)
