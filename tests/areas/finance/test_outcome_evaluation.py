"""Evaluations: a unit cost stands on nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from goldenthread.finance.commands.evaluation import record_evaluation, remove_evaluation
from goldenthread.finance.queries.evaluation import EvaluationFacts, evaluations, evaluations_of
from goldenthread.measures.commands import define_measure
from goldenthread.people.access import NotAllowed
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused
from tests.areas.finance.outcome_ground import an_officer, lay_plan

pytestmark = pytest.mark.django_db
STUDY = EvaluationFacts(
    ref="",
    title="Help at home after hospital",
    plan="small",
    item="o1",
    measure="readmitted",
    design="Randomised trial",
    registered_on=date(2022, 3, 1),
    data_on=date(2023, 6, 1),
    effect=D("-500"),
    lower=D("-800"),
    upper=D("-200"),
    cost=D("1000000.00"),
    unit="one fewer re-admission",
    quality="high",
    source="University of Shire, 2024, page 12",
)


@pytest.fixture(autouse=True)
def ground(council: CouncilFacts) -> None:
    lay_plan()
    define_measure(None, Measure("readmitted", "People re-admitted", "people", polarity="low_is_good"))


def test_the_cost_of_one_unit_has_the_interval_of_its_effect() -> None:
    record_evaluation(an_officer(), STUDY)
    (found,) = evaluations_of("small", ["o1"])
    assert found.unit_cost
    assert (found.unit_cost.central, found.unit_cost.least, found.unit_cost.most) == (
        D("2000.00"),
        D("1250.00"),
        D("5000.00"),
    )


def test_a_study_that_cannot_tell_its_effect_from_none_gives_no_unit_cost() -> None:
    record_evaluation(None, replace(STUDY, upper=D("100")))
    assert evaluations()[0].unit_cost is None


@pytest.mark.parametrize("days", [0, 1])
def test_a_design_written_down_when_the_data_could_be_seen_is_refused(days: int) -> None:
    late = STUDY.data_on + timedelta(days=days)
    with pytest.raises(Refused, match="registered when its data could already be seen"):
        record_evaluation(None, replace(STUDY, registered_on=late))


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ({"data_on": timezone.localdate() + timedelta(days=400)}, "this day is to come"),
        ({"effect": D("-900")}, "outside its own interval"),
        ({"effect": D("0"), "upper": D("1")}, "found no effect"),
        ({"cost": D("0.00")}, "not more than nothing"),
        ({"quality": "superb"}, "no quality"),
        ({"item": "o9"}, "there is no item o9"),
        ({"measure": "other"}, "there is no measure"),
        ({"design": " "}, "this is empty"),
        ({"source": ""}, "this is empty"),
    ],
)
def test_what_a_unit_cost_could_not_rest_on_is_refused(wrong: dict[str, object], what: str) -> None:
    with pytest.raises(Refused, match=what):
        record_evaluation(None, replace(STUDY, **wrong))  # type: ignore[arg-type]


def test_a_performance_officer_records_one_and_a_strategy_officer_does_not() -> None:
    record_evaluation(an_officer("performance"), STUDY)
    with pytest.raises(NotAllowed):
        record_evaluation(an_officer("strategy"), STUDY)


def test_one_is_taken_away_only_with_a_reason() -> None:
    ref = record_evaluation(None, STUDY)
    with pytest.raises(Refused, match="not removed without a reason"):
        remove_evaluation(None, ref, " ")
    remove_evaluation(None, ref, "Retracted by its authors")
    assert evaluations() == ()


def test_two_studies_of_one_title_have_refs_of_their_own() -> None:
    assert record_evaluation(None, STUDY) == "help-at-home-after-hospital"
    assert record_evaluation(None, STUDY) == "help-at-home-after-hospital-2"
