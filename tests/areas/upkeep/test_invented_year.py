"""The invented council's year: four quarters played by its own people, one half-way in, no page empty."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from goldenthread.delivery.queries.commitment import asks
from goldenthread.delivery.queries.delivering import serving_nothing, undelivered
from goldenthread.delivery.queries.service_plan import service_plans
from goldenthread.measures.queries import series
from goldenthread.people.access import Officer
from goldenthread.people.commands.account import add_officer
from goldenthread.people.queries.service import services
from goldenthread.plan.queries import plan_document
from goldenthread.reporting.queries.home import waiting
from goldenthread.reporting.queries.measures_review import reviews
from goldenthread.reporting.queries.period import periods
from goldenthread.reporting.queries.question import questions
from goldenthread.reporting.queries.report import published_report, published_reports
from goldenthread.reporting.queries.returns import return_sheet
from goldenthread.rules.period import Period
from goldenthread.upkeep.example import Loaders, load_example
from goldenthread.upkeep.invented.county import COUNTY
from goldenthread.upkeep.invented.folder import write_invented
from goldenthread.upkeep.invented.life import live_a_year
from goldenthread.upkeep.invented.plan import CURRENT
from goldenthread.upkeep.organisation import load_organisation, load_work
from goldenthread.upkeep.recent import last_quarter, quarters_up_to
from tests.areas.upkeep.conftest import RESIDENT

pytestmark = pytest.mark.django_db
PASSWORD = "wsgh-7yfk-mq3d"
PAGES = {
    "performance-officer": (
        "/officer/", "/officer/periods/", "/officer/desk/", "/officer/measures-review/",
        "/officer/delivery/gaps/", "/officer/risks/", "/officer/issues/", "/officer/lessons/",
    ),
    "service-lead": ("/officer/", "/officer/service-plans/", "/officer/service-plans/highways-plan/"),
    "head-of-service": ("/officer/",),
    "partner": ("/officer/", "/officer/commitments/"),
    "cabinet-member": ("/officer/", "/members/", "/members/portfolio/environment/", "/officer/questions/"),
    "councillor": ("/officer/", "/members/", "/members/committee/places-committee/", "/officer/questions/"),
    "democratic-services": ("/officer/", "/officer/questions/"),
    "programme-officer": ("/officer/", "/officer/delivery/gaps/"),
    "auditor": ("/officer/", "/officer/desk/", "/officer/trail/"),
    "": ("/reports/", "/asks/", f"/plans/{CURRENT}/items/4.1/"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """The council after its year: who its people are, when it is, and its quarters, the open one last."""

    people: Mapping[str, Officer]
    now: datetime
    quarters: tuple[Period, ...]

    def ref(self, place: int) -> str:
        """The ref of a quarter's reporting period."""
        return self.quarters[place].label("financial").replace("/", "-").replace(" ", "-").lower()


@pytest.fixture(scope="module")
def year(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("year")
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        override_settings(OBSERVATIONS=folder / "observations"),
        transaction.atomic(),
    ):
        now = timezone.now()
        today = timezone.localdate(now)
        write_invented(folder / "files", 1, today)
        roles = {each.username: each.roles for each in load_organisation(folder / "files", None, today)}
        roles |= {"performance-officer": ("performance",), "strategy-officer": ("strategy",)}
        people = {name: add_officer(name, PASSWORD, held) for name, held in roles.items()}
        load_example(folder / "files", Loaders(people["strategy-officer"], people["performance-officer"]))
        load_work(folder / "files", None)
        live_a_year(1, people, now)
        yield Year(people, timezone.now(), quarters_up_to(last_quarter(today), 5))
        transaction.set_rollback(True)


def test_four_quarters_are_published_and_the_latest_is_open(year: Year) -> None:
    found = [(each.ref, each.state) for each in reversed(periods())]
    assert found == [(year.ref(place), "published") for place in range(4)] + [(year.ref(4), "open")]


def test_a_resident_reads_four_reports_the_later_ones_with_what_changed(year: Year) -> None:
    assert {each.ref for each in published_reports(year.now)} == {year.ref(place) for place in range(4)}
    report = published_report(year.ref(3), RESIDENT, year.now)
    assert report is not None and report.previous
    assert [each.service_title for each in report.left_out] == ["Libraries and Communities"]


