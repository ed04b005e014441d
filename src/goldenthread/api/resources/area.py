"""Places, and how each is doing."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.judged import judged_measures, measure_now
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.problem import not_found
from goldenthread.api.schema import MeasureNow, said
from goldenthread.engine.area import AreaRegister
from goldenthread.measures import queries
from goldenthread.rules.area import Area
from goldenthread.thread.area_page import list_areas

router = Router(tags=["Areas"])


class AreaOut(Schema):
    """A place."""

    code: str = said("Its code: a GSS or ITL code, or the council's own.", "E10000016")
    name: str = said("Its name.", "Kent")
    kind: str = said("What kind of place it is.", "county")
    parent: str = said("The code of the place that it lies in; empty where none is known.", "E12000008")
    members: list[str] = said("The codes of the places that a declared area is made of.", [])


class AreaWhole(AreaOut):
    """A place with what is measured there."""

    policy: str = said("The policy that judged it.", "kent-annual-report-2017")
    measures: list[MeasureNow] = Field(..., description="Every measure with a figure there, by title.")


class AreasAsked(PageAsked):
    """Which places."""

    text: str = Field(
        "", max_length=100, description="Only those with this in their name.", examples=["Kent"]
    )


@router.get("/areas", response=Page[AreaOut], url_name="api-areas", operation_id="areas")
def areas(request: HttpRequest, asked: Query[AreasAsked]) -> dict[str, Any]:
    """Areas

    Every place with a figure: the council's own first, then those in it, those it declares, and the others.
    """
    register, found = queries.register(), list_areas(reader_in(request))
    every = (found.own, *found.inside, *found.composites, *found.others)
    words = asked.text.casefold()
    named = [each for each in every if words in each.name.casefold()]
    return page_of(request, asked, named, lambda area: _row(area, register))


@router.get("/areas/{slug:code}", response=AreaWhole, url_name="api-area", operation_id="area")
def area(request: HttpRequest, code: str) -> dict[str, Any]:
    """One area

    A place with the latest figure and the headline verdict of every measure that has a figure there.
    """
    reader, register = reader_in(request), queries.register()
    found = register.get(code)
    if found is None:
        raise not_found("area")
    rows = judged_measures(reader.sight.told(), code, reader.policy, reader)
    return _row(found, register) | {
        "policy": reader.policy.ref,
        "measures": [measure_now(row) for row in rows],
    }


def _row(area: Area, register: AreaRegister) -> dict[str, Any]:
    parent = register.parent(area.code)
    return {
        "code": area.code,
        "name": area.name,
        "kind": area.kind,
        "parent": parent.code if parent else "",
        "members": list(area.members),
    }
