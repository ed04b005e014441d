"""Searching the trail, and taking it away as a file."""

import csv
import io
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from goldenthread.people.commands.trail import record
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.trail import KEEPER, TrailFilter, trail, whole_trail
from goldenthread.rules.subject import Subject

pytestmark = pytest.mark.django_db

PAGES = ("officer-trail", "officer-trail-file")
CARE, ADULT_CARE = Subject("service", "care"), Subject("service", "adult-care")


@pytest.fixture
def acts(council: CouncilFacts, alice: User, bob: User) -> None:
    """Four acts by three people on three things, after the keeper stated the council."""
    with transaction.atomic():
        record(alice, "open_service", CARE, None, {"title": "Café and 100% care"})
        record(bob, "open_service", ADULT_CARE, None, {"title": 'The "old" name'})
        record(
            bob, "change_service", ADULT_CARE, {"title": 'The "old" name'}, {"title": "=Renamed"}, "Why not"
        )
        record(
            None, "name_partner", Subject("partner", "police"), None, {"title": "Police", "kind": "partner"}
        )


def found(**wanted: str | date) -> list[str]:
    """The refs of what the acts found were about, the latest first."""
    lines = trail(TrailFilter(**wanted)).lines  # type: ignore[arg-type]
    return [line.subject.ref for line in lines]


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        ({"act": "open_service"}, ["adult-care", "care"]),
        ({"act": "service"}, []),
        ({"kind": "partner"}, ["police"]),
        ({"ref": "care"}, ["care"]),
        ({"kind": "service", "ref": "adult-care"}, ["adult-care", "adult-care"]),
        ({"who": KEEPER}, ["police", "shire"]),
        ({"who": "bob", "act": "open_service"}, ["adult-care"]),
        ({"what": "RENAMED"}, ["adult-care"]),
        ({"what": "café"}, ["care"]),
        ({"what": "100%"}, ["care"]),
        ({"what": '"old"'}, ["adult-care", "adult-care"]),
        ({"what": "why not"}, ["adult-care"]),
        ({"what": "name partner"}, ["police"]),
        ({"what": "care"}, ["adult-care", "adult-care", "care"]),
        ({"what": "nowhere"}, []),
        ({"since": date(2100, 1, 1)}, []),
    ],
)
def test_the_trail_is_searched(wanted: dict[str, str], refs: list[str], acts: None) -> None:
    assert found(**wanted) == refs


def test_the_whole_trail_is_read_as_the_pages_are(acts: None) -> None:
    wanted = TrailFilter(kind="service")
    assert tuple(whole_trail(wanted)) == trail(wanted).lines


def test_the_page_shows_from_what_to_what_and_links_to_all_acts_on_a_thing(
    acts: None, alice: User, client: Client
) -> None:
    client.force_login(alice)
    page = client.get(reverse("officer-trail"), {"act": "change_service"}).content.decode()
    assert "from <del>The &quot;old&quot; name</del> to <ins>=Renamed</ins>" in page
    assert "?kind=service&amp;ref=adult-care" in page
    assert "trail.csv?act=change_service" in page


def test_the_file_holds_the_part_that_was_asked_for_and_runs_in_no_spreadsheet(
    acts: None, alice: User, client: Client
) -> None:
    client.force_login(alice)
    answer = client.get(reverse("officer-trail-file"), {"kind": "service", "who": "bob"})
    assert answer.streaming and answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="trail-')
    assert "no-store" in answer.headers["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
    told = [(row["who"], row["act"], row["ref"], row["from"], row["to"], row["note"]) for row in rows]
    assert told == [
        ("bob", "change_service", "adult-care", 'The "old" name', "'=Renamed", "Why not"),
        ("bob", "open_service", "adult-care", "", 'The "old" name', ""),
    ]


def test_each_value_that_changed_is_a_row_of_its_act(acts: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    answer = client.get(reverse("officer-trail-file"), {"kind": "partner"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
    assert {(row["changed"], row["to"]) for row in rows} == {("title", "Police"), ("kind", "partner")}
    assert len({row["act_number"] for row in rows}) == 1


def test_a_search_that_cannot_be_made_shows_and_gives_nothing(
    acts: None, alice: User, client: Client
) -> None:
    client.force_login(alice)
    page = client.get(reverse("officer-trail"), {"since": "yesterday"})
    assert page.context["form"].errors["since"] and "police" not in page.content.decode()
    assert client.get(reverse("officer-trail-file"), {"since": "yesterday"}).status_code == 409


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        ("auditor", "", 200),
        ("service_lead", "service", 200),
        ("councillor", "", 403),
        ("cabinet_member", "portfolio", 403),
        ("partner", "partner", 403),
    ],
)
def test_officers_and_the_auditor_see_the_trail_members_and_partners_do_not(
    page: str, role: str, kind: str, status: int, acts: None, client: Client
) -> None:
    user = User.objects.create(username="erin")
    RoleHeld.objects.create(user=user, role=role, scope_kind=kind, scope_ref="any" if kind else "")
    client.force_login(user)
    assert client.get(reverse(page)).status_code == status


def test_days_are_read_as_people_write_them_and_kept_as_they_are_in_the_file(
    council: CouncilFacts, alice: User, client: Client
) -> None:
    with transaction.atomic():
        record(None, "open_service", CARE, None, {"starts": "2026-04-01", "title": "2026-02-31"})
        record(None, "open_service", CARE, None, {"title": "2026-99-99T00:00:00+00:00"})
    client.force_login(alice)
    page = client.get(reverse("officer-trail"), {"kind": "service"}).content.decode()
    assert "<ins>1 April 2026</ins>" in page and "2026-02-31" in page and "2026-99-99" in page
    answer = client.get(reverse("officer-trail-file"), {"kind": "service"})
    rows = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert {row["to"] for row in rows} == {"2026-99-99T00:00:00+00:00", "2026-04-01", "2026-02-31"}
