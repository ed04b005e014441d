"""Asks of Government and promises with partners, as they are published."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.resources.item import PromiseOut, promise_row
from goldenthread.delivery.queries.commitment import promises as public_promises

router = Router(tags=["Plans"])


class PromisesAsked(PageAsked):
    """Which of them."""

    kind: Literal["ask", "to_partner", "from_partner"] | None = Field(
        None, description="Only asks, promises to partners, or promises from partners.", examples=["ask"]
    )


@router.get("/promises", response=Page[PromiseOut], url_name="api-promises", operation_id="promises")
def promises(request: HttpRequest, asked: Query[PromisesAsked]) -> dict[str, Any]:
    """Asks and promises

    What the council asks of Government, and what it and its partners promised each other: only what is
    published of them.
    """
    found = public_promises(reader_in(request).now, asked.kind or "")
    return page_of(request, asked, found, promise_row)
