"""The kinds that are made of a published quarter, and what the public must not find in any kind."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.measures.commands import (
    define_measure,
    import_release,
    link_measure,
    publish_measure,
    rehearse_import,
)
from goldenthread.people.commands.council import set_council
from goldenthread.people.commands.organisation import name_portfolio
from goldenthread.people.commands.service import change_service
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.publish.fact import differences
from goldenthread.publish.kinds.kind import KINDS, Composed, Scope
from goldenthread.publish.public_reader import public_reader
from goldenthread.reporting.commands.report import write_opening, write_section
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.promising import an_icy_risk
from tests.areas.plan_area.plans import ADOPTED, SMALL
from tests.areas.publish.conftest import KENT, Deliver
from tests.areas.publish.well_made import facts, faults, words
from tests.areas.reporting.conftest import ground, quarter
from tests.areas.reporting.finished import close, publish

__all__ = ["ground", "quarter"]
pytestmark = pytest.mark.django_db


def composed(kind: str, **scope: str) -> Composed:
    return KINDS[kind].compose(Scope(**scope), public_reader(timezone.now()))


def test_a_published_quarter_is_put_together_soundly(quarter: str) -> None:
    publish(quarter)
    edition = composed("quarterly-report", period=quarter)
    assert faults(edition) == []
    keys = [part.key for part in edition.parts]
    assert keys[:4] == ["summary", "red", "direction", "activity"]
    assert keys[-2:] == ["measures", "how-this-was-judged"]


def test_a_quarters_counts_and_ratings_are_facts(quarter: str) -> None:
    publish(quarter)
    held = facts(composed("quarterly-report", period=quarter))
    assert held[f"quarter/{quarter}/count/ratings/red"].value == "1"
    red = held[f"quarter/{quarter}/waiting/{KENT}/target"]
    assert (red.verdict, red.value, red.unit, red.status) == ("red", "300", "people", "normal")
    assert red.releases


def test_a_red_measure_says_why_and_what_is_being_done(quarter: str) -> None:
    publish(quarter)
    told = words(composed("quarterly-report", period=quarter))
    assert "Two assessors left in July." in told
    assert "Hire two assessors" in told


def test_the_officers_words_stand_before_the_facts_and_hidden_sections_are_left_out(quarter: str) -> None:
    write_opening(None, quarter, "", "A dry summer.\n\nRoads held.")
    write_section(None, quarter, "direction", 0, "", False)
    publish(quarter)
    edition = composed("quarterly-report", period=quarter)
    assert "direction" not in [part.key for part in edition.parts]
    opening = edition.parts[0].sections[0]
    assert len(opening.blocks) == 2
    assert "A dry summer." in repr(opening)


def test_a_quarter_that_is_not_published_is_refused(quarter: str) -> None:
    close(quarter)
    with pytest.raises(Refused, match="there is no published quarter"):
        composed("quarterly-report", period=quarter)


def test_risks_are_counted_and_never_named(quarter: str) -> None:
    an_icy_risk(level="corporate")
    publish(quarter)
    edition = composed("quarterly-report", period=quarter)
    assert "not salted" not in words(edition)
    assert sum(int(f.value) for key, f in facts(edition).items() if "/count/risks/" in key) == 1


def test_a_portfolio_has_the_measures_of_its_services_alone(quarter: str) -> None:
    name_portfolio(None, "adults", "Adults")
    change_service(None, "care", portfolio="adults", from_day=date.today())
    publish(quarter)
    edition = composed("portfolio", portfolio="adults", period=quarter)
    assert faults(edition) == []
    assert "Hire two assessors" in words(edition)
    assert not any("potholes" in key for key in facts(edition))


def test_a_release_that_is_not_public_yet_gives_no_figure(figures: None, tmp_path: Path, bob: User) -> None:
    later = tmp_path / "later.csv"
    later.write_text(f"measure,area,period,value\nneet,{KENT},2024-04-01/P1Y,9\n")
    tomorrow = timezone.now() + timedelta(days=1)
    import_release(bob, rehearse_import(bob, [later]), publish_at=tomorrow)
    key = f"figure/neet/{KENT}//2024-04-01/P1Y"
    assert key not in facts(composed("scorecard", area=KENT))
    then = KINDS["scorecard"].compose(Scope(area=KENT), public_reader(tomorrow + timedelta(hours=1)))
    assert facts(then)[key].value == "9"


def test_a_draft_plan_is_refused_with_what_to_do(figures: None) -> None:
    import_plan(None, SMALL)
    for kind in ("annual-report", "outcome-measures", "plan", "close-down"):
        with pytest.raises(Refused) as refused:
            composed(kind, plan="small")
        assert refused.value.refusals[0].do == "publish a plan first"


def test_a_plan_without_directions_has_an_annual_report_that_adds_its_measures_up(figures: None) -> None:
    import_plan(None, ADOPTED)
    publish_plan(None, "small")
    link_measure(None, "gcse", "small", "o1")
    edition = composed("annual-report", plan="small")
    assert faults(edition) == []
    held = facts(edition)
    assert held[f"verdict/gcse/{KENT}//direction_1y"].verdict == "improving"
    assert held[f"verdict/gcse/{KENT}//direction_1y"].change == "4"


def test_a_measure_that_is_not_public_is_in_no_chapter(figures: None) -> None:
    import_plan(None, ADOPTED)
    publish_plan(None, "small")
    define_measure(None, Measure("secret", "Not yet told", "%"))
    for ref in ("gcse", "secret"):
        link_measure(None, ref, "small", "o1")
    assert "Not yet told" not in words(composed("outcome-measures", plan="small"))
    publish_measure(None, "secret")
    assert "Not yet told" in words(composed("outcome-measures", plan="small"))


def test_a_revised_figure_differs_by_name_in_all_that_rests_on_it(figures: None, deliver: Deliver) -> None:
    before = facts(composed("scorecard", area=KENT))
    deliver("gcse,2023-04-01/P1Y,61", status="revised")
    after = facts(composed("scorecard", area=KENT))
    found = {
        (each.was or each.now).key: each  # type: ignore[union-attr]
        for each in differences(tuple(before.values()), tuple(after.values()))
    }
    verdict = found[f"verdict/gcse/{KENT}//direction_1y"]
    assert verdict.was and verdict.now
    assert (verdict.was.verdict, verdict.now.verdict) == ("improving", "maintaining")
    assert f"figure/gcse/{KENT}//2023-04-01/P1Y" in found
    assert not any("neet" in key for key in found)


def test_another_policy_differs_by_the_rule_of_every_verdict(figures: None, council: CouncilFacts) -> None:
    before = facts(composed("scorecard", area=KENT))
    set_council(None, replace(council, policy="every-question"))
    after = facts(composed("scorecard", area=KENT))
    key = f"verdict/gcse/{KENT}//direction_1y"
    assert before[key].rule.startswith("kent-annual-report-2017/")
    assert after[key].rule.startswith("every-question/")
