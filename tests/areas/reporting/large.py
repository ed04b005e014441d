"""A whole council's quarter: 60 services that owe 4,800 figures and 200 actions, and their workbook."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.delivery.models import Action
from goldenthread.measures import models as measures
from goldenthread.people.commands.service import open_service
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure
from tests.areas.reporting.excel import changed, headings
from tests.areas.reporting.quarter import QUARTER, REF, plan_quarter

SERVICES = 60
MEASURES = 1_200
ACTIONS = 200
AREAS = ("E10000016", "E07000105", "E07000106", "E07000107")
ROWS = MEASURES * len(AREAS) + ACTIONS

Break = Callable[[Worksheet, int, dict[str, int]], str]
"""Spoils one row, given its number and where each heading stands; answers with the heading that is wrong."""


def lay_large_ground() -> str:
    """The services, measures with targets and actions, and an open quarter that asks for all of them."""
    for at in range(SERVICES):
        open_service(None, f"service-{at}", f"Service {at}", "service")
    made = measures.Measure.objects.bulk_create(_measure(at) for at in range(MEASURES))
    measures.Target.objects.bulk_create(
        measures.Target(measure=each, area=area, period="2026-04-01/P3M", target="50", floor="40")
        for each in made
        for area in AREAS
    )
    Action.objects.bulk_create(
        Action(ref=f"action-{at}", title=f"Action {at}", service=f"service-{at % SERVICES}")
        for at in range(ACTIONS)
    )
    plan_quarter()
    _open(made)
    return REF


def _measure(at: int) -> measures.Measure:
    return measures.Measure(
        ref=f"measure-{at}",
        slug=f"measure-{at}",
        title=f"Share of work done in time, part {at}",
        unit="%",
        statistic="proportion",
        multiplier=Decimal(100),
        polarity="high_is_good",
        decimals=1,
        service=f"service-{at % SERVICES}",
        returned="quarterly",
    )


def _open(made: list[measures.Measure]) -> None:
    period = ReportingPeriod.objects.get(ref=REF)
    ReportingPeriod.objects.update(state="open")
    rows = Return.objects.bulk_create(
        Return(period=period, service=f"service-{at}") for at in range(SERVICES)
    )
    returns = {each.service: each for each in rows}
    ReturnFigure.objects.bulk_create(
        ReturnFigure(
            given_in=returns[each.service],
            measure=each.ref,
            area=area,
            period=str(QUARTER),
            position=at,
            usual={"previous": "60", "previous_period": "2026-04-01/P3M", "points": 1},
        )
        for at, each in enumerate(made)
        for area in AREAS
    )
    ReturnAction.objects.bulk_create(
        ReturnAction(given_in=returns[f"service-{at % SERVICES}"], action=f"action-{at}")
        for at in range(ACTIONS)
    )


def fill_everything(content: bytes) -> bytes:
    """Every figure and every action answered, as a performance officer would gather them."""
    return changed(content, _fill)


def _fill(book: Workbook) -> None:
    figures, actions = book["Figures"], book["Actions"]
    at = _places(book, "Figures")
    for row in range(2, figures.max_row + 1):
        figures.cell(row, at["Numerator"]).value = 600 + row % 300
        figures.cell(row, at["Denominator"]).value = 1000
        figures.cell(row, at["Comment"]).value = "As expected for the time of the year."
    at = _places(book, "Actions")
    for row in range(2, actions.max_row + 1):
        actions.cell(row, at["Confidence"]).value = "On track"
        actions.cell(row, at["How it stands"]).value = "It goes as planned."


def _places(book: Workbook, sheet: str) -> dict[str, int]:
    return {heading: place for place, heading in enumerate(headings(book, sheet), start=1)}


def spoil(content: bytes, kinds: dict[str, Break], times: int = 4) -> tuple[bytes, dict[str, str]]:
    """The workbook with each kind of error made several times: it, and each wrong cell with its kind."""
    wrong: dict[str, str] = {}

    def break_rows(book: Workbook) -> None:
        page, at = book["Figures"], _places(book, "Figures")
        rows = iter(range(7, page.max_row, 111))
        for kind, spoilt in kinds.items():
            for _ in range(times):
                row = next(rows)
                heading = spoilt(page, row, at)
                wrong[page.cell(row, at[heading]).coordinate] = kind

    return changed(content, break_rows), wrong


def typing(heading: str, value: Any) -> Break:
    """An error made by typing one thing into one cell."""

    def spoilt(page: Worksheet, row: int, at: dict[str, int]) -> str:
        page.cell(row, at[heading]).value = value
        return heading

    return spoilt


def _value_only(value: Any) -> Break:
    def spoilt(page: Worksheet, row: int, at: dict[str, int]) -> str:
        page.cell(row, at["Numerator"]).value = page.cell(row, at["Denominator"]).value = None
        page.cell(row, at["Value"]).value = value
        return "Value"

    return spoilt


def _red_in_silence(page: Worksheet, row: int, at: dict[str, int]) -> str:
    page.cell(row, at["Numerator"]).value = 100
    page.cell(row, at["Comment"]).value = None
    page.cell(row, at["Management action"]).value = "A second team from January"
    page.cell(row, at["Action owner"]).value = "Head of service"
    page.cell(row, at["Action due"]).value = date(2027, 1, 31)
    return "Comment"


def _repeat(page: Worksheet, row: int, at: dict[str, int]) -> str:
    for heading in ("Service ref", "Measure ref", "Area code", "Period ref"):
        page.cell(row, at[heading]).value = page.cell(row - 1, at[heading]).value
    return "Measure ref"


TEN_KINDS: dict[str, Break] = {
    "not_a_number": _value_only("about 40"),
    "out_of_range": _value_only(104.5),
    "numerator_over_denominator": typing("Numerator", 1001),
    "unknown_status": typing("Figure status", "guessed"),
    "red_without_comment": _red_in_silence,
    "error_cell": typing("Denominator", "#N/A"),
    "formula_without_result": typing("Numerator", "=Elsewhere!A1"),
    "unknown_measure": typing("Measure ref", "measure-of-nobody"),
    "wrong_period": typing("Period ref", "2026-04-01/P3M"),
    "repeated_row": _repeat,
}
