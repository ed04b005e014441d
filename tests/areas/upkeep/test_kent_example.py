"""The Kent example says what its papers say: each plan's entries, and every figure with its true status."""

from collections import Counter
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.delivery.queries.commitment import asks, every_commitment
from goldenthread.delivery.queries.service_plan import service_plans
from goldenthread.measures.queries import measures, series, targets
from goldenthread.people.queries.council import council
from goldenthread.people.queries.service import services
from goldenthread.people.queries.trail import TrailFilter, trail
from goldenthread.plan.queries import plan_document
from goldenthread.rules.observation import Observation
from goldenthread.rules.plan import PlanDocument
from goldenthread.upkeep.demo_home import KENT
from goldenthread.upkeep.example import load_example
from goldenthread.upkeep.folder import read_example
from goldenthread.upkeep.organisation import load_organisation, load_work
from goldenthread.upkeep.publishing import publish_commitments, publish_service_plans
from tests.areas.upkeep.conftest import RESIDENT, Kent

pytestmark = pytest.mark.django_db

COUNTY = "E10000016"

# measure, area, period, value, status, qualifier
FIGURES = """
neet-16-17 E10000016 2016-01-01/P1Y 3.0 normal -
neet-16-17 E10000016 2017-01-01/P1Y 2.8 provisional -
gcse-5-good-english-maths E10000016 2015-09-01/P1Y 60.8 normal -
gcse-5-good-english-maths E10000016 2016-09-01/P1Y 62.2 break -
gcse-5-good-english-maths E92000001 2015-09-01/P1Y 57.7 normal -
landfill E10000016 2015-04-01/P1Y 6 normal -
landfill E10000016 2016-04-01/P1Y 2 normal -
landfill E10000016 2017-04-01/P1Y 0.5 provisional <
level-3-qualified E10000016 2016-01-01/P1Y 54 normal -
level-4-qualified E10000016 2016-01-01/P1Y 37 normal -
social-worker-vacancy-rate E10000016 2017-10-01/P1M 3.4 normal -
schools-good-or-outstanding E10000016 2017-10-01/P1M 91 normal -
potholes-repaired E10000016 2016-10-01/P1Y 9061 normal -
potholes-within-28-days E10000016 2016-10-01/P1Y 96 normal -
pothole-satisfaction E10000016 2016-10-01/P1Y 91 normal -
potholes-reported-online E10000016 2017-03-01/P1M 75 normal >
extra-care-flats E10000016 2016-10-01/P1M 649 normal -
extra-care-flats E10000016 2017-10-01/P1M 900 normal -
enablement-people E10000016 2016-04-01/P1Y 7706 normal -
enablement-returned-home E10000016 2016-04-01/P1Y 81 normal -
enablement-no-further-support E10000016 2016-04-01/P1Y 62 normal -
mental-health-enablement-people E10000016 2016-04-01/P1Y 1631 normal -
mental-health-enablement-completed E10000016 2016-04-01/P1Y 48 normal -
empty-homes-back-in-use E10000016 2016-10-01/P1Y 581 normal -
s106-agreements E10000016 2016-10-01/P1Y 92 normal -
s106-secured E10000016 2016-10-01/P1Y 80.3 normal -
s106-share-of-request E10000016 2016-10-01/P1Y 97 normal -
infrastructure-needed kent-and-medway 2015-01-01/P1Y 6.74 estimated -
infrastructure-gap kent-and-medway 2015-01-01/P1Y 2.01 estimated -
infrastructure-gap kent-and-medway 2020-01-01/P1Y 4 estimated ~
school-places-needed E10000016 2015-09-01/P8Y 23000 estimated -
school-places-delivered E10000016 2016-10-01/P1Y 3375 normal >
school-places-funding-gap E10000016 2017-10-01/P1M 130 normal -
business-loan-jobs kent-and-medway 2016-04-01/P1Y 869 normal -
apprenticeship-vacancies-posted E10000016 2017-06-01/P1M 705 normal -
apprenticeship-registrants E10000016 2017-06-01/P1M 2210 normal -
advocacy-people E10000016 2016-04-01/P1Y 3590 normal -
live-well-referrals E10000016 2016-04-01/P1Y 5378 normal -
live-well-sign-ups E10000016 2016-04-01/P1Y 4023 normal -
compliments-change E10000016 2016-04-01/P1Y 31 normal -
savings-to-date E10000016 2011-04-01/P6Y 515 normal -
savings-further E10000016 2017-04-01/P1Y 73 normal -
savings-seven-years E10000016 2011-04-01/P7Y 588 normal -
budget-gap E10000016 2017-04-01/P1Y 119 normal -
savings-needed-low E10000016 2021-04-01/P1Y 62 estimated -
savings-needed-high E10000016 2021-04-01/P1Y 143 estimated -
population E10000016 2020-01-01/P1M 1583500 normal -
population-projected E10000016 2038-01-01/P1Y 1835800 estimated -
over-65-growth E10000016 2036-01-01/P1Y 57.5 estimated -
over-85-growth E10000016 2036-01-01/P1Y 131 estimated -
freight-vehicles E10000016 2020-01-01/P1M 11500 normal -
rights-of-way-length-2017-report E10000016 2017-10-01/P1M 4381 normal -
rights-of-way-length-2020-draft E10000016 2020-01-01/P1M 4827 normal -
rural-land-strengths E10000016 2020-01-01/P1M 77 normal -
rural-land-outcome-3 E10000016 2020-01-01/P1M 73 normal -
""".strip().splitlines()


