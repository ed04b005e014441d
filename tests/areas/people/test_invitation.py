"""Inviting a person: an administrator names them, and they choose their own password."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.invitation import (
    INVITATION_LASTS,
    Invited,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from goldenthread.people.models import Invitation, Letter, Service, TrailEntry, User
from goldenthread.people.queries.account import roles_of
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.invitation import invitation_of_key, invitations
from goldenthread.rules.refusal import Refused
from tests.areas.people.sign_in_help import PASSWORD

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
FRANK = Invited("frank", "frank@council.example", ("service_lead:service/adult-care", "finance"))


@pytest.fixture(autouse=True)
def service(db: None) -> None:
    Service.objects.create(ref="adult-care")


def link(key: str) -> str:
    return f"https://plans.council.example/officer/invitation/{key}/"


def test_the_invited_person_gets_the_roles_named_and_the_password_they_chose(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    frank = accept_invitation(key, PASSWORD, NOW + timedelta(days=1))
    assert roles_of(frank) == ("finance", "service_lead:service/adult-care")
    assert frank.check_password(PASSWORD) and frank.email == "frank@council.example"
    act = TrailEntry.objects.get(act="accept_invitation")
    assert act.who == frank and act.subject_ref == "frank"


def test_a_letter_with_the_link_waits_to_be_sent(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    letter = Letter.objects.get()
    assert letter.to == "frank@council.example" and letter.kind == "invitation"
    assert link(key) in letter.body and "8 June 2026, 10:00" in letter.body


def test_the_key_itself_is_kept_nowhere_but_in_its_letter_and_there_only_while_it_works(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    assert Invitation.objects.get().key != key
    assert not any(key in str((act.before, act.after, act.note)) for act in TrailEntry.objects.all())
    accept_invitation(key, PASSWORD, NOW)
    assert not Letter.objects.filter(body__contains=key).exists()


def test_a_key_works_once(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    accept_invitation(key, PASSWORD, NOW)
    with pytest.raises(Refused, match="no longer works"):
        accept_invitation(key, "another-long-pass-phrase", NOW)
    assert User.objects.get(username="frank").check_password(PASSWORD)


def test_a_key_works_for_seven_days_and_not_a_moment_more(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    assert invitation_of_key(key, NOW + INVITATION_LASTS - timedelta(seconds=1)) is not None
    assert invitation_of_key(key, NOW + INVITATION_LASTS) is None
    with pytest.raises(Refused, match="no longer works"):
        accept_invitation(key, PASSWORD, NOW + INVITATION_LASTS)
    assert invitations(NOW + INVITATION_LASTS)[0].state == "expired"


def test_a_key_that_was_taken_back_does_not_work_and_another_may_be_made_the_same_day(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    withdraw_invitation(adele, Invitation.objects.get().pk, NOW)
    with pytest.raises(Refused, match="no longer works"):
        accept_invitation(key, PASSWORD, NOW)
    second = invite(adele, FRANK, link, NOW)
    assert link(second) in Letter.objects.get().body
    assert accept_invitation(second, PASSWORD, NOW).username == "frank"


def test_an_accepted_invitation_cannot_be_taken_back(adele: User) -> None:
    accept_invitation(invite(adele, FRANK, link, NOW), PASSWORD, NOW)
    with pytest.raises(Refused, match="not open"):
        withdraw_invitation(adele, Invitation.objects.get().pk, NOW)


@pytest.mark.parametrize(
    ("invited", "column"),
    [
        (Invited("ADELE", "a@council.example", ("finance",)), "username"),
        (Invited("not a name!", "a@council.example", ("finance",)), "username"),
        (Invited("frank", "no address", ("finance",)), "email"),
        (Invited("frank", "TAKEN@council.example", ("finance",)), "email"),
        (Invited("frank", "a@council.example", ("king",)), "roles"),
        (Invited("frank", "a@council.example", ("service_lead",)), "roles"),
        (Invited("frank", "a@council.example", ("service_lead:service/none",)), "roles"),
        (Invited("frank", "a@council.example", ()), "roles"),
    ],
)
def test_what_could_not_become_an_account_is_refused_beside_its_field(
    invited: Invited, column: str, adele: User
) -> None:
    User.objects.create(username="someone", email="taken@council.example")
    with pytest.raises(Refused) as refused:
        invite(adele, invited, link, NOW)
    assert [each.column for each in refused.value.refusals] == [column]
    assert not Invitation.objects.exists() and not Letter.objects.exists()


def test_a_person_with_an_open_invitation_is_not_invited_again(adele: User) -> None:
    invite(adele, FRANK, link, NOW)
    with pytest.raises(Refused, match="withdraw it first"):
        invite(adele, FRANK, link, NOW)


def test_a_weak_password_leaves_the_key_as_it_was(adele: User) -> None:
    key = invite(adele, FRANK, link, NOW)
    with pytest.raises(Refused, match="password"):
        accept_invitation(key, "frank", NOW)
    assert accept_invitation(key, PASSWORD, NOW).username == "frank"


def test_only_an_administrator_invites_and_takes_back(bob: User) -> None:
    with pytest.raises(NotAllowed):
        invite(bob, FRANK, link, NOW)
    invite(None, FRANK, link, NOW)
    with pytest.raises(NotAllowed):
        withdraw_invitation(bob, Invitation.objects.get().pk, NOW)


def test_the_whole_way_from_the_administrators_page_to_the_second_factor(
    client: Client, council: CouncilFacts, adele: User, settings: pytest.FixtureRequest
) -> None:
    client.force_login(adele)
    page = reverse("invite-person")
    assert client.get(page).status_code == 200
    fields = {"username": "frank", "email": "frank@council.example", "roles": "finance", "over": ""}
    shown = client.post(page, fields)
    address = shown.context["link"]
    assert address in shown.content.decode()
    assert address not in client.get(page).content.decode()

    settings.SECOND_FACTOR = "required"  # type: ignore[attr-defined]
    frank = Client()
    asked = frank.get(address)
    assert "frank" in asked.content.decode() and "no-store" in asked.headers["Cache-Control"]
    assert "too short" in frank.post(address, {"password": "brief"}).content.decode()
    begun = frank.post(address, {"password": PASSWORD})
    assert begun.headers["Location"] == reverse("own-page")
    assert frank.get(reverse("own-page")).headers["Location"] == reverse("mfa_activate_totp")
    assert "QR code" in frank.get(reverse("mfa_activate_totp")).content.decode()
    assert Client().get(address).status_code == 410


def test_a_role_without_what_it_is_held_over_is_told_beside_the_role(
    client: Client, council: CouncilFacts, adele: User
) -> None:
    client.force_login(adele)
    fields = {"username": "frank", "email": "frank@council.example", "roles": "service_lead"}
    form = client.post(reverse("invite-person"), fields).context["form"]
    assert "held over a service" in form.errors["roles"][0]


def test_opening_the_link_uses_nothing_up(client: Client, council: CouncilFacts, adele: User) -> None:
    key = invite(adele, FRANK, link, timezone.now())
    address = reverse("accept-invitation", args=[key])
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 200]
    assert not User.objects.filter(username="frank").exists()


def test_spent_withdrawn_expired_and_made_up_keys_are_told_apart_by_nobody(
    client: Client, council: CouncilFacts, adele: User
) -> None:
    old = invite(adele, FRANK, link, timezone.now() - INVITATION_LASTS)
    back = invite(adele, Invited("gwen", "gwen@council.example", ("finance",)), link, timezone.now())
    withdraw_invitation(adele, Invitation.objects.get(username="gwen").pk, timezone.now())
    pages = [client.get(reverse("accept-invitation", args=[key])) for key in (old, back, "made-up")]
    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1


def test_an_invitation_accepted_where_somebody_else_is_signed_in_ends_their_session(
    client: Client, council: CouncilFacts, adele: User
) -> None:
    client.force_login(adele)
    key = invite(adele, FRANK, link, timezone.now())
    client.post(reverse("accept-invitation", args=[key]), {"password": PASSWORD})
    assert "frank" in client.get(reverse("own-page")).content.decode()
    assert client.get(reverse("invite-person")).status_code == 403


@pytest.mark.parametrize("role", ["strategy", "performance", "auditor", "councillor"])
def test_the_page_is_for_administrators(role: str, client: Client, council: CouncilFacts) -> None:
    user = User.objects.create(username="other")
    user.roles_held.create(role=role)
    client.force_login(user)
    assert client.get(reverse("invite-person")).status_code == 403
    assert client.post(reverse("withdraw-invitation", args=[1])).status_code == 403
