"""Measures: what they are, their figures, and what is said of them."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.chosen import area_of, measure_of, policy_of
from goldenthread.api.figure import FiguresAsked, figure_rows
from goldenthread.api.judged import verdict_rows
from goldenthread.api.page import Page, page_of, part
from goldenthread.api.parameter import Asked, PageAsked
from goldenthread.api.schema import AREA, GROUP, LABEL, PERIOD, STATUS, UNIT, VerdictOut, said
from goldenthread.api.value import Number, number
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.measure import Target

router = Router(tags=["Measures"])


class ServesOut(Schema):
    """A plan item that a measure quantifies."""

    plan: str = said("The plan's ref.", "strategic-statement-2015")
    item: str = said("The item's ref.", "1.7")
    why: str = said("Why it is measured by this.", "The plan's own measure")
    whose_reading: str = said("council where the council says so, otherwise ours.", "council")


class MeasureOut(Schema):
    """What a measure is."""

    measure: str = said("Its lasting ref, as in the tables.", "neet-16-17")
    slug: str = said("Its name in addresses.", "neet-16-17")
    title: str = said("Its title.", "16 and 17 year olds not in education, employment or training")
    unit: str = said("The unit of its figures.", "%")
    statistic: str = said("What kind of number it is, such as proportion, rate or count.", "proportion")
    multiplier: Number = said("By how much a rate is multiplied.", None)
    polarity: str = said("Which way is better; empty where nobody has said.", "low_is_good")
    decimals: int | None = said("To how many places it is judged; null is as delivered.", 1)
    kind: str = said("outcome, performance or activity.", "outcome")
    year_type: str = said("calendar, financial, academic or academic-august.", "calendar")
    source: str = said("Where its figures come from.", "Annual report 2017, page 12")
    definition: str = said("What it counts.", "16 and 17 year olds known to be in none of the three")
    owner: str = said("Who answers for it.", "")
    comparator: str = said("Whom it is compared with.", "")
    tolerance: str = said("How far short of its target is still amber.", "")
    headline: str = said("The question shown first; empty is the policy's choice.", "")
    life: str = said("proposed, in_use, retired or replaced.", "in_use")
    policy: str = said("Its own policy; empty where the council's judges it.", "")
    publisher: str = said("Who published its newest figures.", "Annual report 2017, page 12")
    serves: list[ServesOut] = Field(..., description="The plan items that it quantifies.")


class FigureOut(Schema):
    """One figure."""

    measure: str = said("The measure's ref.", "neet-16-17")
    area: str = said(AREA, "E10000016")
    period: str = said(PERIOD, "2017-01-01/P1Y")
    period_label: str = said(LABEL, "2017")
    value: Number = said("The figure as exact text; null where there is none.", "2.8")
    numerator: Number = said("What it was counted from, above the line.", None)
    denominator: Number = said("What it was counted from, below the line.", None)
    lower: Number = said("The lower end of its confidence interval.", None)
    upper: Number = said("The upper end of its confidence interval.", None)
    group: str = said(GROUP, "")
    status: str = said(STATUS, "normal")
    qualifier: str = said("<, > or ~ where the figure is a bound or about.", "")
    note: str = said("What was said of it.", "")
    unit: str = said(UNIT, "%")


class TargetOut(Schema):
    """What is aimed for by a period."""

    measure: str = said("The measure's ref.", "neet-16-17")
    area: str = said(AREA, "E10000016")
    period: str = said(PERIOD, "2017-04-01/P1Y")
    target: Number = said("The target.", "2.5")
    floor: Number = said("The least that is acceptable; the most where low is good.", None)
    lower: Number = said("The lower end of an expected range.", None)
    upper: Number = said("The upper end of an expected range.", None)
    unit: str = said(UNIT, "%")


class MeasuresAsked(PageAsked):
    """Which measures."""

    plan: str = Field(
        "", max_length=100, description="Only those of this plan.", examples=["strategic-statement-2015"]
    )
    item: str = Field(
        "", max_length=100, description="Only those of this item of that plan.", examples=["1.7"]
    )
    text: str = Field(
        "", max_length=200, description="Only those with all these words in title, ref or definition.",
        examples=["young people"],
    )  # fmt: skip
    ref: str = Field(
        "", max_length=200, description="Only the one of exactly this ref.", examples=["neet-16-17"]
    )
    kind: Literal["outcome", "performance", "activity"] | None = Field(
        None, description="Only those of this kind.", examples=["outcome"]
    )


class VerdictsAsked(Asked):
    """On which series, and by which policy."""

    area: str = Field(
        "", max_length=40, description="The area; the council's own without it.", examples=["E10000016"]
    )
    group: str = Field(
        "", max_length=300, description="The group; everyone without it.", examples=["sex=female"]
    )
    policy: str = Field(
        "", max_length=100, description="The policy; the council's own without it. A measure that has one of "
        "its own is judged by that.", examples=["every-question"],
    )  # fmt: skip


class VerdictsOut(Schema):
    """Everything that a policy says of one series."""

    measure: str = said("The measure's ref.", "neet-16-17")
    area: str = said(AREA, "E10000016")
    group: str = said(GROUP, "")
    policy: str = said("The policy that judged it.", "kent-annual-report-2017")
    judged_on: date = said("The day that it was judged as of.", "2026-03-31")
    verdicts: list[VerdictOut] = Field(..., description="One for each question of the policy.")


@router.get("/measures", response=Page[MeasureOut], url_name="api-measures", operation_id="measures")
def measures(request: HttpRequest, asked: Query[MeasuresAsked]) -> dict[str, Any]:
    """Measures

    What the council measures itself by, in order of their titles.
    """
    reader = reader_in(request)
    only = {"ref": asked.ref} if asked.ref else {}
    words = asked.text.casefold().split()
    found = [each for each in reader.sight.told(**only) if _is_wanted(each, asked, words)]
    return page_of(request, asked, found, measure_row)


@router.get("/measures/{slug:measure}", response=MeasureOut, url_name="api-measure", operation_id="measure")
def measure(request: HttpRequest, measure: str) -> dict[str, Any]:
    """One measure

    What it counts, in which unit, which way is better, and the plan items that it serves.
    """
    return measure_row(measure_of(measure, reader_in(request)))


@router.get(
    "/measures/{slug:measure}/figures",
    response=Page[FigureOut],
    url_name="api-figures",
    operation_id="figures",
)
def figures(request: HttpRequest, measure: str, asked: Query[FiguresAsked]) -> dict[str, Any]:
    """A measure's figures

    By area, group and period. `as_known_on` gives them as they were known at the end of a day, before later
    revisions.
    """
    reader = reader_in(request)
    rows, total = figure_rows(measure_of(measure, reader), asked, reader)
    return part(request, asked, rows, total)


@router.get(
    "/measures/{slug:measure}/targets",
    response=Page[TargetOut],
    url_name="api-targets",
    operation_id="targets",
)
def targets(request: HttpRequest, measure: str, asked: Query[PageAsked]) -> dict[str, Any]:
    """A measure's targets

    What is aimed for, area by area and period by period.
    """
    sheet = measure_of(measure, reader_in(request))
    found = queries.targets(sheet.ref)
    return page_of(request, asked, found, lambda target: _target_row(target, sheet.measure.unit))


@router.get(
    "/measures/{slug:measure}/verdicts",
    response=VerdictsOut,
    url_name="api-verdicts",
    operation_id="verdicts",
)
def verdicts(request: HttpRequest, measure: str, asked: Query[VerdictsAsked]) -> dict[str, Any]:
    """What is said of a measure

    Every question that the policy asks of one series, each answer with its rule, the figures and the limits
    that it rests on, or the reason why there is none.
    """
    reader = reader_in(request)
    sheet, area, policy = (
        measure_of(measure, reader),
        area_of(asked.area, reader),
        policy_of(asked.policy, reader),
    )
    held = read_figures(reader.sight, [sheet], [area])
    found = held.verdicts(policy, queries.aims(held.sheets), reader.today)
    own = policy_judging(sheet, policy)
    return {
        "measure": sheet.ref,
        "area": area,
        "group": asked.group,
        "policy": own.ref,
        "judged_on": reader.today,
        "verdicts": verdict_rows(found.get((sheet.ref, area, asked.group), ()), sheet, own),
    }


def measure_row(sheet: MeasureSheet) -> dict[str, Any]:
    """A measure as a row."""
    measure = sheet.measure
    plain = (
        "title", "unit", "statistic", "polarity", "decimals", "kind", "year_type", "source", "definition",
        "owner", "comparator", "tolerance", "headline",
    )  # fmt: skip
    return {name: getattr(measure, name) for name in plain} | {
        "measure": sheet.ref,
        "slug": sheet.slug,
        "multiplier": number(measure.multiplier),
        "life": sheet.life,
        "policy": sheet.policy,
        "publisher": sheet.publisher,
        "serves": [
            {"plan": link.plan, "item": link.item, "why": link.why, "whose_reading": link.whose_reading}
            for link in sheet.links
        ],
    }


def _is_wanted(sheet: MeasureSheet, asked: MeasuresAsked, words: list[str]) -> bool:
    text = f"{sheet.title} {sheet.ref} {sheet.measure.definition}".casefold()
    is_linked = not (asked.plan or asked.item) or any(
        (not asked.plan or link.plan == asked.plan) and (not asked.item or link.item == asked.item)
        for link in sheet.links
    )
    is_kind = asked.kind is None or (sheet.measure.kind or "performance") == asked.kind
    return is_linked and is_kind and all(word in text for word in words)


def _target_row(target: Target, unit: str) -> dict[str, Any]:
    return {
        "measure": target.measure,
        "area": target.area,
        "period": str(target.period),
        "target": number(target.target),
        "floor": number(target.floor),
        "lower": number(target.lower),
        "upper": number(target.upper),
        "unit": unit,
    }