def test_the_open_quarter_has_a_return_of_every_kind(year: Year) -> None:
    tree = services(timezone.localdate(year.now))
    refs = [each.ref for each in tree if each.kind == "service"]
    sheets = [return_sheet(year.ref(4), ref, year.people["auditor"], tree, year.now) for ref in refs]
    states = Counter(each.state for each in sheets if each)
    assert states == {"approved": 5, "draft": 4, "submitted": 2, "sent_back": 1}
    untouched = [each for each in sheets if each and each.unfinished == len(each.figures) + len(each.actions)]
    assert {each.service for each in untouched} == {"skills", "libraries"}


def test_a_return_was_sent_back_once_and_then_approved(year: Year) -> None:
    tree = services(timezone.localdate(year.now))
    sheet = return_sheet(year.ref(1), "highways", year.people["auditor"], tree, year.now)
    assert sheet is not None and sheet.state == "published"
    assert [each.kind for each in reversed(sheet.notes)] == [
        "submitted",
        "sent_back",
        "submitted",
        "approved",
    ]


def test_a_figure_was_corrected_after_it_was_published_and_the_public_reads_why(year: Year) -> None:
    points = series("road-repair-in-time", COUNTY, viewer=RESIDENT, now=year.now)
    corrected = next(each for each in points if each.period == year.quarters[3])
    assert corrected.status == "revised" and corrected.note.startswith("Corrected on")
    assert points[-1].period == year.quarters[3], "the open quarter is not public"


@pytest.mark.parametrize(
    ("who", "owed", "sent_back", "to_approve"),
    [
        ("service-lead", {"highways"}, set(), set()),
        ("second-service-lead", set(), {"special-needs"}, set()),
        ("fifth-service-lead", {"libraries"}, set(), set()),
        ("head-of-service", set(), set(), {"childrens-social-care", "waste-and-nature"}),
    ],
)
def test_something_waits_for_leads_and_for_the_head_of_service(
    year: Year, who: str, owed: set[str], sent_back: set[str], to_approve: set[str]
) -> None:
    tree = services(timezone.localdate(year.now))
    found = waiting(year.people[who], tree, None, year.now)
    assert {each.service for each in found.owed} == owed
    assert {each.service for each in found.sent_back} == sent_back
    assert {each.service for each in found.to_approve} == to_approve


def test_the_return_that_was_left_out_is_open_for_late_entry(year: Year) -> None:
    tree = services(timezone.localdate(year.now))
    found = waiting(year.people["fifth-service-lead"], tree, None, year.now)
    assert {each.period for each in found.owed} == {year.ref(3), year.ref(4)}


def test_some_plan_items_have_nobody_and_some_actions_serve_nothing(year: Year) -> None:
    auditor = year.people["auditor"]
    view = plan_document(CURRENT, auditor, year.now)
    assert view is not None
    gap = undelivered(view.document, auditor, year.now)
    assert 0 < len(gap.items) < gap.asked / 2
    assert 0 < len(serving_nothing(auditor, year.now)) < 10


def test_the_public_reads_every_service_plan_but_the_draft_and_every_ask(year: Year) -> None:
    assert len(service_plans(RESIDENT, year.now)) == 11
    assert len(service_plans(year.people["auditor"], year.now)) == 12
    assert {each.state for each in asks(year.now)} == {"open", "agreed", "under_way", "met", "refused"}


def test_members_questions_stand_at_every_step(year: Year) -> None:
    found = questions(year.people["auditor"], year.now)
    steps = Counter((bool(each.draft), bool(each.answer), each.publish_at is not None) for each in found)
    assert steps == {
        (False, False, False): 2,
        (True, False, False): 1,
        (True, True, False): 1,
        (True, True, True): 1,
    }


def test_next_years_measures_are_under_review_with_a_proposal_of_each_kind(year: Year) -> None:
    (review,) = reviews()
    assert review.state == "open"
    assert {each.change for each in review.lines} == {"propose", "change", "retire"}


@pytest.mark.parametrize(("who", "page"), [(who, page) for who, pages in PAGES.items() for page in pages])
def test_every_page_of_the_quarter_answers(year: Year, client: Client, who: str, page: str) -> None:
    if who:
        client.force_login(year.people[who])
    assert client.get(page, follow=True).status_code == 200
