from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import import_plan, publish_plan, revise_item
from goldenthread.plan.edit import ItemWords, mark_of
from goldenthread.plan.file import plan_of_bytes
from goldenthread.plan.file_csv import items_as_csv
from goldenthread.plan.file_xlsx import plan_as_workbook
from goldenthread.plan.file_yaml import plan_as_yaml
from goldenthread.plan.models import PlanVersion, UploadedPlan
from goldenthread.plan.queries import latest_document, plan_document
from tests.areas.plan_area.plans import ADOPTED, LARGE, SMALL

YAML, XLSX = plan_as_yaml(SMALL), plan_as_workbook(SMALL)


@pytest.fixture(autouse=True)
def a_council(council: CouncilFacts) -> None:
    """Every page is framed by the council's name."""


@pytest.fixture
def desk(client: Client, alice: User) -> Client:
    """A browser at which the strategy officer is signed in."""
    client.force_login(alice)
    return client


@pytest.fixture
def small(alice: User) -> None:
    import_plan(alice, SMALL)


def upload(desk: Client, name: str, content: bytes) -> str:
    """Upload a plan file, and follow it to the page that answers."""
    fields = {"file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("upload-plan"), fields, follow=True).content.decode()


@pytest.mark.parametrize(("name", "content"), [("small.yaml", YAML), ("small.XLSX", XLSX)])
def test_an_uploaded_plan_is_rehearsed_then_imported_on_the_officers_word(
    name: str, content: bytes, desk: Client, alice: User
) -> None:
    shown = upload(desk, name, content)
    assert "5 items added" in shown and "This plan is new" in shown
    assert not PlanVersion.objects.exists()
    page = reverse("rehearse-plan", args=[UploadedPlan.objects.get().pk])
    answer = desk.post(page, {"seen": mark_of(None)})
    assert answer.headers["Location"] == reverse("officer-plan", args=["small"])
    assert latest_document("small") == SMALL
    assert not UploadedPlan.objects.exists()
    view = plan_document("small", alice, timezone.now())
    assert view and not view.facts.public


def test_a_csv_file_carries_the_items_of_a_plan_named_after_it(desk: Client) -> None:
    shown = upload(desk, "small.csv", items_as_csv(SMALL))
    assert "5 items added" in shown


def test_a_plan_that_someone_changed_after_its_rehearsal_is_not_imported(desk: Client, alice: User) -> None:
    import_plan(alice, ADOPTED)
    upload(desk, "small.yaml", YAML)
    page = reverse("rehearse-plan", args=[UploadedPlan.objects.get().pk])
    seen = mark_of(latest_document("small"))
    revise_item(alice, "small", "o1", ItemWords("Changed meanwhile"))
    answer = desk.post(page, {"seen": seen})
    assert answer.status_code == 409
    assert "someone has changed the plan since you looked" in answer.content.decode()
    assert latest_document("small") != SMALL


ORPHAN = b"plan: {ref: p, title: P}\nitems:\n  - {ref: a, kind: action, title: A, parent: gone}\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("p.yaml", ORPHAN, "p.yaml:3:parent: a hangs on gone, which is not in the plan"),
        ("p.csv", b"ref,parent,kind,title\na,,action,\n", "p.csv:2:title: a has no title"),
        ("p.csv", XLSX, "by its content the file is a workbook"),
        ("p.xlsx", YAML, "by its content the file is no workbook"),
        ("p.xlsx", b"PK\x03\x04 and nothing more", "p.xlsx"),
        ("p.yaml", b"\xff\xfe\x00p", "p.yaml"),
        ("p.pdf", YAML, "a plan file cannot end in"),
        ("p.yaml", b"", "empty"),
    ],
)
def test_a_file_that_is_no_sound_plan_is_refused_with_its_place(
    name: str, content: bytes, told: str, desk: Client
) -> None:
    shown = upload(desk, name, content)
    assert "There is a problem" in shown
    assert told in shown.replace("&#x27;", "'").replace("&quot;", '"')
    assert not UploadedPlan.objects.exists()


