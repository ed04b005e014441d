"""How the API's values are described: every field with its words and an example."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from goldenthread.api.value import Number


def said(description: str, example: Any, **more: Any) -> Any:
    """A field that is always there, with what it means and an example of it."""
    return Field(..., description=description, examples=[example], **more)


PERIOD = "The period as an ISO 8601 interval: 2016-04-01/P1Y is the financial year 2016/17."
LABEL = "What people call the period."
AREA = "The area's code, such as a GSS code."
UNIT = "The unit of every number in the row."
GROUP = "The group of people; empty is everyone."
STATUS = "The figure's status: normal, provisional, revised, estimated, break, missing or suppressed."


class VerdictOut(Schema):
    """The answer to one question about one series, with what it was judged from and by which rule."""

    measure: str = said("The measure's ref.", "neet-16-17")
    area: str = said(AREA, "E10000016")
    group: str = said(GROUP, "")
    question: str = said("The question that was asked.", "direction_1y")
    question_title: str = said("The question in words.", "Is it better than a year earlier?")
    verdict: str = said("The verdict; cannot_judge where there is no answer.", "improving")
    word: str = said("The policy's word for the verdict.", "Improving")
    sentence: str = said("The verdict in a plain sentence.", "2.8% in 2017, 3.0% in 2016. Lower is better.")
    reason: str = said("Why there is no answer, as a code; empty where there is one.", "")
    reason_in_words: str = said("The same in words.", "")
    marks: list[str] = said("What must be said beside the verdict, such as provisional.", [])
    unit: str = said(UNIT, "%")
    period: str | None = said(PERIOD, "2017-01-01/P1Y")
    period_label: str | None = said(LABEL, "2017")
    value: Number = said("The figure that was judged, as exact text.", "2.8")
    qualifier: str = said("<, > or ~ where the figure is a bound or about.", "")
    base_period: str | None = said("The period that it was compared with.", "2016-01-01/P1Y")
    base_value: Number = said("The figure that it was compared with.", "3")
    change: Number = said("The figure less the one it was compared with.", "-0.2")
    lower_limit: Number = said("The lower limit that was tested.", "2.85")
    upper_limit: Number = said("The upper limit that was tested.", "3.15")
    rank: int | None = said("Where it stands among areas, the best first.", None)
    ranked: int | None = said("Among how many areas.", None)
    rule: str = said("The policy, the rule and its version.", "kent-annual-report-2017/variance@1")


class LinkOut(Schema):
    """A plan item by its plan and its ref."""

    plan: str = said("The plan's ref.", "strategic-statement-2015")
    item: str = said("The item's ref in the plan; empty for the whole plan.", "1.7")
    title: str = said(
        "What it is called.", "Kent young people are confident and ambitious, with choices and access to work"
    )


class MeasureNow(Schema):
    """A measure in one area: its latest figure and its headline verdict."""

    measure: str = said("The measure's ref.", "neet-16-17")
    slug: str = said("Its name in addresses.", "neet-16-17")
    title: str = said("Its title.", "16 and 17 year olds not in education, employment or training")
    area: str = said(AREA, "E10000016")
    period: str | None = said(PERIOD, "2017-01-01/P1Y")
    period_label: str | None = said(LABEL, "2017")
    value: Number = said("The latest figure, as exact text.", "2.8")
    unit: str = said(UNIT, "%")
    status: str = said(STATUS, "normal")
    qualifier: str = said("<, > or ~ where the figure is a bound or about.", "")
    headline: VerdictOut | None = Field(..., description="The verdict that the policy shows first.")


class DecidedOut(Schema):
    """Who decided, when, and the minute that records it."""

    body: str = said("The body that decided.", "County Council")
    date_: date | None = said("The day.", "2015-03-26", alias="date")
    minute: str = said("The minute or paper.", "Item 12")


Moment = datetime
