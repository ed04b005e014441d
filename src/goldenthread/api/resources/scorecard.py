"""The scorecard: every measure of one place by one policy."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.chosen import area_of, policy_of
from goldenthread.api.judged import JudgedMeasure, judged_measures, measure_now, verdict_rows
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.schema import MeasureNow, VerdictOut

router = Router(tags=["Measures"])


class ScoreRowOut(MeasureNow):
    """A measure with everything that the policy says of it in one place."""

    verdicts: list[VerdictOut] = Field(..., description="One for each question of the policy.")


class ScorecardAsked(PageAsked):
    """Of which place, and by which policy."""

    area: str = Field(
        "", max_length=40, description="The area; the council's own without it.", examples=["E10000016"]
    )
    policy: str = Field(
        "",
        max_length=100,
        description="The policy; the council's own without it.",
        examples=["every-question"],
    )


@router.get("/scorecard", response=Page[ScoreRowOut], url_name="api-scorecard", operation_id="scorecard")
def scorecard(request: HttpRequest, asked: Query[ScorecardAsked]) -> dict[str, Any]:
    """The scorecard

    Every measure with a figure in one place: its latest figure, its headline, and all that the policy says.
    """
    reader = reader_in(request)
    area, policy = area_of(asked.area, reader), policy_of(asked.policy, reader)
    rows = judged_measures(reader.sight.told(), area, policy, reader)
    return page_of(request, asked, rows, _row)


def _row(row: JudgedMeasure) -> dict[str, Any]:
    return measure_now(row) | {"verdicts": verdict_rows(row.verdicts, row.sheet, row.policy)}
