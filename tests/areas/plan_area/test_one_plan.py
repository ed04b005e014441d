"""A strategy officer who holds one plan: writes and publishes that one, reads the rest."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goldenthread.people.access import NotAllowed
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.trail import TrailFilter, trail
from goldenthread.plan.commands import (
    add_item,
    change_state,
    import_plan,
    move_item,
    publish_plan,
    rehearse_plan,
    remove_item,
    revise_item,
    withdraw_plan,
)
from goldenthread.plan.edit import ItemWords
from goldenthread.plan.file_yaml import plan_as_yaml
from tests.areas.plan_area.plans import LARGE, SMALL

WORDS = ItemWords("Better")
PAGES = ("new-top-item", "plan-state", "publish-plan", "withdraw-plan", "record-succession")


@pytest.fixture
def carol(council: CouncilFacts) -> User:
    """A strategy officer of the small plan, in a council that has a large one too."""
    import_plan(None, SMALL)
    import_plan(None, LARGE)
    user = User.objects.create(username="carol")
    RoleHeld.objects.create(user=user, role="strategy", scope_kind="plan", scope_ref="small")
    return user


def test_she_writes_and_publishes_her_own_plan(carol: User) -> None:
    import_plan(carol, replace(SMALL, title="A smaller plan"))
    revise_item(carol, "small", "o1", WORDS)
    publish_plan(carol, "small")
    assert [line.act for line in trail(TrailFilter(who="carol")).lines] == [
        "publish_plan",
        "revise_item",
        "import_plan",
    ]


def test_no_act_of_hers_reaches_another_plan(carol: User) -> None:
    for act in (
        lambda: rehearse_plan(carol, LARGE),
        lambda: import_plan(carol, replace(LARGE, title="Hers")),
        lambda: import_plan(carol, replace(SMALL, ref="new")),
        lambda: revise_item(carol, "large", "o1", WORDS),
        lambda: move_item(carol, "large", "o1", 1),
        lambda: remove_item(carol, "large", "o1"),
        lambda: add_item(carol, "large", "", "outcome", WORDS),
        lambda: change_state(carol, "large", "consultation"),
        lambda: publish_plan(carol, "large"),
        lambda: withdraw_plan(carol, "large", "Why not"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert trail(TrailFilter(who="carol")).count == 0


def test_her_pages_are_those_of_her_plan(carol: User, client: Client) -> None:
    client.force_login(carol)
    for page in PAGES:
        assert client.get(reverse(page, args=["small"])).status_code == 200
        assert client.get(reverse(page, args=["large"])).status_code == 403
    assert client.get(reverse("edit-item", args=["large", "o1"])).status_code == 403
    own, other = (client.get(reverse("officer-plan", args=[plan])) for plan in ("small", "large"))
    assert "Publish" in own.content.decode() and other.status_code == 200
    assert not other.context["may_edit"] and not other.context["may_publish"]


def test_she_hands_over_the_file_of_her_plan_and_of_no_other(carol: User, client: Client) -> None:
    client.force_login(carol)
    for plan, status in ((SMALL, 302), (LARGE, 403)):
        fields = {"file": SimpleUploadedFile(f"{plan.ref}.yaml", plan_as_yaml(plan))}
        assert client.post(reverse("upload-plan"), fields).status_code == status
