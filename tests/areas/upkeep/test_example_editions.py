"""The Kent example comes with its annual report: frozen, public and in every form."""

import pytest
from django.utils import timezone

from goldenthread.publish.document import read_document
from goldenthread.publish.place import kept
from goldenthread.publish.queries.claim import claims_in
from goldenthread.publish.queries.draft import draft_of
from goldenthread.publish.queries.edition import EditionFacts, edition_facts
from goldenthread.rules.claim import AGREES
from goldenthread.upkeep.demo_home import KENT
from goldenthread.upkeep.editions import load_editions, publish_quarterly_edition
from tests.areas.upkeep.conftest import Kent

pytestmark = pytest.mark.django_db

REPORT = "annual-report-2017"


@pytest.fixture
def report(kent: Kent) -> EditionFacts:
    assert load_editions(KENT, kent.who.strategy, kent.now) == 1
    found = edition_facts(REPORT, timezone.now())
    assert found is not None
    return found


def test_the_annual_report_is_public_in_every_form(report: EditionFacts) -> None:
    assert (report.state, report.is_public) == ("frozen", True)
    assert report.latest is not None
    documents = {name for name in report.latest.manifest if name.startswith("documents/")}
    endings = {name.removeprefix(f"documents/{REPORT}") for name in documents}
    assert endings == {
        ".pdf",
        "-large-print.pdf",
        "-easy-read.pdf",
        ".docx",
        "-easy-read.docx",
        ".xlsx",
        ".ods",
    }


def test_it_has_a_chapter_for_each_outcome_and_what_the_report_of_2017_had_beside_them(
    report: EditionFacts,
) -> None:
    assert report.latest is not None
    document = read_document(kept(report.latest.manifest["document.json"]))
    titles = [chapter.title for chapter in document.chapters]
    assert titles[0] == "Direction of travel summary"
    assert {"Our finances", "Working better together"} <= set(titles)
    assert sum(chapter.ref.startswith("item-") for chapter in document.chapters) == 3
    assert document.known_at == f"{document.as_of}T00:00:00+00:00"


def test_the_words_of_the_example_say_nothing_that_its_facts_do_not(report: EditionFacts) -> None:
    claims = claims_in(draft_of(REPORT, timezone.now()))
    assert claims, "the words state figures"
    assert [each.claim for each in claims if each.claim.answer != AGREES] == []


def test_loading_it_again_changes_nothing(report: EditionFacts, kent: Kent) -> None:
    assert load_editions(KENT, kent.who.strategy, kent.now) == 0
    assert edition_facts(REPORT, report.made_at) is not None


def test_without_a_published_quarter_there_is_no_quarterly_report(kent: Kent) -> None:
    assert publish_quarterly_edition(kent.who.strategy, kent.now) == ""