@pytest.mark.parametrize("said", FIGURES)
def test_a_resident_reads_the_figure_that_the_papers_print(kent: Kent, said: str) -> None:
    measure, area, period, value, status, qualifier = said.split()
    point = point_of(kent, measure, area, period)
    assert (point.value, point.status, point.qualifier or "-") == (Decimal(value), status, qualifier)


def point_of(kent: Kent, measure: str, area: str, period: str) -> Observation:
    points = series(measure, area, viewer=RESIDENT, now=kent.now)
    return {str(point.period): point for point in points}[period]


@pytest.mark.parametrize(
    ("measure", "period", "target"),
    [
        ("neet-16-17", "2017-01-01/P1Y", "2.5"),
        ("landfill", "2019-04-01/P1Y", "10"),
        ("level-3-qualified", "2018-01-01/P1Y", "60"),
        ("level-4-qualified", "2018-01-01/P1Y", "40"),
    ],
)
def test_what_the_papers_aim_for_is_a_target(kent: Kent, measure: str, period: str, target: str) -> None:
    found = {str(each.period): each.target for each in targets(measure, COUNTY)}
    assert found[period] == Decimal(target)


def test_a_year_that_is_not_full_says_so(kent: Kent) -> None:
    point = point_of(kent, "neet-16-17", COUNTY, "2017-01-01/P1Y")
    assert point.note == "January 2017, not a full year"


def test_where_papers_disagree_each_figure_names_its_paper(kent: Kent) -> None:
    sheets = {sheet.ref: sheet.measure for sheet in measures(RESIDENT, kent.now)}
    for ref, paper, miles in (
        ("rights-of-way-length-2017-report", "Annual report 2017", "4381"),
        ("rights-of-way-length-2020-draft", "Draft 5-year plan, 2020", "4827"),
    ):
        (only,) = series(ref, COUNTY, viewer=RESIDENT, now=kent.now)
        assert sheets[ref].source.startswith(paper)
        assert only.value == Decimal(miles)


def plan_of(kent: Kent, ref: str) -> PlanDocument:
    view = plan_document(ref, RESIDENT, kent.now)
    assert view is not None
    return view.document


@pytest.mark.parametrize(
    ("ref", "counts"),
    [
        ("strategic-statement-2015", {"outcome": 3, "supporting_outcome": 20, "priority": 12}),
        (
            "five-year-plan-2020",
            {"outcome": 7, "objective": 138, "ambition": 47, "collaboration": 77, "ask": 35, "signpost": 40},
        ),
        ("interim-plan-2020", {"challenge": 5, "priority": 22, "action": 108}),
    ],
)
def test_each_plan_has_as_many_of_each_kind_as_its_paper(
    kent: Kent, ref: str, counts: dict[str, int]
) -> None:
    found = Counter(item.kind for item in plan_of(kent, ref).items)
    assert {kind: found[kind] for kind in counts} == counts