def test_an_upload_over_the_limit_is_refused_in_words(desk: Client, settings: object) -> None:
    settings.UPLOAD_LIMIT = 1024**2  # type: ignore[attr-defined]
    shown = upload(desk, "p.yaml", b"#" * (1024**2 + 1))
    assert "larger than 1 MB" in shown


def test_an_upload_belongs_to_who_handed_it_over(desk: Client, alice: User) -> None:
    upload(desk, "small.yaml", YAML)
    other = User.objects.create(username="alison")
    other.roles_held.create(role="strategy")
    stranger = Client()
    stranger.force_login(other)
    page = reverse("rehearse-plan", args=[UploadedPlan.objects.get().pk])
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, {"seen": mark_of(None)}).status_code == 409
    assert not PlanVersion.objects.exists()


def test_an_officer_rewrites_an_item(desk: Client, small: None) -> None:
    page = reverse("edit-item", args=["small", "o1.2"])
    form = desk.get(page).context["form"]
    fields = {
        **form.initial,
        "title": "Every child swims",
        "partners": "Schools\n Pools; all \n",
        "themes": "",
    }
    answer = desk.post(page, fields, follow=True)
    assert "Saved." in answer.content.decode()
    plan = latest_document("small")
    assert plan
    assert (plan.items[3].title, plan.items[3].partners) == ("Every child swims", ("Schools", "Pools; all"))
    assert plan.items[3].measures == ("swim",)


def test_a_page_says_before_and_after_that_an_edit_starts_a_new_version(desk: Client, alice: User) -> None:
    import_plan(alice, ADOPTED)
    page = reverse("edit-item", args=["small", "o1"])
    opened = desk.get(page)
    assert "This version is settled" in opened.content.decode()
    fields = opened.context["form"].initial | {"title": "Anew", "partners": "", "themes": ""}
    assert "It is in version 2, a new draft" in desk.post(page, fields, follow=True).content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"title": ""}, "title", "required"),
        ({"horizon": "soon"}, "horizon", "Use 1-2 years"),
        ({"lead": "\x07"}, "lead", "control character"),
        ({"partners": "a\nb\x07"}, "partners", "control character"),
    ],
)
def test_a_fault_is_told_beside_its_field(
    changed: dict[str, str], field: str, told: str, desk: Client, small: None
) -> None:
    page = reverse("edit-item", args=["small", "o1"])
    fields = {"title": "Good", "description": "", "horizon": "", "lead": "", "partners": "", "themes": ""}
    answer = desk.post(page, fields | changed)
    assert answer.status_code == 200
    assert told.lower() in " ".join(answer.context["form"].errors[field]).lower()
    assert latest_document("small") == SMALL


def test_an_item_is_added_moved_and_removed_on_pages(desk: Client, small: None) -> None:
    fields = {"kind": "objective", "title": "A third"}
    desk.post(reverse("new-item", args=["small", "o1"]), fields)
    desk.post(reverse("move-item", args=["small", "o1.3"]), {"where": "up"})
    asked = desk.get(reverse("remove-item", args=["small", "o1.1"])).content.decode()
    assert "Slow the traffic" in asked
    desk.post(reverse("remove-item", args=["small", "o1.1"]))
    desk.post(reverse("new-top-item", args=["small"]), {"kind": "outcome", "title": "On top"})
    plan = latest_document("small")
    assert plan
    assert [item.ref for item in plan.items] == ["o1", "o1.3", "o1.2", "o2", "item-3"]


def test_a_plan_is_put_into_a_state_with_who_decided(desk: Client, alice: User, small: None) -> None:
    page = reverse("plan-state", args=["small"])
    assert "Say who adopted it" in desk.post(page, {"state": "adopted"}).content.decode()
    fields = {"state": "adopted", "body": "County Council", "on": "2026-03-26", "minute": "Minute 12"}
    assert desk.post(page, fields).status_code == 302
    view = plan_document("small", alice, timezone.now())
    assert view and view.decided
    assert (view.state, view.decided.body, view.decided.minute) == ("adopted", "County Council", "Minute 12")


