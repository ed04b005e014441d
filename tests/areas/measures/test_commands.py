"""What officers do with measures, person by person, and what the trail keeps of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.engine.gap import Gap
from goldenthread.measures.commands import (
    begin_measure,
    declare_area,
    define_measure,
    import_release,
    link_measure,
    publish_measure,
    publish_release,
    record_measures,
    rehearse_import,
    retire_measure,
    revise_measure,
    set_target,
    unlink_measure,
)
from goldenthread.measures.queries import (
    areas_with,
    links_of_items,
    measure,
    measure_named,
    measures,
    register,
    releases_behind,
    search,
    series,
    targets,
    verdicts,
)
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused
from tests.areas.measures.conftest import GCSE, KENT, NEET, WriteFile

pytestmark = pytest.mark.django_db

POLICY = "kent-annual-report-2017"
AIM = Target("neet", KENT, read_period("2017"), target=Decimal("2.50"))
ACTS = {
    "define": lambda who: define_measure(who, Measure("roads", "Roads in good repair")),
    "revise": lambda who: revise_measure(who, replace(NEET, title="Young people")),
    "retire": lambda who: retire_measure(who, "neet", "No longer collected"),
    "aim": lambda who: set_target(who, AIM),
    "declare": lambda who: declare_area(who, Area("kent-medway", "Kent and Medway", "", (KENT, "E06000035"))),
    "publish": lambda who: publish_measure(who, "neet"),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", ["alice", "charlie"])
@pytest.mark.usefixtures("measures")
def test_only_who_keeps_measures_may(act: str, person: str, request: pytest.FixtureRequest) -> None:
    before = TrailEntry.objects.count()
    with pytest.raises(NotAllowed):
        ACTS[act](request.getfixturevalue(person))
    assert TrailEntry.objects.count() == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", ["bob", "adele"])
@pytest.mark.usefixtures("measures")
def test_who_keeps_measures_may_and_leaves_one_line(
    act: str, person: str, request: pytest.FixtureRequest
) -> None:
    who, before = request.getfixturevalue(person), TrailEntry.objects.count()
    ACTS[act](who)
    assert TrailEntry.objects.count() == before + 1
    assert TrailEntry.objects.latest("pk").who == who


@pytest.mark.usefixtures("measures")
def test_a_strategy_officer_links_measures_to_plans(
    alice: User, charlie: AnonymousUser, now: datetime
) -> None:
    link_measure(alice, "neet", "plan", "1.2", "It counts who is left out", "ours")
    found = links_of_items("plan", ["1.2", "1.3"], alice, now)
    assert [sheet.ref for sheet in found["1.2"]] == ["neet"] and list(found) == ["1.2"]
    assert links_of_items("plan", ["1.2"], charlie, now) == {}
    unlink_measure(alice, "neet", "plan", "1.2")
    assert links_of_items("plan", ["1.2"], alice, now) == {}
    with pytest.raises(NotAllowed):
        link_measure(charlie, "neet", "plan", "1.2")  # type: ignore[arg-type]


def test_a_slug_is_never_given_twice(bob: User, now: datetime) -> None:
    assert define_measure(bob, Measure("a/b", "One")) == "a-b"
    assert define_measure(bob, Measure("a b", "Two")) == "a-b-2"
    found = measure("a-b-2", bob, now)
    assert found is not None and found.title == "Two"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Measure(" ", "A title"), "no ref"),
        (Measure("roads", ""), "no title"),
        (Measure("neet", "Again"), "already defined"),
        (Measure("r" * 201, "Too long"), "longer than 200"),
    ],
)
@pytest.mark.usefixtures("measures")
def test_a_wrong_definition_is_refused(bob: User, wrong: Measure, said: str) -> None:
    with pytest.raises(Refused, match=said):
        define_measure(bob, wrong)


@pytest.mark.usefixtures("measures")
def test_a_revision_records_what_changed_and_nothing_else(bob: User) -> None:
    assert revise_measure(bob, Measure("neet", NEET.title, "per cent", polarity="low_is_good"))
    line = TrailEntry.objects.get(act="revise_measure")
    assert (line.before, line.after) == ({"unit": "%"}, {"unit": "per cent"})
    assert not revise_measure(bob, Measure("neet", NEET.title, "per cent", polarity="low_is_good"))


def test_the_same_table_of_measures_twice_changes_nothing(bob: User) -> None:
    table = (Measure("rate", "A rate", multiplier=Decimal("100")), GCSE)
    assert record_measures(bob, table, publish=True) == (2, 0)
    assert record_measures(bob, table, publish=True) == (0, 0)


@pytest.mark.usefixtures("measures")
def test_a_life_ends_with_a_reason_and_may_begin_again(bob: User, now: datetime) -> None:
    with pytest.raises(Refused, match="without a reason"):
        retire_measure(bob, "neet", " ")
    retire_measure(bob, "neet", "The definition changed", "gcse")
    found = measure_named("neet", bob, now)
    assert found is not None and (found.life, found.replaced_by) == ("replaced", "gcse")
    begin_measure(bob, "neet")
    found = measure_named("neet", bob, now)
    assert found is not None and (found.life, found.replaced_by) == ("in_use", "")


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (Gap("g", "neet", "sex=male", "sex=male"), "two different groups"),
        (Gap("g", "neet", "male", "sex=female"), "dimension=member"),
        (Gap("g", "nothing", "sex=male", "sex=female"), "there is no measure"),
    ],
)
@pytest.mark.usefixtures("measures")
def test_a_gap_needs_two_groups_of_a_measure(bob: User, gap: Gap, said: str) -> None:
    with pytest.raises(Refused, match=said):
        define_measure(bob, Measure("g", "A gap"), gap=gap)


@pytest.mark.usefixtures("measures")
def test_a_target_keeps_its_noughts_and_its_trail(bob: User) -> None:
    set_target(bob, AIM, "Annual report")
    [found] = targets("neet", KENT)
    assert str(found.target) == "2.50"
    set_target(bob, AIM, "Annual report")
    set_target(bob, Target("neet", KENT, AIM.period, target=Decimal(2)), "Annual report")
    lines = TrailEntry.objects.filter(act="set_target").order_by("pk")
    assert [(line.before, line.after["target"]) for line in lines] == [
        (None, "2.50"),
        ({"target": "2.50"}, "2"),
    ]


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (Area("E10000016", "Mine", "district"), "published code"),
        (Area("mine", "Mine"), "no members"),
        (Area("mine", "Mine", "", ("E07000999",)), "not in the area register"),
    ],
)
def test_an_area_that_cannot_be_declared_is_refused(bob: User, area: Area, said: str) -> None:
    with pytest.raises(Refused, match=said):
        declare_area(bob, area)


def test_a_declared_area_is_in_the_register(bob: User) -> None:
    declare_area(bob, Area("garden-coast", "Kent and Medway", "", (KENT, "E06000035")))
    assert register()["garden-coast"].members == (KENT, "E06000035")


@pytest.mark.usefixtures("measures")
def test_a_hold_stops_publishing_save_for_its_exceptions(
    bob: User, adele: User, charlie: AnonymousUser, council: CouncilFacts
) -> None:
    today = timezone.localdate()
    hold_publication(adele, "Pre-election period", today, today + timedelta(days=30), ["measure gcse"])
    with pytest.raises(Refused, match="Pre-election period"):
        publish_measure(bob, "neet")
    publish_measure(bob, "gcse")
    later = timezone.now() + timedelta(seconds=1)
    assert [sheet.ref for sheet in measures(charlie, later)] == ["gcse"]


@pytest.mark.usefixtures("measures")
def test_what_waits_when_a_hold_is_made_stays_hidden_until_it_is_over(
    bob: User, adele: User, charlie: AnonymousUser, council: CouncilFacts, figures: WriteFile
) -> None:
    publish_measure(bob, "neet")
    moment = timezone.now() + timedelta(days=2)
    import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2016,3.0")]), publish_at=moment)
    today = timezone.localdate()
    hold_publication(adele, "Pre-election period", today, today + timedelta(days=10))
    during, after = moment + timedelta(days=1), moment + timedelta(days=15)
    assert [sheet.ref for sheet in measures(charlie, during)] == ["neet"]
    assert series("neet", KENT, viewer=charlie, now=during) == ()
    assert len(series("neet", KENT, viewer=charlie, now=after)) == 1


@pytest.mark.usefixtures("measures")
def test_what_is_public_stays_public(bob: User) -> None:
    publish_measure(bob, "neet")
    with pytest.raises(Refused, match="published already"):
        publish_measure(bob, "neet", timezone.now() + timedelta(days=5))


@pytest.mark.usefixtures("measures")
def test_verdicts_come_by_measure_area_and_group_in_the_policys_order(
    bob: User, charlie: AnonymousUser, council: CouncilFacts, figures: WriteFile
) -> None:
    file = figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,2.8", f"gcse,{KENT},2017,60.8")
    ref = import_release(bob, rehearse_import(bob, [file])).release
    now = timezone.now()
    found = verdicts(["neet", "gcse"], [KENT], viewer=bob, now=now)
    said = {key[0]: {each.question: (each.verdict, each.reason) for each in found[key]} for key in found}
    assert said["neet"]["direction_1y"] == ("improving", "")
    assert said["gcse"]["direction_1y"] == ("cannot_judge", "no_earlier_period")
    assert verdicts(["neet"], [KENT], viewer=charlie, now=now, policy=POLICY) == {}
    publish_measure(bob, "neet")
    publish_release(bob, ref)
    later = timezone.now() + timedelta(seconds=1)
    assert list(verdicts(["neet", "gcse"], [KENT], viewer=charlie, now=later)) == [("neet", KENT, "")]


@pytest.mark.usefixtures("measures")
def test_a_changed_definition_changes_the_verdict(
    bob: User, council: CouncilFacts, figures: WriteFile, now: datetime
) -> None:
    file = figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,2.8")
    import_release(bob, rehearse_import(bob, [file]))

    def direction() -> str:
        [one] = verdicts(["neet"], [KENT], viewer=bob, now=now).values()
        return next(each.verdict for each in one if each.question == "direction_1y")

    assert direction() == "improving"
    revise_measure(bob, Measure("neet", NEET.title, "%", polarity="high_is_good"), reason="Entered wrongly")
    assert direction() == "not_improving"


@pytest.mark.usefixtures("measures")
def test_a_measures_releases_and_areas_are_found(bob: User, figures: WriteFile, now: datetime) -> None:
    import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2016,3.0", "neet,E92000001,2016,4")]))
    found = measure_named("neet", bob, now)
    assert found is not None and len(releases_behind(found, bob, now)) == 1
    assert areas_with("neet", viewer=bob, now=now) == tuple(sorted((KENT, "E92000001")))
    assert [sheet.ref for sheet in search("EDUCATION young", bob, now)] == ["neet"]
    assert search("  ", bob, now) == ()