def test_the_draft_has_80_objectives_for_the_first_two_years_and_58_after(kent: Kent) -> None:
    items = plan_of(kent, "five-year-plan-2020").items
    horizons = Counter(item.horizon for item in items if item.kind == "objective")
    assert horizons == {"1-2 years": 80, "2-5 years": 58}


def test_the_draft_was_never_adopted_and_the_page_can_say_so(kent: Kent) -> None:
    view = plan_document("five-year-plan-2020", RESIDENT, kent.now)
    assert view is not None and view.state == "not_adopted" and view.banner


@pytest.mark.parametrize(
    ("years", "words", "how_many"),
    [("published_1y", ("improving", "maintaining"), 13), ("published_3y", ("improving",), 11)],
)
def test_all_twenty_supporting_outcomes_carry_a_published_direction(
    kent: Kent, years: str, words: tuple[str, ...], how_many: int
) -> None:
    items = plan_of(kent, "strategic-statement-2015").items
    said = [getattr(item, years) for item in items if item.kind == "supporting_outcome"]
    assert len(said) == 20 and all(said)
    assert sum(word in words for word in said) == how_many


def test_every_link_hangs_a_measure_on_an_item_that_there_is(kent: Kent) -> None:
    example = read_example(KENT)
    items = {(plan.ref, item.ref) for plan in example.plans for item in plan.items}
    refs = {sheet.ref for sheet in measures(RESIDENT, kent.now)}
    strays = [
        link for link in example.links if (link.plan, link.item) not in items or link.measure not in refs
    ]
    assert not strays and len(example.links) > 200


def test_every_succession_leads_between_items_that_there_are(kent: Kent) -> None:
    views = plan_document("five-year-plan-2020", RESIDENT, kent.now)
    assert views is not None
    nameless = [
        link for link in views.successions if not link.earlier.title or (link.later and not link.later.title)
    ]
    assert not nameless and len(views.successions) > 20


def test_the_council_and_its_home_plan_are_set(kent: Kent) -> None:
    facts = council()
    assert facts is not None and (facts.area, facts.plan) == (COUNTY, "strategic-statement-2015")
    assert plan_of(kent, facts.plan)


def test_loading_again_changes_nothing_and_writes_nothing_into_the_trail(kent: Kent) -> None:
    lines = trail(TrailFilter()).count
    again = load_example(KENT, kent.who)
    assert again.rows == 0
    assert trail(TrailFilter()).count == lines


def test_what_the_draft_asks_of_others_becomes_commitments_with_those_it_names(kent: Kent) -> None:
    load_organisation(KENT, None, kent.now.date())
    load_work(KENT, None)
    performance = kent.who.performance
    publish_commitments(performance, kent.now, ("ask",))
    tree = services(kent.now.date())
    held = every_commitment(tree, kent.now)
    assert Counter(each.words.plan for each in held) == {"five-year-plan-2020": len(held)}
    assert len(asks(kent.now)) == 35
    told = Client(HTTP_HOST="localhost").get("/asks/").content.decode()
    assert "This plan was never adopted." in told
    assert {each.partner_title for each in asks(kent.now)} == {
        "Government",
        "Ministry of Housing, Communities and Local Government",
        "Education and Skills Funding Agency",
    }
    assert sum(each.words.partner == "kent-police" for each in held) == 5
    assert not any(each.is_public for each in held if each.words.kind != "ask")


def test_residents_read_the_service_plans_that_the_papers_support(kent: Kent) -> None:
    load_organisation(KENT, None, kent.now.date())
    load_work(KENT, None)
    assert not service_plans(RESIDENT, kent.now)
    publish_service_plans(kent.who.performance, kent.now)
    assert len(service_plans(RESIDENT, timezone.now())) == 6
