"""The council that the site is about."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from goldenthread.api.bearer import reader_in
from goldenthread.api.schema import said

router = Router(tags=["Council"])


class CouncilOut(Schema):
    """The council, what it judges by today, and the plan that its site opens with."""

    ref: str = said("A short, lasting name.", "kent")
    title: str = said("Its name.", "Kent County Council")
    vision: str = said("What it is working for, in its own words.", "Improving lives")
    area: str = said("The code of the area that it serves.", "E10000016")
    policy: str = said("The policy that its pages judge by today.", "kent-annual-report-2017")
    plan: str = said("The plan that its home page opens with; empty for none.", "strategic-statement-2015")


@router.get("/council", response=CouncilOut, url_name="api-council", operation_id="council")
def council(request: HttpRequest) -> dict[str, Any]:
    """The council

    Its name, the area that it serves, and the policy by which its measures are judged today.
    """
    reader = reader_in(request)
    facts = reader.council
    return {
        "ref": facts.ref,
        "title": facts.title,
        "vision": facts.vision,
        "area": facts.area,
        "policy": reader.policy.ref,
        "plan": facts.plan,
    }
