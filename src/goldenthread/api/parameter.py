"""Parameters that several resources take, each bounded, with its words and an example."""

import re
from datetime import date
from typing import Annotated, Any, Final

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema

MOST_ROWS: Final = 1000
USUAL_ROWS: Final = 100
FARTHEST: Final = 1_000_000

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(said: Any) -> date:
    if isinstance(said, str) and _DAY.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    raise ValueError("write a day as 2026-03-31")


def _number(said: Any) -> int:
    if isinstance(said, str) and re.fullmatch(r"[0-9]{1,7}", said):
        return int(said)
    if isinstance(said, int):
        return said
    raise ValueError("write a whole number of at most seven digits")


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-03-31"]}),
]
"""A day, as 2026-03-31 alone: neither a moment nor a count of seconds."""

Whole = Annotated[int, BeforeValidator(_number)]


class Asked(Schema):
    """What may stand in an address after the question mark; whatever is not named here is refused."""

    model_config = ConfigDict(extra="forbid")


class PageAsked(Asked):
    """Which part of a long list."""

    limit: Whole = Field(
        USUAL_ROWS,
        ge=1,
        le=MOST_ROWS,
        description=f"How many rows to give at most, 1 to {MOST_ROWS}.",
        examples=[100],
    )
    offset: Whole = Field(
        0,
        ge=0,
        le=FARTHEST,
        description="How many rows to pass over. `next` in an answer holds the address of the next part.",
        examples=[0],
    )


def _said(text: str) -> str:
    return " ".join(text.split())


Words = Annotated[str, AfterValidator(_said)]
