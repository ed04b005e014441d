"""The policy of a measure's own, on the officer's page and on the public one, person by person."""

import pytest
from django.test import Client

from goldenthread.measures.commands import publish_measure
from goldenthread.measures.models import Measure
from goldenthread.people.models import TrailEntry, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures", "council")]

PAGE = "/officer/measures/neet/judged-by/"
SAID = {"policy": "ohid-fingertips", "reason": "It is a public health indicator"}


def test_a_performance_officer_gives_a_measure_its_own_policy_with_the_reason(
    client: Client, bob: User
) -> None:
    client.force_login(bob)
    assert "Fingertips, public health profiles" in client.get(PAGE).content.decode()
    assert client.post(PAGE, SAID)["Location"] == "/officer/measures/neet/"
    assert "Its own policy: Fingertips" in client.get("/officer/measures/neet/").content.decode()
    line = TrailEntry.objects.get(act="judge_measure_by")
    assert (line.who, line.after, line.note) == (bob, {"policy": "ohid-fingertips"}, SAID["reason"])


def test_without_a_reason_nothing_changes(client: Client, bob: User) -> None:
    client.force_login(bob)
    answer = client.post(PAGE, {**SAID, "reason": ""})
    assert answer.status_code == 422
    assert Measure.objects.get(ref="neet").policy == ""


def test_a_strategy_officer_may_look_and_not_choose(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.get("/officer/measures/neet/").content.decode()
    assert "The council&#x27;s policy: Direction of travel" in page and PAGE not in page
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, SAID).status_code == 403


def test_the_public_reads_which_policy_is_the_measures_own(client: Client, bob: User) -> None:
    client.force_login(bob)
    client.post(PAGE, SAID)
    publish_measure(None, "neet")
    client.logout()
    page = client.get("/measures/neet/").content.decode()
    assert "Judged by its own policy" in page and "/policies/ohid-fingertips/" in page