def test_a_plan_is_published_now_or_at_a_moment_and_withdrawn(
    desk: Client, charlie: User, small: None
) -> None:
    page = reverse("publish-plan", args=["small"])
    later = timezone.localtime() + timedelta(days=10)
    assert desk.post(page, {"day": later.date().isoformat(), "hour": "09:30"}).status_code == 302
    due = PlanVersion.objects.get().publish_at
    assert due and timezone.localtime(due).strftime("%H:%M") == "09:30"
    assert plan_document("small", charlie, timezone.now()) is None
    assert desk.post(page, {"hour": "09:30"}).context["form"].errors["day"]
    assert desk.post(page).status_code == 302
    assert plan_document("small", charlie, timezone.now())
    withdraw = reverse("withdraw-plan", args=["small"])
    assert desk.post(withdraw).context["form"].errors["why"]
    assert desk.post(withdraw, {"why": "Too early"}).status_code == 302
    assert plan_document("small", charlie, timezone.now()) is None


def test_succession_is_recorded_on_a_page(desk: Client, small: None) -> None:
    fields = {"earlier": "o2", "later": "", "how": "Nothing followed", "whose_reading": "ours"}
    assert desk.post(reverse("record-succession", args=["small"]), fields).status_code == 302
    plan = latest_document("small")
    assert plan and [(link.earlier, link.how) for link in plan.succession] == [("o2", "Nothing followed")]


WRITING = (
    ("upload-plan", []),
    ("new-top-item", ["small"]),
    ("plan-state", ["small"]),
    ("publish-plan", ["small"]),
    ("withdraw-plan", ["small"]),
    ("record-succession", ["small"]),
    ("edit-item", ["small", "o1"]),
    ("new-item", ["small", "o1"]),
    ("remove-item", ["small", "o1"]),
)


@pytest.mark.parametrize(("name", "args"), [*WRITING, ("move-item", ["small", "o1"])])
def test_no_writing_page_opens_without_plan_rights(
    name: str, args: list[str], client: Client, small: None, bob: User
) -> None:
    fields = {"title": "Bob was here", "kind": "action", "state": "consultation", "why": "So"}
    fields |= {"earlier": "o1", "how": "So", "whose_reading": "ours"}
    assert client.post(reverse(name, args=args), fields).status_code == 302
    client.force_login(bob)
    assert client.post(reverse(name, args=args), fields).status_code == 403
    assert latest_document("small") == SMALL
    assert not PlanVersion.objects.exclude(publish_at=None).exists()


@pytest.mark.parametrize(("name", "args"), [*WRITING, ("officer-plans", []), ("officer-plan", ["small"])])
def test_every_page_opens_for_the_strategy_officer(
    name: str, args: list[str], desk: Client, small: None
) -> None:
    assert desk.get(reverse(name, args=args)).status_code == 200


def test_a_plan_or_an_item_that_is_not_there_is_a_plain_404(desk: Client, small: None) -> None:
    assert desk.get(reverse("officer-plan", args=["none"])).status_code == 404
    assert desk.get(reverse("edit-item", args=["small", "none"])).status_code == 404
    assert desk.get(reverse("plan-file", args=["small", "exe"])).status_code == 404
    assert desk.post(reverse("move-item", args=["small", "none"])).status_code == 409


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_a_plan_downloads_without_loss_to_whoever_may_read_it(
    ending: str, client: Client, alice: User, small: None
) -> None:
    page = reverse("plan-file", args=["small", ending])
    assert client.get(page).status_code == 404
    publish_plan(alice, "small")
    revise_item(alice, "small", "o1", ItemWords("Not public yet"))
    answer = client.get(page)
    assert f'filename="small.{ending}"' in answer.headers["Content-Disposition"]
    assert plan_of_bytes(answer.content, f"small.{ending}") == SMALL


@pytest.mark.parametrize(("name", "most"), [("officer-plans", 12), ("officer-plan", 18)])
def test_a_plan_of_340_items_takes_no_more_reads_than_a_small_one(
    name: str, most: int, desk: Client, alice: User, django_assert_max_num_queries: object
) -> None:
    import_plan(alice, LARGE)
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        assert desk.get(reverse(name, args=["large"] if name == "officer-plan" else [])).status_code == 200


def test_importing_and_editing_340_items_takes_a_bounded_number_of_queries(
    alice: User, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        import_plan(alice, LARGE)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        revise_item(alice, "large", "o1", ItemWords("Changed"))
