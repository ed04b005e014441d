"""Two policies set against each other, as a resident reads it and takes it away."""

import csv
import io

import pytest
from django.test import Client

from goldenthread.measures.commands import import_release, publish_measure, publish_release, rehearse_import
from goldenthread.people.commands.policy import import_policy
from tests.areas.measures.conftest import ASHFORD, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures", "council")]

STRICT = """ref: strict
title: A strict policy
body: Shire County Council
from: 2026-04-01
source: Cabinet, 2 March 2026
questions:
  direction_1y: {parameters: {tolerance: 2}}
"""
PAGE = "/policies/kent-annual-report-2017/against/strict/"


@pytest.fixture(autouse=True)
def figures_of_four_years(measures: None, figures: WriteFile) -> None:
    import_policy(None, STRICT, "strict.yaml")
    file = figures(
        f"gcse,{KENT},2014,60.0", f"gcse,{KENT},2015,62.0",
        f"gcse,{KENT},2016,70.0", f"gcse,{KENT},2017,72.0",
        f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,2.0", f"neet,{ASHFORD},2017,2.0",
    )  # fmt: skip
    release = import_release(None, rehearse_import(None, [file])).release
    for ref in ("gcse", "neet"):
        publish_measure(None, ref)
    publish_release(None, release)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_what_flips_is_said_with_both_answers_and_the_number_that_differs(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "1 of 2 answers would differ." in page
    assert "Pupils with good GCSEs" in page
    assert "72.0% in 2017, up from 70.0% in 2016. Higher is better." in page
    assert "tolerance" in page and ">5<" in page and ">2<" in page


def test_flips_are_counted_from_what_to_what(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    counted = page[page.index("From what to what") : page.index("Which answers")]
    assert "Maintaining" in counted and "Improving" in counted and ">1<" in counted


def test_every_past_period_is_judged_as_if_it_were_the_latest(client: Client) -> None:
    past = rows(client, f"{PAGE}table.csv?measure=gcse")
    assert [(row["period"], row["verdict"], row["other_verdict"]) for row in past] == [
        ("2017-01-01/P1Y", "maintaining", "improving"),
        ("2016-01-01/P1Y", "improving", "improving"),
        ("2015-01-01/P1Y", "maintaining", "improving"),
        ("2014-01-01/P1Y", "cannot_judge", "cannot_judge"),
    ]
    page = client.get(f"{PAGE}?measure=gcse").content.decode()
    assert "Pupils with good GCSEs, as it would have been judged then" in page


def test_the_flips_can_be_taken_away(client: Client) -> None:
    (row,) = rows(client, f"{PAGE}table.csv")
    assert (row["measure"], row["area"], row["question"]) == ("gcse", KENT, "direction_1y")
    assert (row["verdict"], row["other_verdict"]) == ("maintaining", "improving")


def test_another_place_has_its_own_answers(client: Client) -> None:
    page = client.get(f"{PAGE}?area={ASHFORD}").content.decode()
    assert "0 of 0 answers would differ. 1 more cannot be judged by either." in page


def test_policies_that_ask_the_same_way_need_no_comparison(client: Client) -> None:
    page = client.get("/policies/kent-annual-report-2017/against/every-question/").content.decode()
    assert "What both of them ask, they ask in the same way, so no answer can differ." in page


@pytest.mark.parametrize(
    "address",
    [
        "/policies/strict/against/strict/",
        "/policies/strict/against/none/",
        "/policies/none/against/strict/",
        "/policies/nhs-making-data-count/against/ohid-fingertips/",
    ],
)
def test_there_is_no_page_where_nothing_can_be_compared(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_is_not_published_is_not_compared(client: Client, figures: WriteFile) -> None:
    release = import_release(
        None, rehearse_import(None, [figures(f"gcse,{KENT},2018,99.0", name="next.csv")])
    )
    assert release
    assert "99.0" not in client.get(f"{PAGE}?measure=gcse").content.decode()
