"""The open data of money: public budgets by line, year, outcome and source, and what papers printed."""

import csv
import io
import json
from decimal import Decimal as D
from pathlib import Path

import frictionless
import pytest
from django.test import Client

from goldenthread.finance.commands.published import record_sums
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.models import PlanVersion
from goldenthread.rules.published_sum import PublishedSumFacts
from tests.areas.finance.outcome_ground import a_budget, freeze, lay_plan
from tests.areas.publish.test_open_data_live import body, package, rows_of

pytestmark = pytest.mark.django_db
MONEY = ("budget-lines", "budget-years", "budget-by-outcome", "budget-funding")


@pytest.fixture(autouse=True)
def budget(council: CouncilFacts) -> None:
    lay_plan()
    a_budget()


@pytest.fixture
def shown(budget: None) -> None:
    freeze("budget-2021")


def test_a_budget_that_is_not_public_is_in_no_table(client: Client) -> None:
    assert not {each["name"] for each in package(client)} & {*MONEY, "published-sums"}


@pytest.mark.usefixtures("shown")
def test_every_line_stands_once_for_its_base_year_and_each_year_planned(client: Client) -> None:
    rows = [row for row in rows_of(client, "budget-lines") if row["line"] == "libraries"]
    assert [row["financial_year"] for row in rows] == [f"{year}/{year - 1999}" for year in range(2020, 2026)]
    assert (rows[0]["gross"], rows[0]["income"], rows[0]["net"]) == (
        "12000000.00",
        "1000000.00",
        "11000000.00",
    )
    assert (rows[1]["gross"], rows[1]["net"]) == ("", "10550000.00")


@pytest.mark.usefixtures("shown")
def test_outcomes_with_enabling_and_unallocated_sum_to_the_lines_of_each_year(client: Client) -> None:
    lines, outcomes = rows_of(client, "budget-lines"), rows_of(client, "budget-by-outcome")
    for year in ("2020/21", "2021/22", "2025/26"):
        spent = sum(D(row["net"]) for row in lines if row["financial_year"] == year)
        assert spent == sum(D(row["net"]) for row in outcomes if row["financial_year"] == year)


@pytest.mark.usefixtures("shown")
def test_outcomes_of_a_plan_that_is_not_public_are_one_row_without_their_names(client: Client) -> None:
    every = sum(D(row["net"]) for row in rows_of(client, "budget-by-outcome"))
    PlanVersion.objects.update(publish_at=None)
    for address in ("/data/budget-by-outcome.csv", "/budget/budget-2021/outcomes.csv"):
        said = body(client, address)
        assert b"small" not in said and b"o1" not in said
    rows = rows_of(client, "budget-by-outcome")
    assert sum(D(row["net"]) for row in rows) == every
    assert any(row["outcome"] == "not-published" and D(row["net"]) for row in rows)


@pytest.mark.usefixtures("shown")
def test_an_outcome_has_its_range_in_the_budgets_own_year_alone(client: Client) -> None:
    rows = {
        row["financial_year"]: row for row in rows_of(client, "budget-by-outcome") if row["item"] == "o1.1"
    }
    assert (rows["2021/22"]["least"], rows["2021/22"]["net"]) == ("13895000.00", "17080000.00")
    assert rows["2022/23"]["least"] == ""


@pytest.mark.usefixtures("shown")
def test_where_the_money_comes_from_sums_to_the_years_funding(client: Client) -> None:
    years = {row["financial_year"]: row for row in rows_of(client, "budget-years")}
    sources = rows_of(client, "budget-funding")
    for year, row in years.items():
        whole = sum(D(each["amount"]) for each in sources if each["financial_year"] == year)
        assert whole == D(row["funding"])
    grant = next(row for row in sources if row["source"] == "ph-grant")
    assert (grant["restricted"], grant["may_be_spent_on"]) == ("yes", "public-health")


def test_printed_sums_stand_with_their_papers(client: Client) -> None:
    gap = PublishedSumFacts("gap", "Gap", "gap", D("62000000"), D("143000000"), "", "2021-22", "Interim plan")
    record_sums(None, [gap])
    (row,) = rows_of(client, "published-sums")
    assert (row["lower"], row["upper"], row["paper"]) == ("62000000.00", "143000000.00", "Interim plan")


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("name", MONEY)
def test_a_table_is_as_its_description_says(name: str, client: Client, tmp_path: Path) -> None:
    said = next(each for each in package(client) if each["name"] == name)
    (tmp_path / f"{name}.csv").write_bytes(body(client, f"/data/{name}.csv"))
    described = {"name": name, "path": f"{name}.csv", "schema": said["schema"]}
    report = frictionless.Resource.from_descriptor(described, basepath=str(tmp_path)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    metadata = json.loads(body(client, f"/data/{name}.csv-metadata.json"))
    columns = {each["name"]: each for each in metadata["tableSchema"]["columns"]}
    money = [each for each in columns.values() if each.get("datatype") == "decimal"]
    assert money
    rows = list(
        csv.DictReader(io.StringIO((tmp_path / f"{name}.csv").read_text(encoding="utf-8"), newline=""))
    )
    assert rows
