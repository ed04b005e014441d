"""What is being done, in the kinds of edition: published service plans alone, and never a risk."""

from dataclasses import replace

import pytest
from django.utils import timezone

from goldenthread.delivery.commands.action import add_action
from goldenthread.delivery.commands.risk import raise_risk
from goldenthread.delivery.commands.risk_action import link_risk
from goldenthread.delivery.commands.service_plan import agree_service_plan, publish_service_plan
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.publish.kinds.kind import KINDS, Composed, Scope
from goldenthread.publish.public_reader import public_reader
from tests.areas.delivery.ground import SLOW, lay_ground, make_roads_plan
from tests.areas.delivery.promising import ICE
from tests.areas.plan_area.plans import ADOPTED
from tests.areas.publish.well_made import facts, faults, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(council: CouncilFacts) -> None:
    """A public plan, an action of a service plan that is not public yet, and a risk on the same outcome."""
    lay_ground()
    import_plan(None, ADOPTED)
    publish_plan(None, "small")
    make_roads_plan()
    add_action(None, replace(SLOW, owner=""))
    link_risk(None, raise_risk(None, ICE), "small", "o1")


def publish_roads() -> None:
    agree_service_plan(None, "roads-2026")
    publish_service_plan(None, "roads-2026")


def composed(kind: str, **scope: str) -> Composed:
    return KINDS[kind].compose(Scope(**scope), public_reader(timezone.now()))


@pytest.mark.parametrize("kind", ["annual-report", "close-down", "outcome", "plan"])
def test_no_kind_tells_of_a_service_plan_that_is_not_published_nor_of_a_risk(served: None, kind: str) -> None:
    told = words(composed(kind, plan="small", item="o1"))
    assert SLOW.title not in told
    assert ICE.title not in told


def test_a_published_action_stands_under_the_outcome_that_it_serves(served: None) -> None:
    publish_roads()
    edition = composed("annual-report", plan="small", year="2026/27")
    assert faults(edition) == []
    outcome = next(part for part in edition.parts if part.key == "item-o1")
    progress = next(each for each in outcome.sections if each.title == "Progress on the year's priorities")
    assert SLOW.title in repr(progress)
    assert facts(edition)["action/roads-1"].status == "planned"


def test_an_action_of_another_year_is_left_out(served: None) -> None:
    publish_roads()
    assert SLOW.title not in words(composed("annual-report", plan="small", year="2025/26"))


def test_a_close_down_names_the_work_that_settles_nothing_yet(served: None) -> None:
    publish_roads()
    edition = composed("close-down", plan="small")
    assert faults(edition) == []
    fact = facts(edition)["close-down/small/o1.1.1"]
    assert fact.status == "no_published_evidence"
    assert SLOW.title in fact.text


def test_a_close_down_calls_delivered_what_all_published_work_is_done_for(council: CouncilFacts) -> None:
    lay_ground()
    import_plan(None, ADOPTED)
    publish_plan(None, "small")
    make_roads_plan()
    add_action(None, replace(SLOW, owner="", state="done"))
    publish_roads()
    held = facts(composed("close-down", plan="small"))
    assert held["close-down/small/o1.1.1"].status == "delivered"
    assert SLOW.title in held["close-down/small/o1.1.1"].text
    assert held["close-down/small/o1.1"].status == "delivered"
    assert held["close-down/small/o1"].status == "no_published_evidence"
