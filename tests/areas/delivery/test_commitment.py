"""Commitments and asks: made, kept up to date, published, and taken from a plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.delivery.commands.commitment import (
    make_commitment,
    publish_commitment,
    revise_commitment,
    update_commitment,
)
from goldenthread.delivery.commands.plan_ask import take_asks_from_plan
from goldenthread.delivery.commitment_sheet import CommitmentSheet
from goldenthread.delivery.commitment_words import Standing
from goldenthread.delivery.queries.commitment import (
    CommitmentFilter,
    asks,
    commitment,
    commitments,
    commitments_of_items,
    promises_of_items,
)
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.organisation import partners
from goldenthread.people.queries.service import services
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject
from tests.areas.delivery.promising import LORRIES, PATROL, a_patrol, lay_promises, person

pytestmark = pytest.mark.django_db
AGREED = Standing(
    "agreed", date(2026, 1, 5), "Name an officer for each school", date(2026, 2, 1), "Met at the depot"
)


@pytest.fixture
def people() -> dict[str, User]:
    return lay_promises()


def shown(viewer: User, ref: str) -> CommitmentSheet:
    sheet = commitment(viewer, ref, services(timezone.localdate()), timezone.now())
    assert sheet is not None
    return sheet


def listed(viewer: User, **wanted: str) -> list[str]:
    now = timezone.now()
    found = commitments(viewer, services(now.date()), timezone.localdate(), now, CommitmentFilter(**wanted))
    return [each.ref for each in found]


def test_a_commitment_is_made_with_whom_and_what_it_serves(people: dict[str, User]) -> None:
    ref = make_commitment(people["riley"], replace(PATROL, plan="asking", item="c1"))
    sheet = shown(people["audrey"], ref)
    assert (sheet.partner_title, sheet.service_title, sheet.state_in_words) == (
        "Shire Police",
        "Roads",
        "Open",
    )
    now, tree = timezone.now(), services(timezone.localdate())
    held = commitments_of_items(people["perry"], tree, now, "asking", ["c1", "k1"])
    assert {item: [each.ref for each in found] for item, found in held.items()} == {"c1": [ref]}


FAULTS = [
    ({"title": ""}, "title"),
    ({"kind": "promise"}, "kind"),
    ({"partner": ""}, "partner"),
    ({"partner": "somebody"}, "partner"),
    ({"service": "bins"}, "service"),
    ({"owner": "nobody.knows"}, "owner"),
    ({"plan": "asking"}, "item"),
    ({"plan": "asking", "item": "k9"}, "item"),
]


@pytest.mark.parametrize(("changed", "column"), FAULTS)
def test_a_faulty_commitment_is_refused_at_its_field(
    changed: dict[str, object], column: str, people: dict[str, User]
) -> None:
    with pytest.raises(Refused) as refused:
        a_patrol(**changed)
    assert [each.column for each in refused.value.refusals] == [column]


STANDINGS = [
    (replace(AGREED, state="forgotten"), "state"),
    (replace(AGREED, last_contact=date(2999, 1, 1)), "last_contact"),
    (replace(AGREED, next_step=""), "next_step"),
]


@pytest.mark.parametrize(("standing", "column"), STANDINGS)
def test_how_it_stands_is_refused_at_its_field(
    standing: Standing, column: str, people: dict[str, User]
) -> None:
    with pytest.raises(Refused) as refused:
        update_commitment(people["riley"], a_patrol(), standing)
    assert [each.column for each in refused.value.refusals] == [column]


def test_an_update_changes_how_it_stands_and_nothing_else(people: dict[str, User]) -> None:
    ref = a_patrol()
    assert update_commitment(people["riley"], ref, AGREED)
    sheet = shown(people["perry"], ref)
    assert (sheet.words, sheet.standing) == (PATROL, AGREED)
    assert not update_commitment(people["riley"], ref, AGREED)
    assert [line.act for line in acts_on(Subject("commitment", ref))] == [
        "update_commitment",
        "make_commitment",
    ]


def test_the_second_of_two_is_told_what_the_first_changed_and_by_whom(people: dict[str, User]) -> None:
    ref = a_patrol()
    seen = shown(people["riley"], ref).version
    update_commitment(people["parker"], ref, replace(Standing(), state="under_way"), seen)
    with pytest.raises(Refused, match=r"parker .* changed state from “Open” to “Under way”"):
        update_commitment(people["riley"], ref, AGREED, seen)
    assert shown(people["riley"], ref).standing.state == "under_way"


def test_late_next_steps_come_first_and_what_has_ended_only_when_asked_for(people: dict[str, User]) -> None:
    today = timezone.localdate()
    calm, met = a_patrol(partner="nhs"), a_patrol(title="Done long ago")
    later, sooner = a_patrol(title="B"), a_patrol(title="A")
    for ref, days in ((later, 1), (sooner, 30)):
        update_commitment(None, ref, Standing(next_step="Ring", next_step_due=today - timedelta(days=days)))
    update_commitment(None, met, Standing("met", next_step="Ring", next_step_due=date(2020, 1, 1)))
    assert listed(people["perry"]) == [sooner, later, calm]
    assert listed(people["perry"], state="met") == [met]
    assert listed(people["perry"], state="", partner="police", words="long ago") == [met]


WHO_KEEPS = [
    ("riley", True),
    ("libby", False),
    ("drew", True),
    ("perry", True),
    ("parker", False),
    ("nicky", False),
    ("cory", False),
    ("audrey", False),
]


@pytest.mark.parametrize(("name", "may"), WHO_KEEPS)
def test_words_are_kept_by_the_services_lead_those_above_and_performance(
    name: str, may: bool, people: dict[str, User]
) -> None:
    ref, who = a_patrol(), people[name]
    for act in (
        lambda: make_commitment(who, PATROL),
        lambda: revise_commitment(who, ref, replace(PATROL, title="Patrol twice")),
    ):
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    assert (shown(people["perry"], ref).title == "Patrol twice") is may


def test_a_commitment_of_no_service_is_kept_by_those_who_keep_them_all(people: dict[str, User]) -> None:
    make_commitment(people["perry"], replace(PATROL, service=""))
    with pytest.raises(NotAllowed):
        make_commitment(people["riley"], replace(PATROL, service=""))


def test_the_public_reads_an_ask_once_it_is_published_without_note_or_next_step(
    people: dict[str, User], charlie: AnonymousUser
) -> None:
    ref = make_commitment(None, LORRIES, AGREED)
    assert asks(timezone.now()) == ()
    for name in ("riley", "drew", "parker", "cory", "audrey"):
        with pytest.raises(NotAllowed):
            publish_commitment(people[name], ref)
    publish_commitment(people["perry"], ref)
    (ask,) = asks(timezone.now())
    assert (ask.partner_title, ask.state, ask.last_contact) == (
        "Department for Transport",
        "agreed",
        date(2026, 1, 5),
    )
    assert not {"note", "next_step", "owner"} & set(ask.__slots__)
    assert promises_of_items(timezone.now(), "asking", ["k1", "k2"]) == {"k1": (ask,)}
    assert asks(timezone.now(), "met") == ()
    with pytest.raises(Refused, match="published already"):
        publish_commitment(people["perry"], ref)


def test_an_ask_set_to_be_published_later_is_not_public_before(people: dict[str, User]) -> None:
    ref, later = make_commitment(None, LORRIES), timezone.now() + timedelta(days=2)
    publish_commitment(people["perry"], ref, later)
    assert asks(timezone.now()) == ()
    assert [each.ref for each in asks(later)] == [ref]


def test_nothing_is_published_during_a_hold(people: dict[str, User], council: CouncilFacts) -> None:
    today = timezone.localdate()
    ref = make_commitment(None, LORRIES)
    hold_publication(None, "Elections", today, today + timedelta(days=3))
    with pytest.raises(Refused, match="Elections"):
        publish_commitment(people["perry"], ref)


def test_asks_of_a_plan_become_commitments_with_whom_it_names(people: dict[str, User]) -> None:
    taken = take_asks_from_plan(people["perry"], "asking")
    sheets = [shown(people["perry"], ref) for ref in taken.made]
    found = {(each.words.item, each.words.kind, each.words.partner) for each in sheets}
    assert found == {("k1", "ask", "transport"), ("c1", "to_partner", "police"), ("c1", "to_partner", "nhs")}
    left = {each.file: each.what for each in taken.left_out}
    assert left == {
        "asking/k2": "there is no partner named 'Government'",
        "asking/c2": "it names nobody that it is asked of or shared with",
    }
    again = take_asks_from_plan(people["perry"], "asking")
    assert again.made == () and again.left_out == taken.left_out


def test_partners_that_a_plan_names_are_added_only_when_asked_for(people: dict[str, User]) -> None:
    taken = take_asks_from_plan(people["perry"], "asking", add_partners=True)
    assert taken.added == ("government",)
    assert {each.ref: each.kind for each in partners()}["government"] == "government"
    assert [each.file for each in taken.left_out] == ["asking/c2"]


@pytest.mark.parametrize("name", ["riley", "drew", "parker", "cory", "audrey"])
def test_only_those_who_keep_every_commitment_take_them_from_a_plan(
    name: str, people: dict[str, User]
) -> None:
    with pytest.raises(NotAllowed):
        take_asks_from_plan(people[name], "asking")


def test_programme_officers_take_asks_but_do_not_add_partners(people: dict[str, User]) -> None:
    paula = person("paula", "programme")
    with pytest.raises(NotAllowed):
        take_asks_from_plan(paula, "asking", add_partners=True)
    assert take_asks_from_plan(paula, "asking").made


def test_a_plan_that_there_is_not_is_refused(people: dict[str, User]) -> None:
    with pytest.raises(Refused, match="no plan"):
        take_asks_from_plan(None, "nowhere")
