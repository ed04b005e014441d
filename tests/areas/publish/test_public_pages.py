"""Editions as residents read them: the list, the cover, the chapters, the files, and what is withheld."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from goldenthread.people.commands.council import hold_publication
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.publish.block import Cell, Column, Figure, Heading, Paragraph, Run, Table, VerdictLine, said
from goldenthread.publish.document import Chapter, write_document
from goldenthread.publish.models import Edition
from tests.areas.publish.published import PDF, publish
from tests.areas.publish.sample import ATTAINMENT, CHART, FACT, sample

pytestmark = pytest.mark.django_db
EDITION = "/editions/annual-report-2017/"
CHILDREN = f"{EDITION}children/"


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())


def test_the_list_has_each_edition_under_its_year(client: Client, council: CouncilFacts) -> None:
    publish(sample())
    page = read(client, "/reports/")
    assert page.h2 and page.h2.text == "2018"
    assert "Annual report 2017 & what came of it" in words(page)
    assert "Annual report, 2016/17. Published 31 January 2018" in words(page)


def test_the_cover_says_what_the_report_is_and_where_its_forms_are(client: Client) -> None:
    publish(sample())
    page = read(client, EDITION)
    said = words(page)
    for part in (
        "Kent County Council",
        "2016/17",
        "Open Government Licence v3.0",
        "strategy@council.example",
    ):
        assert part in said
    assert "Kent County Council, Annual report 2017 & what came of it, 2016/17, issue 1, http" in said
    links = {link.get_text(): link["href"] for link in page.select(".gt-downloads a")}
    assert links["PDF (PDF, 1 kB)"] == f"{EDITION}files/documents/annual-report-2017.pdf"
    assert f"{EDITION}files/data/facts.csv" in links.values()


def test_the_contents_lead_to_every_chapter(client: Client) -> None:
    publish(sample())
    addresses = [link["href"] for link in read(client, EDITION).select(".gt-items a")]
    assert addresses == [f"{EDITION}summary/", CHILDREN]
    for address in addresses:
        read(client, address)


def test_a_chapter_shows_each_block_as_it_was_frozen(client: Client) -> None:
    publish(sample())
    page = read(client, CHILDREN)
    assert [each.name for each in page.select(".gt-page__main :is(h1, h2, h3)")] == ["h1", "h2", "h3", "h3"]
    assert "Schools & nurseries <worked> together" in words(page)
    assert page.select_one('a[href="/plans/small/"]')
    assert page.blockquote and page.select_one("ol.govuk-list--number") and page.select_one(".gt-banner")
    assert "Cannot judge : No figure yet" in words(page)


def test_a_table_names_its_columns_and_rows_and_leads_to_its_file(client: Client) -> None:
    publish(sample())
    table = read(client, CHILDREN).select_one("#table-attainment")
    assert table and table.caption and table.caption.text == ATTAINMENT.caption
    assert [each["scope"] for each in table.select("th")] == ["col"] * 4 + ["row"] * 3
    link = read(client, CHILDREN).select_one(f'a[href="{EDITION}files/data/attainment.csv"]')
    assert link and link.text.startswith("This table as CSV")
    assert b"2016/17" in client.get(f"{EDITION}files/data/attainment.csv").content


def test_a_figure_has_its_picture_its_words_and_its_table(client: Client) -> None:
    publish(sample())
    figure = read(client, CHILDREN).figure
    assert figure and figure.svg
    assert figure.svg["aria-label"] == CHART.title
    assert CHART.alternative in figure.text and figure.table


def chapter_of(*blocks: object) -> Chapter:
    return Chapter("one", "One", tuple(blocks))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "drawn",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><path d="M0 0"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path d="M0 0"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"><path d="M0 0"/></a></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0" fill="url(https://x.example/alert)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><style>*{x:alert(1)}</style><path d="M0 0"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><![CDATA[<img src=x onerror=alert(1)>]]></svg>',
        '<!DOCTYPE svg [<!ENTITY a "alert(1)">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
        '</div><img src=x onerror="alert(1)">',
    ],
)
def test_nothing_in_a_stored_picture_can_act_on_a_page(client: Client, drawn: str) -> None:
    publish(sample(chapters=(chapter_of(replace(CHART, svg=drawn)),)))
    page = read(client, f"{EDITION}one/")
    assert not page.main.select("script, style, img, a[href^=javascript], [onload], [onerror]")
    assert "x.example" not in str(page.main)
    assert CHART.alternative in page.text


def test_a_link_to_a_chapter_of_the_report_leads_to_its_page(client: Client) -> None:
    runs = (Run("children", "#chapter:children"), Run("lost", "#chapter:gone"), Run("bad", "javascript:x"))
    publish(sample(chapters=(*sample().chapters, chapter_of(Paragraph(runs)))))
    links = {link.text: link["href"] for link in read(client, f"{EDITION}one/").select("p.govuk-body a")}
    assert links == {"children": CHILDREN}


def long_table(rows: int) -> Table:
    columns = (Column("Place"), Column("People", "", True))
    held = tuple((Cell(f"Place number {n}"), Cell(str(n), str(n))) for n in range(1, rows + 1))
    return Table("long", "Every place", columns, held)


def test_a_long_chapter_goes_on_over_pages_that_are_each_small_and_hold_all_its_rows(client: Client) -> None:
    blocks = (Heading(2, "Places", "places"), said("Before."), long_table(5000), said("After."))
    publish(sample(chapters=(chapter_of(*blocks),)))
    first = read(client, f"{EDITION}one/")
    pages = [f"{EDITION}one/{link['href']}" for link in first.select(".govuk-pagination__list a")]
    assert len(pages) > 2
    seen: list[str] = []
    for address in pages:
        answer = client.get(address)
        assert len(answer.content) < 100_000
        page = BeautifulSoup(answer.content, "html.parser")
        heading = page.select_one(".gt-page__main h2")
        assert heading and heading.text in ("Places", "Places, continued")
        ids = [each["id"] for each in page.select("[id]")]
        assert len(ids) == len(set(ids))
        seen += [row.text for row in page.select("tbody th")]
    assert seen == [f"Place number {n}" for n in range(1, 5001)]
    read(client, f"{EDITION}one/?page={len(pages) + 1}", 404)
    read(client, f"{EDITION}one/?page=x", 404)


def test_the_contents_of_a_report_of_many_chapters_go_on_over_pages(client: Client) -> None:
    chapters = tuple(Chapter(f"c{n}", f"Chapter {n}", (said("Words."),), "x" * 80) for n in range(450))
    publish(sample(chapters=chapters))
    answer = client.get(EDITION)
    assert len(answer.content) < 100_000
    listed = [
        link["href"] for n in (1, 2, 3) for link in read(client, f"{EDITION}?page={n}").select(".gt-items a")
    ]
    assert listed == [f"{EDITION}c{n}/" for n in range(450)]
    assert len(client.get(f"{EDITION}c200/").content) < 100_000


def test_a_verdict_says_nothing_twice(client: Client) -> None:
    why = "there is no earlier figure"
    line = VerdictLine(
        "cannot_judge", "Cannot judge", "There is no earlier figure. Late.", "", "", why, ("Late.",)
    )
    publish(sample(chapters=(chapter_of(line),)))
    page = words(read(client, f"{EDITION}one/")).lower()
    assert page.count(why) == 1 and page.count("late.") == 1


def test_a_verdict_that_has_no_mark_any_more_keeps_its_word(client: Client) -> None:
    line = replace(sample().chapters[1].blocks[1], verdict="long_gone", word="Long gone")  # type: ignore[type-var]
    publish(sample(chapters=(chapter_of(line),)))
    assert "Long gone" in read(client, f"{EDITION}one/").text


@pytest.mark.parametrize("address", ["", "children/", "files/document.json", "files/manifest.json"])
def test_what_is_not_public_yet_is_not_there(client: Client, address: str) -> None:
    publish(sample(), at=timezone.now() + timedelta(days=1))
    read(client, EDITION + address, 404)
    assert "Annual report 2017" not in read(client, "/reports/", 404).text


@pytest.mark.parametrize("at", [None, datetime(2100, 1, 1, tzinfo=UTC)])
def test_an_edition_without_a_day_or_before_it_is_not_listed(
    client: Client, council: CouncilFacts, at: datetime | None
) -> None:
    publish(sample(), at=at)
    assert "Annual report 2017" not in read(client, "/reports/").text


def test_a_hold_on_publishing_keeps_an_edition_back(client: Client, council: CouncilFacts) -> None:
    today = timezone.localdate()
    hold_publication(None, "Election", today, today + timedelta(days=30))
    publish(sample(), at=timezone.now())
    read(client, EDITION, 404)


def test_a_draft_has_no_page(client: Client) -> None:
    Edition.objects.create(ref="draft", kind="annual-report", title="Draft", publish_at=timezone.now())
    read(client, "/editions/draft/", 404)


def test_every_file_has_its_kind_its_name_and_a_mark_to_keep_it_by(client: Client) -> None:
    publish(sample())
    address = f"{EDITION}files/documents/annual-report-2017.pdf"
    answer = client.get(address)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="annual-report-2017.pdf"'
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    sheet = client.get(f"{EDITION}files/data/attainment.csv")
    assert sheet["Content-Type"].startswith("text/csv")
    assert sheet["Content-Disposition"] == 'attachment; filename="attainment.csv"'
    metadata = client.get(f"{EDITION}files/data/attainment.csv-metadata.json")
    assert metadata["Content-Type"] == "application/csvm+json"


@pytest.mark.parametrize("name", ["documents/other.pdf", "../document.json", "data/", "document.json/"])
def test_only_files_of_the_edition_are_given(client: Client, name: str) -> None:
    publish(sample())
    assert client.get(f"{EDITION}files/{name}").status_code == 404


def test_the_manifest_names_every_file_with_its_checksum(client: Client) -> None:
    publish(sample())
    manifest = json.loads(client.get(f"{EDITION}files/manifest.json").content)
    assert manifest["edition"] == "annual-report-2017"
    for name, checksum in manifest["files"].items():
        content = client.get(f"{EDITION}files/{name}").content
        assert hashlib.sha256(content).hexdigest() == checksum
    listed = client.get(f"{EDITION}files/SHA256SUMS").content.decode().splitlines()
    assert listed == [f"{manifest['files'][name]}  {name}" for name in sorted(manifest["files"])]


@pytest.fixture
def corrected(db: None) -> None:
    now = sample(facts=(replace(FACT, text="improving: 66% in 2016/17", value="66"),), issue=2)
    publish(sample(), now)


def test_a_correction_shows_what_it_changed_and_why(client: Client, corrected: None) -> None:
    page = words(read(client, EDITION))
    assert "A figure was copied wrongly." in page
    assert "improving: 65% in 2016/17, up from 59% in 2015/16 improving: 66% in 2016/17" in page


def test_a_correction_of_words_is_told_as_it_was_frozen(client: Client) -> None:
    told = ("Issue 2, 1 March 2018: a name was wrong", "Summary: the words were changed.")
    publish(sample(), sample(issue=2, corrections=told))
    page = words(read(client, EDITION))
    assert "Summary: the words were changed." in page and "No figure or verdict changed." not in page


def test_an_earlier_issue_stays_and_points_to_the_latest(client: Client, corrected: None) -> None:
    page = read(client, f"{EDITION}issues/1/")
    assert "A later issue corrects this one." in page.text
    assert page.select_one(f'.gt-banner a[href="{EDITION}"]')
    read(client, f"{EDITION}issues/1/children/")
    was = client.get(f"{EDITION}issues/1/files/document.json").content
    assert was == write_document(sample())
    read(client, f"{EDITION}issues/3/", 404)


def test_a_withdrawn_edition_shows_a_notice_and_its_checksums_alone(
    client: Client, council: CouncilFacts
) -> None:
    withdrawn = {
        "state": "withdrawn",
        "withdrawn_at": datetime(2019, 5, 1, 12, tzinfo=UTC),
        "withdrawn_order": "High Court, order 12",
        "withdrawn_reason": "It names a person.",
    }
    publish(sample(), **withdrawn)
    page = words(read(client, EDITION))
    assert "On 1 May 2019, by order: High Court, order 12" in page and "It names a person." in page
    gone = ("children/", "files/document.json", "files/data/facts.csv", "issues/1/children/")
    for address in gone:
        assert "65%" not in read(client, EDITION + address, 410).text
    read(client, f"{EDITION}issues/1/")
    assert client.get(f"{EDITION}files/manifest.json").status_code == 200
    assert "Withdrawn 1 May 2019" in words(read(client, "/reports/"))


def test_a_figure_of_a_table_too_long_shows_the_rest_beneath(client: Client) -> None:
    figure = Figure("many", "Many", "", "Many places.", CHART.svg, replace(long_table(2000), ref="many"))
    publish(sample(chapters=(chapter_of(figure),)))
    count = len(read(client, f"{EDITION}one/").select(".govuk-pagination__list a"))
    rows = [read(client, f"{EDITION}one/?page={n}").select("tbody th") for n in range(1, count + 1)]
    assert sum(map(len, rows)) == 2000


def test_the_easy_read_summary_is_a_page_of_its_own(client: Client, council: CouncilFacts) -> None:
    publish(sample())
    cover = client.get("/editions/annual-report-2017/").content.decode()
    assert 'href="/editions/annual-report-2017/easy-read/"' in cover
    page = client.get("/editions/annual-report-2017/easy-read/").content.decode()
    assert ">More children do well at school.</span>" in page
    assert "<h2" in page and ">How children are doing</h2>" in page
    assert page.count("<svg") >= 1


def test_an_edition_without_easy_read_has_no_such_page(client: Client, council: CouncilFacts) -> None:
    publish(sample(easy=()))
    assert client.get("/editions/annual-report-2017/easy-read/").status_code == 404
