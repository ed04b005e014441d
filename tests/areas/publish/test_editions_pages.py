"""Officers' pages about editions: what each person sees, and a newcomer's way from nothing to published."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.people.models import RoleHeld, User
from goldenthread.publish.commands.freezing import freeze_edition
from goldenthread.publish.commands.wording import OwnPart, add_words
from goldenthread.publish.queries.edition import edition_facts
from tests.areas.publish.conftest import KENT, Deliver
from tests.areas.publish.invented_kind import InventedKind
from tests.areas.publish.test_editions_freezing import facts_of

pytestmark = pytest.mark.django_db

READ = ("", "preview/", "preview/figures/", "chapters/figures/")
"""An edition's pages that every officer reads."""

WRITE = (
    "cover/",
    "new-chapter/",
    "chapters/figures/rename/",
    "chapters/figures/words/",
    "chapters/figures/edit/figures/gcse/",
    "discard/",
    "freeze/",
    "publish/",
    "correct/",
)
"""Those that strategy and performance officers alone may open."""


def signed_in(*roles: str) -> Client:
    user = User.objects.create(username="-".join(roles))
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role=role) for role in roles)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.content.decode())


def statuses(client: Client, ref: str, paths: tuple[str, ...]) -> set[int]:
    return {client.get(f"/officer/editions/{ref}/{path}").status_code for path in paths}


@pytest.mark.parametrize("role", ["strategy", "performance"])
def test_strategy_and_performance_officers_open_every_page_of_a_draft(draft: str, role: str) -> None:
    assert statuses(signed_in(role), draft, READ + WRITE) == {200}


@pytest.mark.parametrize("role", ["finance", "auditor", "service_lead"])
def test_other_officers_read_a_draft_and_change_nothing(draft: str, role: str) -> None:
    client = signed_in(role)
    assert statuses(client, draft, READ) == {200}
    assert statuses(client, draft, WRITE) == {403}
    page = text(client, f"/officer/editions/{draft}/")
    assert "Leave out" not in page and "Freeze it" not in page
    assert client.post(f"/officer/editions/{draft}/chapters/figures/move/down/").status_code == 403


@pytest.mark.parametrize("role", ["councillor", "cabinet_member", "partner"])
def test_members_and_partners_see_no_edition_before_it_is_public(draft: str, role: str) -> None:
    assert statuses(signed_in(role), draft, READ + WRITE) == {403}


def test_a_resident_is_asked_to_sign_in_and_sees_no_draft(draft: str, client: Client) -> None:
    assert statuses(client, draft, READ + WRITE) == {302}
    assert client.get(f"/editions/{draft}/").status_code == 404


