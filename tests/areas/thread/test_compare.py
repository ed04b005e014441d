"""Measures and places side by side: what is chosen, missing or left out, and the same as a file."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from goldenthread.measures import models
from goldenthread.measures.commands import define_measure, import_release, rehearse_import
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure
from tests.areas.measures.conftest import ASHFORD, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
BOTH = f"measure=neet&measure=gcse&area={KENT}&area={ASHFORD}"


@pytest.fixture(autouse=True)
def some_figures(bob: User, measures: None, figures: WriteFile) -> None:
    """One measure in two places, one in one place, and nothing of one in England."""
    rows = [
        f"neet,{KENT},2016,3.0",
        f"neet,{KENT},2017,2.8,,provisional",
        f"neet,{ASHFORD},2016,4.1",
        f"neet,{ASHFORD},2017,,,suppressed",
        f"gcse,{KENT},2016,60.0",
        f"gcse,{KENT},2017,66.0",
    ]
    import_release(bob, rehearse_import(bob, [figures(*rows)]))


def page(client: Client, asked: str = "") -> BeautifulSoup:
    answer = client.get(f"/compare/?{asked}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def cells(soup: BeautifulSoup) -> list[list[str]]:
    """The table's body as text, row by row."""
    table = soup.select_one('table[class="govuk-table gt-table"]')
    assert table
    return [
        [tag.get_text(" ", strip=True) for tag in row.find_all(["th", "td"])] for row in table.select("tr")
    ]


def rows(client: Client, asked: str) -> list[dict[str, str]]:
    answer = client.get(f"/compare/compare.csv?{asked}")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_measures_stand_down_and_places_across_with_figure_period_and_verdict(officer: Client) -> None:
    assert cells(page(officer, BOTH)) == [
        ["Measure", "Kent", "Ashford"],
        [
            "Young people not in education, employment or training",
            "2.8% 2017 Improving p (provisional) o (another reading differs)",
            "withheld 2017 Cannot judge : a figure is withheld to protect people's privacy",
        ],
        ["Pupils with good GCSEs", "66.0% 2017 Improving", "no figure"],
    ]


def test_the_question_chosen_is_the_one_answered(officer: Client) -> None:
    table = cells(page(officer, f"measure=gcse&area={KENT}&question=target"))
    assert table[1][1] == "66.0% 2017 Cannot judge : no target has been set"


def test_nothing_chosen_offers_every_measure_and_the_councils_places(officer: Client) -> None:
    soup = page(officer)
    assert "No measure is chosen yet" in soup.get_text()
    offered = [tag["value"] for tag in soup.select("#add-measure option")]
    assert offered == ["", "neet", "gcse"] or set(offered) == {"", "neet", "gcse"}
    assert ASHFORD in [tag["value"] for tag in soup.select("#add-area option")]
    assert [tag["value"] for tag in soup.select('input[name="area"]')] == [KENT, "E92000001"]


def test_the_address_of_a_comparison_shows_the_same_again(officer: Client) -> None:
    first = page(officer, f"{BOTH}&measure=&area=&question=regression")
    address = next(a["href"] for a in first.select("a") if "to keep or to share" in a.get_text())
    assert address == f"/compare/?{BOTH}&question=regression"
    assert cells(page(officer, str(address).partition("?")[2])) == cells(first)


def test_the_file_holds_what_the_table_shows(officer: Client) -> None:
    found = rows(officer, BOTH)
    assert [(row["measure"], row["area"], row["period"], row["value"], row["verdict"]) for row in found] == [
        ("neet", KENT, "2017-01-01/P1Y", "2.8", "improving"),
        ("neet", ASHFORD, "2017-01-01/P1Y", "", "cannot_judge"),
        ("gcse", KENT, "2017-01-01/P1Y", "66", "improving"),
        ("gcse", ASHFORD, "", "", ""),
    ]
    assert found[1]["status"] == "suppressed" and found[1]["reason"] == "suppressed"


def test_the_other_file_holds_every_period_with_the_verdict_on_the_last(officer: Client) -> None:
    found = rows(officer, f"measure=gcse&area={KENT}&periods=every")
    assert [(row["period"], row["verdict"]) for row in found] == [
        ("2016-01-01/P1Y", ""),
        ("2017-01-01/P1Y", "improving"),
    ]


def test_what_is_not_there_is_said_and_the_rest_is_shown(officer: Client) -> None:
    text = page(officer, f"measure=gcse&measure=luck&area={KENT}&area=E99").get_text()
    assert "There is no measure called luck to read here." in text
    assert "There is no area with the code E99." in text
    assert "66.0%" in text


def test_more_than_twelve_of_either_are_left_out_and_said(officer: Client, bob: User) -> None:
    for n in range(13):
        define_measure(bob, Measure(f"m{n}", f"Measure {n}"))
    asked = "&".join([*(f"measure=m{n}" for n in range(13)), *(f"area=E070001{n:02}" for n in range(5, 17))])
    soup = page(officer, f"{asked}&area={KENT}")
    assert "1 measure left out: a page compares 12 at most." in soup.get_text()
    assert "1 area left out: a page compares 12 at most." in soup.get_text()
    assert len(soup.select('input[name="measure"]')) == len(soup.select('input[name="area"]')) == 12


def test_one_measure_is_drawn_in_order_and_as_lines_on_one_scale(officer: Client, figures: WriteFile) -> None:
    import_release(None, rehearse_import(None, [figures(f"gcse,{ASHFORD},2017,50.0")]))
    soup = page(officer, f"measure=gcse&area={KENT}&area={ASHFORD}")
    assert [tag["id"] for tag in soup.select("figure")] == ["ranked-figure", "lines-0-figure"]
    assert [tag["id"] for tag in page(officer, BOTH).select("figure")] == ["lines-0-figure", "lines-1-figure"]


def test_a_resident_is_not_told_of_a_measure_that_is_not_published(client: Client) -> None:
    assert models.Measure.objects.filter(slug="neet").exists()
    assert "There is no measure called neet to read here." in page(client, "measure=neet").get_text()
    assert rows(client, "measure=neet") == []
