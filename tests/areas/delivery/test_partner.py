"""A partner: sees its own commitments, says how they stand, and changes and learns nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.delivery.commands.commitment import update_commitment
from goldenthread.delivery.commitment_words import Standing
from goldenthread.delivery.queries.commitment import commitment, commitments, partners_of
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.service import services
from tests.areas.delivery.promising import PATROL, a_patrol, an_icy_risk, lay_promises

pytestmark = pytest.mark.django_db
MET = Standing("met", date(2026, 1, 5), "", None, "All schools covered")
POSTED = {
    "state": "under_way",
    "last_contact": "2026-01-05",
    "next_step": "Meet",
    "next_step_due": "2026-02-01",
}


@pytest.fixture
def people(council: CouncilFacts) -> dict[str, User]:
    return lay_promises()


def listed(viewer: User | AnonymousUser) -> list[str]:
    now = timezone.now()
    return [each.ref for each in commitments(viewer, services(now.date()), now.date(), now)]


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_a_partner_sees_only_what_concerns_it(people: dict[str, User], charlie: AnonymousUser) -> None:
    own, other = a_patrol(), a_patrol(partner="nhs")
    now, tree = timezone.now(), services(timezone.localdate())
    assert listed(people["parker"]) == [own] and listed(people["nicky"]) == [other]
    assert commitment(people["parker"], other, tree, now) is None
    assert [each.ref for each in partners_of(people["parker"])] == ["police"]
    for name in ("riley", "libby", "audrey", "perry"):
        assert set(listed(people[name])) == {own, other}
    for viewer in (people["cory"], charlie):
        assert listed(viewer) == []
        assert commitment(viewer, own, tree, now) is None


WHO_UPDATES = [
    ("riley", True),
    ("libby", False),
    ("drew", True),
    ("perry", True),
    ("parker", True),
    ("nicky", False),
    ("cory", False),
    ("audrey", False),
]


@pytest.mark.parametrize(("name", "may"), WHO_UPDATES)
def test_who_may_say_how_a_commitment_stands(name: str, may: bool, people: dict[str, User]) -> None:
    ref = a_patrol()
    if may:
        update_commitment(people[name], ref, MET)
    else:
        with pytest.raises(NotAllowed):
            update_commitment(people[name], ref, MET)
    now = timezone.now()
    sheet = commitment(people["perry"], ref, services(now.date()), now)
    assert sheet and (sheet.standing == MET) is may


def test_a_partner_cannot_tell_anothers_commitment_from_one_that_there_is_not(
    people: dict[str, User],
) -> None:
    told = []
    for ref in (a_patrol(partner="nhs"), "nowhere"):
        with pytest.raises(NotAllowed) as refused:
            update_commitment(people["parker"], ref, MET)
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_a_partners_home_lists_its_own_in_plain_words(people: dict[str, User], client: Client) -> None:
    a_patrol()
    a_patrol(partner="nhs", title="Share the ambulance dates")
    page = as_(client, people["parker"]).get(reverse("officer-commitments")).content.decode()
    assert "Patrol the school run" in page and "You promised the council this" in page
    assert "Share the ambulance dates" not in page and "NHS" not in page


def test_a_partner_updates_its_own_on_its_page(people: dict[str, User], client: Client) -> None:
    ref = a_patrol()
    desk, page = as_(client, people["parker"]), reverse("officer-commitment", args=[ref])
    fields = {tag["name"] for tag in BeautifulSoup(desk.get(page).content, "html.parser").select("[name]")}
    own = {"state", "last_contact", "next_step", "next_step_due", "note", "seen"}
    assert own <= fields and not fields & {"title", "kind", "partner", "description"}
    answer = desk.post(
        page, {**POSTED, "note": "Rota made", "seen": "1", "title": "Nothing", "partner": "nhs"}
    )
    assert answer.status_code == 302
    now = timezone.now()
    sheet = commitment(people["parker"], ref, services(now.date()), now)
    assert sheet and sheet.words == PATROL and sheet.standing.next_step == "Meet"


def test_a_second_writer_keeps_what_was_typed_and_may_save_again(
    people: dict[str, User], client: Client
) -> None:
    ref = a_patrol()
    page = reverse("officer-commitment", args=[ref])
    update_commitment(people["riley"], ref, replace(MET, state="agreed"))
    answer = as_(client, people["parker"]).post(page, {**POSTED, "note": "Typed with care", "seen": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "riley" in shown and "Typed with care" in shown and 'name="seen" value="2"' in shown
    assert as_(client, people["parker"]).post(page, {**POSTED, "seen": "2"}).status_code == 302


CLOSED_TO_PARTNERS = [
    ("officer-risks", []),
    ("officer-issues", []),
    ("officer-lessons", []),
    ("make-commitment", []),
    ("commitments-from-plan", []),
]


@pytest.mark.parametrize(("name", "args"), CLOSED_TO_PARTNERS)
def test_other_pages_are_closed_to_a_partner(
    name: str, args: list[str], people: dict[str, User], client: Client
) -> None:
    assert as_(client, people["parker"]).get(reverse(name, args=args)).status_code == 403


def test_a_partner_reaches_no_page_about_anothers_commitment_or_a_risk(
    people: dict[str, User], client: Client
) -> None:
    desk, other, own = as_(client, people["parker"]), a_patrol(partner="nhs"), a_patrol()
    assert desk.get(reverse("officer-commitment", args=[other])).status_code == 404
    assert desk.post(reverse("officer-commitment", args=[other]), POSTED).status_code == 404
    for name in ("revise-commitment", "publish-commitment"):
        assert desk.post(reverse(name, args=[own]), {}).status_code == 403
    assert desk.get(reverse("officer-risk", args=[an_icy_risk()])).status_code == 403
    assert "Patrol" in desk.get(reverse("commitments-file")).content.decode()


def test_a_councillor_and_the_public_do_not_come_in(people: dict[str, User], client: Client) -> None:
    page = reverse("officer-commitment", args=[a_patrol()])
    assert client.get(page).status_code == 302
    assert as_(client, people["cory"]).get(page).status_code == 403
