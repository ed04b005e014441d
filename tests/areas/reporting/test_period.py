"""A quarter is planned with its dates, and opening it works out what each service owes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from goldenthread.measures.assigning import Assigned, assign_measures
from goldenthread.measures.commands import import_release, rehearse_import
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.people.queries.trail import acts_on
from goldenthread.reporting.commands.period import change_period, open_period, plan_period
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject
from tests.areas.reporting.quarter import DATES, NOW, QUARTER, open_quarter, plan_quarter

pytestmark = pytest.mark.django_db


def test_a_quarter_is_named_after_its_financial_year(ground: None, bob: User) -> None:
    assert plan_period(bob, QUARTER, "Quarter 2 2026/27", **DATES) == "2026-27-q2"
    assert acts_on(Subject("reporting period", "2026-27-q2"))[0].act == "plan_period"


def test_its_dates_follow_each_other_and_it_is_planned_once(ground: None) -> None:
    wrong = DATES | {"due": DATES["opens"] - timedelta(days=1), "closes": date(2026, 10, 2)}
    with pytest.raises(Refused) as refused:
        plan_period(None, QUARTER, "", **wrong)
    assert [each.column for each in refused.value.refusals] == ["title", "due", "closes"]
    plan_quarter()
    with pytest.raises(Refused, match="planned already"):
        plan_quarter()


def test_only_the_performance_team_plans_and_opens(ground: None, lara: User, amir: User) -> None:
    ref = plan_quarter()
    for person in (lara, amir):
        with pytest.raises(NotAllowed):
            plan_period(person, QUARTER, "Quarter 2", **DATES)
        with pytest.raises(NotAllowed):
            open_period(person, ref, NOW)


def test_opening_makes_a_return_for_every_service_that_owes_anything(ground: None, bob: User) -> None:
    assert open_period(bob, plan_quarter(), NOW) == 2
    owed = ReturnFigure.objects.values_list("given_in__service", "measure", "period")
    assert sorted(owed) == [
        ("care", "calls", str(QUARTER)),
        ("care", "reviews", str(QUARTER)),
        ("care", "waiting", str(QUARTER)),
        ("roads", "potholes", str(QUARTER)),
    ]
    actions = ReturnAction.objects.values_list("given_in__service", "action")
    assert sorted(actions) == [("care", "care-1"), ("care", "care-2"), ("roads", "roads-1")]
    assert ReportingPeriod.objects.get().state == "open"


def test_a_yearly_measure_is_owed_in_the_quarter_that_ends_its_year(ground: None) -> None:
    dates = {name: day + timedelta(days=180) for name, day in DATES.items()}
    ref = plan_period(None, read_period("2027-01-01/P3M"), "Quarter 4 2026/27", **dates)
    open_period(None, ref, NOW)
    assert ReturnFigure.objects.get(measure="survey").period == "2026-04-01/P1Y"


def test_a_monthly_measure_is_owed_three_times(ground: None) -> None:
    assign_measures(None, [Assigned("calls", "care", "monthly")])
    open_quarter()
    periods = ReturnFigure.objects.filter(measure="calls").values_list("period", flat=True)
    assert sorted(periods) == ["2026-07-01/P1M", "2026-08-01/P1M", "2026-09-01/P1M"]


def test_what_the_series_did_before_is_kept_from_the_store_at_the_opening(
    ground: None, tmp_path: Path
) -> None:
    file = tmp_path / "before.csv"
    rows = [
        f"waiting,E10000016,{year} Q{quarter},{200 + quarter}"
        for year in ("2024/25", "2025/26")
        for quarter in (1, 2, 3, 4)
    ]
    file.write_text("\n".join(["measure,area,period,value", *rows]) + "\n")
    import_release(None, rehearse_import(None, [file]))
    open_quarter()
    usual = ReturnFigure.objects.get(measure="waiting").usual
    assert (usual["previous"], usual["previous_period"], usual["points"]) == ("204", "2026-01-01/P3M", 8)
    assert usual["lower"] and usual["upper"]


def test_an_opened_period_is_not_opened_again(ground: None) -> None:
    with pytest.raises(Refused, match="is open"):
        open_period(None, open_quarter(), NOW)
    assert Return.objects.count() == 2


def test_an_open_period_may_be_given_more_time(ground: None, bob: User) -> None:
    ref = open_quarter()
    longer = DATES | {"closes": date(2026, 11, 4)}
    change_period(bob, ref, "Quarter 2 2026/27", **longer)
    assert ReportingPeriod.objects.get().closes == date(2026, 11, 4)
    ReportingPeriod.objects.update(state="closed")
    with pytest.raises(Refused, match="is closed"):
        change_period(bob, ref, "Quarter 2 2026/27", **DATES)
