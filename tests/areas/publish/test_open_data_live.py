"""The open data of the site as it stands: a page, a file for every table, and two lists for machines."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import csvw
import frictionless
import pytest
from django.test import Client
from django.utils import timezone
from rdflib import DCAT, DCTERMS, Graph
from rdflib.namespace import RDF

from goldenthread.measures.commands import define_measure, publish_measure, set_target
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from tests.areas.publish.conftest import KENT, Deliver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]
WIDE = {
    "measures",
    "figures",
    "targets",
    "verdicts",
    "scorecard",
    "area-profiles",
    "plan-succession",
    "editions",
}


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]


def rows_of(client: Client, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, f"/data/{table}.csv").decode(), newline="")))


def package(client: Client) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(body(client, "/data/datapackage.json"))["resources"]
    return listed


def test_the_page_lists_every_table_with_its_licence(client: Client, settings: object) -> None:
    settings.CONTACT = "strategy@council.example"  # type: ignore[attr-defined]
    page = body(client, "/data/").decode()
    assert "Open Government Licence v3.0" in page and "strategy@council.example" in page
    for resource in package(client):
        assert f'href="/data/{resource["name"]}.csv"' in page
    assert len(page) < 100_000


def test_every_page_leads_to_the_open_data(client: Client) -> None:
    assert 'href="/data/"' in body(client, "/measures/").decode()


def test_every_table_of_the_public_is_there(client: Client) -> None:
    names = {resource["name"] for resource in package(client)}
    assert names >= WIDE | {"figures-neet", "figures-gcse", "releases"}


def test_the_figures_are_those_of_every_measure(client: Client) -> None:
    held = rows_of(client, "figures")
    assert [(row["measure"], row["period"], row["value"]) for row in held] == [
        ("gcse", "2022-04-01/P1Y", "60"),
        ("gcse", "2023-04-01/P1Y", "64"),
        ("neet", "2022-04-01/P1Y", "5"),
        ("neet", "2023-04-01/P1Y", "6"),
    ]
    assert [row for row in held if row["measure"] == "neet"] == rows_of(client, "figures-neet")


def test_verdicts_the_scorecard_and_profiles_say_the_same(client: Client) -> None:
    said = {(row["measure"], row["question"]): row["verdict"] for row in rows_of(client, "verdicts")}
    for table in ("scorecard", "area-profiles"):
        for row in rows_of(client, table):
            assert row["area"] == KENT
            assert said[row["measure"], row["question"]] == row["verdict"]
            assert row["value"] == {"neet": "6", "gcse": "64"}[row["measure"]]


def test_targets_are_there(client: Client, bob: User) -> None:
    set_target(bob, Target("neet", KENT, read_period("2025/26", "financial"), target=4))  # type: ignore[arg-type]
    (row,) = rows_of(client, "targets")
    assert (row["measure"], row["target"], row["baseline"]) == ("neet", "4", "")


def test_json_says_the_same_as_csv(client: Client) -> None:
    for table in ("measures", "figures", "verdicts"):
        held = json.loads(body(client, f"/data/{table}.json"))
        assert held["about"]["publisher"]
        again = [{name: "" if v is None else str(v) for name, v in row.items()} for row in held["rows"]]
        assert again == rows_of(client, table)


def test_every_table_is_valid_csvw_and_a_valid_data_package(client: Client, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for resource in package(client):
        for ending in ("csv", "csv-metadata.json"):
            path = folder / f"{resource['name']}.{ending}"
            path.write_bytes(body(client, f"/data/{path.name}"))
        assert csvw.CSVW(str(folder / resource["path"]), validate=True).is_valid, resource["name"]
    (folder / "datapackage.json").write_bytes(body(client, "/data/datapackage.json"))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_the_catalogue_describes_every_table_for_other_catalogues(client: Client, settings: object) -> None:
    settings.ADDRESS = "https://strategy.council.example"  # type: ignore[attr-defined]
    settings.CONTACT = "strategy@council.example"  # type: ignore[attr-defined]
    graph = Graph().parse(data=body(client, "/data/catalogue.jsonld"), format="json-ld")
    sets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(sets) == len(package(client))
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert set(graph.objects(catalogue, DCAT.dataset)) == sets
    for each in sets:
        for said in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.publisher,
            DCTERMS.license,
            DCAT.contactPoint,
        ):
            assert graph.value(each, said) is not None, (each, said)
        shown = client.get(str(each).removeprefix("https://strategy.council.example"))
        assert shown.status_code == 303 and client.get(shown["Location"]).status_code == 200, each
        for file in graph.objects(each, DCAT.distribution):
            address = str(graph.value(file, DCAT.downloadURL))
            assert body(client, address.removeprefix("https://strategy.council.example"))
    neet = next(each for each in sets if str(each).endswith("/figures-neet"))
    assert str(graph.value(neet, DCTERMS.accrualPeriodicity)).endswith("/ANNUAL")
    assert str(graph.value(graph.value(neet, DCTERMS.temporal), DCAT.startDate)) == "2022-04-01"


def test_the_csv_names_its_metadata(client: Client) -> None:
    answer = client.get("/data/figures-neet.csv")
    assert 'rel="describedby"' in answer["Link"]
    assert "/data/figures-neet.csv-metadata.json" in answer["Link"]


def test_what_is_not_published_is_in_no_table(client: Client, bob: User, deliver: Deliver) -> None:
    define_measure(bob, Measure("secret", "Secret", "%"))
    publish_measure(bob, "secret", timezone.now() + timedelta(days=9))
    deliver("secret,2023-04-01/P1Y,1")
    assert client.get("/data/figures-secret.csv").status_code == 404
    assert b"secret" not in body(client, "/data/figures.csv") + body(client, "/data/measures.csv")
    assert "secret" not in body(client, "/data/").decode()


def test_a_table_that_is_not_there_is_not_found(client: Client) -> None:
    for name in ("nothing.csv", "nothing.json", "figures-nothing.csv", "nothing.csv-metadata.json"):
        assert client.get(f"/data/{name}").status_code == 404


def test_withheld_figures_are_counted_where_they_are_taken_away(
    client: Client, bob: User, deliver: Deliver
) -> None:
    define_measure(bob, Measure("care", "Children", "children", "count", protection="small-numbers"))
    publish_measure(bob, "care")
    deliver("care,2022-04-01/P1Y,3", "care,2023-04-01/P1Y,40")
    words = "1 figure is withheld to protect people: because few people are counted, or so that"
    assert words in body(client, "/data/").decode()
    assert words in body(client, "/data/figures-care.csv-metadata.json").decode()
    (hidden, shown) = rows_of(client, "figures-care")
    assert (hidden["value"], hidden["status"], hidden["note"]) == (
        "",
        "suppressed",
        "Withheld to protect people",
    )
    assert shown["value"] == "40"