def test_only_strategy_officers_withdraw(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    path = f"/officer/editions/{draft}/withdraw/"
    assert signed_in("performance").get(path).status_code == 403
    client = signed_in("strategy")
    done = client.post(path, {"order": "The Monitoring Officer", "reason": "It names a person"})
    assert done.status_code == 302
    assert facts_of(draft).state == "withdrawn"
    assert "The Monitoring Officer" in text(client, f"/officer/editions/{draft}/")


def test_a_newcomer_goes_from_nothing_to_a_published_edition(
    figures: None, invented: InventedKind, adele: User
) -> None:
    client = signed_in("strategy")
    assert "Begin an edition" in text(client, "/officer/editions/")
    assert "Invented report" in text(client, "/officer/new-edition/")
    sent = {"area": KENT, "title": "The year 2023/24", "ref": "", "language": "en-gb"}
    assert client.post("/officer/new-edition/invented/", sent).url == "/officer/editions/the-year-202324/"
    ref = "the-year-202324"
    page = text(client, f"/officer/editions/{ref}/")
    assert "What to do next" in page and "2 of 2 chapters have no words of yours" in page
    words = f"/officer/editions/{ref}/chapters/figures/words/?kind=words&side=before"
    assert client.post(words, {"text": "A mixed year."}).status_code == 302
    assert "A mixed year." in text(client, f"/officer/editions/{ref}/preview/figures/")
    assert client.post(f"/officer/editions/{ref}/freeze/", {"when": "now"}).status_code == 302
    assert "Public since" in text(client, f"/officer/editions/{ref}/")
    assert "A mixed year." in text(Client(), f"/editions/{ref}/figures/")


def test_what_cannot_be_begun_says_why_beside_the_form(figures: None, invented: InventedKind) -> None:
    client = signed_in("performance")
    sent = {"area": KENT, "title": "One", "ref": "Not A Name", "language": "en-gb"}
    page = unescape(client.post("/officer/new-edition/invented/", sent).content.decode())
    assert "'Not A Name' cannot stand in an address" in page


def test_chapters_and_parts_are_arranged_by_buttons_that_need_no_script(draft: str) -> None:
    client = signed_in("performance")
    edition = f"/officer/editions/{draft}/"
    assert 'formaction="/officer/editions/report-2024/chapters/directions/move/up/"' in text(client, edition)
    moved = client.post(f"{edition}chapters/directions/move/up/")
    assert moved.url == f"{edition}#order-directions"
    page = text(client, f"{edition}preview/")
    assert page.index("Directions") < page.index("Figures")
    client.post(f"{edition}chapters/figures/shown/figures/gcse/", {"shown": "no"})
    assert "Good GCSEs" not in text(client, f"{edition}preview/figures/")
    assert "Left out" in text(client, f"{edition}chapters/figures/")
    client.post(f"{edition}chapters/figures/shown/figures/gcse/", {"shown": "yes"})
    assert "Good GCSEs" in text(client, f"{edition}preview/figures/")
    client.post(f"{edition}chapters/figures/place/down/figures/gcse/")
    page = text(client, f"{edition}preview/figures/")
    assert page.index("Young people out of work") < page.index("Good GCSEs")


def test_words_that_somebody_else_changed_are_shown_and_the_own_ones_kept(draft: str, alice: User) -> None:
    part = add_words(alice, draft, "figures", "words", OwnPart("", "Mine at first."))
    path = f"/officer/editions/{draft}/chapters/figures/edit/{part}/"
    one, two = signed_in("strategy"), signed_in("performance")
    assert two.post(path, {"text": "Theirs.", "version": "1"}).status_code == 302
    page = unescape(one.post(path, {"text": "Mine again.", "version": "1"}).content.decode())
    assert "As it is saved now" in page and "Theirs." in page and "Mine again." in page
    sent = re.search(r'name="version" value="(\d+)"', page)
    assert sent and "Saving again puts your words in place" in page
    assert one.post(path, {"text": "Mine again.", "version": sent[1]}).status_code == 302
    assert "Mine again." in text(one, path)


def test_the_chapter_page_shows_what_readers_will_see_and_offers_words_around_each_part(draft: str) -> None:
    page = text(signed_in("strategy"), f"/officer/editions/{draft}/chapters/figures/")
    assert "64" in page
    assert "?kind=quotation&side=after&beside=figures/gcse" in page


def test_a_hold_on_publishing_is_told_before_freezing(draft: str, adele: User) -> None:
    from goldenthread.people.commands.council import hold_publication

    today = timezone.localdate()
    hold_publication(adele, "An election", today, today + timedelta(days=30))
    client = signed_in("strategy")
    assert "An election" in text(client, f"/officer/editions/{draft}/freeze/")
    answer = client.post(f"/officer/editions/{draft}/freeze/", {"when": "now"})
    assert "An election: nothing is published until" in unescape(answer.content.decode())
    assert facts_of(draft).state == "draft"


def test_the_comparison_is_a_page_and_a_file(draft: str, alice: User, deliver: Deliver) -> None:
    freeze_edition(alice, draft)
    client = signed_in("finance")
    path = f"/officer/editions/{draft}/comparison"
    assert "Every fact would read as it does." in text(client, f"{path}/")
    deliver("neet,2023-04-01/P1Y,4")
    page = text(client, f"{path}/")
    assert "Young people out of work, 2023/24" in page and "6%" in page and "4%" in page
    said = client.get(f"{path}.json").json()
    assert (said["facts"], said["same"], len(said["differences"])) == (4, 2, 2)
    assert said["differences"][0]["was"]["text"] == "6%"


def test_a_correction_is_made_on_a_page_and_read_by_the_public(
    draft: str, alice: User, deliver: Deliver
) -> None:
    freeze_edition(alice, draft, timezone.now())
    deliver("neet,2023-04-01/P1Y,4")
    client = signed_in("performance")
    sent = {"what": "all", "reason": "A figure was revised."}
    assert client.post(f"/officer/editions/{draft}/correct/", sent).status_code == 302
    assert "A figure was revised." in text(Client(), f"/editions/{draft}/")


def test_an_edition_that_can_no_longer_be_worked_out_says_so_and_keeps_what_is_frozen(
    draft: str, alice: User, monkeypatch: pytest.MonkeyPatch, invented: InventedKind
) -> None:
    from goldenthread.rules.refusal import refuse

    freeze_edition(alice, draft, timezone.now())

    def gone(*_: object) -> None:
        raise refuse("the plan is no longer public", "publish it again")

    monkeypatch.setattr(invented, "compose", gone)
    assert "the plan is no longer public" in text(signed_in("strategy"), f"/officer/editions/{draft}/")
    assert "64" in text(Client(), f"/editions/{draft}/figures/")
    found = edition_facts(draft, timezone.now())
    assert found is not None and found.state == "frozen"
