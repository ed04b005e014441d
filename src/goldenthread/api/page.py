"""Long lists, part by part."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from goldenthread.api.parameter import PageAsked

Row = TypeVar("Row")
Made = TypeVar("Made")


class Page(Schema, Generic[Row]):
    """One part of a list, with how long the whole is and where it goes on."""

    total: Annotated[int, Field(description="How many rows there are in all.", examples=[1])]
    limit: Annotated[int, Field(description="How many rows this part holds at most.", examples=[100])]
    offset: Annotated[int, Field(description="How many rows were passed over.", examples=[0])]
    next: Annotated[
        str | None,
        Field(description="The address of the next part; null on the last.", examples=[None]),
    ]
    rows: Annotated[list[Row], Field(description="The rows.")]


def page_of(
    request: HttpRequest, asked: PageAsked, every: Sequence[Made], told: Callable[[Made], Any]
) -> dict[str, Any]:
    """The part of the list asked for; only the rows in it are worked out by `told`."""
    rows = [told(each) for each in every[asked.offset : asked.offset + asked.limit]]
    return part(request, asked, rows, len(every))


def part(request: HttpRequest, asked: PageAsked, rows: Sequence[Any], total: int) -> dict[str, Any]:
    """Rows that were cut out already, with what stands around them."""
    return {
        "total": total,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": next_address(request, asked, total),
        "rows": rows,
    }


def next_address(request: HttpRequest, asked: PageAsked, total: int) -> str | None:
    """The address of the next part, without the name of the site; None on the last."""
    after = asked.offset + asked.limit
    if after >= total:
        return None
    query = request.GET.copy()
    query["offset"], query["limit"] = str(after), str(asked.limit)
    return f"{request.path}?{query.urlencode()}"
