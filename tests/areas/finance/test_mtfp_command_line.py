"""The plan of a budget book on the command line, and budget books into an installation and out of it."""

import csv
import json
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.engine.budget.book_file import read_book
from goldenthread.engine.budget.book_xlsx_write import write_book_xlsx
from goldenthread.engine.budget.book_yaml_write import write_book_yaml
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.storing import book_of
from goldenthread.people.models import TrailEntry
from goldenthread.rules.book_plain import checksum
from goldenthread.rules.budget import Book
from goldenthread.rules.mtfp import work_out
from tests.areas.finance.agreed import person
from tests.areas.finance.ledger_ground import SERVICES, lay_budget
from tests.areas.finance.sample_book import BALANCED, sample_book

COLUMNS = ["scenario", "year", "funding", "budget_before_savings", "savings", "gap"]


def filed(folder: Path, book: Book = BALANCED, name: str = "book.yaml") -> str:
    path = folder / name
    path.write_bytes(write_book_xlsx(book) if name.endswith(".xlsx") else write_book_yaml(book).encode())
    return str(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(
    folder: Path, *arguments: str, book: Book = BALANCED, name: str = "book.yaml"
) -> list[dict[str, str]]:
    out = folder / "gap.csv"
    assert outcome(["mtfp", "--book", filed(folder, book, name), "--out", str(out), *arguments]) == 0
    return rows(out)


@pytest.mark.parametrize("name", ["book.yaml", "book.xlsx"])
def test_every_scenario_and_the_central_plan_stand_in_one_table(tmp_path: Path, name: str) -> None:
    found = run(tmp_path, name=name)
    assert list(found[0])[:6] == COLUMNS
    assert [each["scenario"] for each in found[::5]] == ["central", "high-prices", "no-rise"]
    assert [each["year"] for each in found[:5]] == ["2021/22", "2022/23", "2023/24", "2024/25", "2025/26"]
    for ref in ("", "high-prices", "no-rise"):
        named = [each for each in found if each["scenario"] == (ref or "central")]
        for row, totals in zip(named, work_out(BALANCED, ref).years, strict=True):
            assert D(row["gap"]) == totals.gap
            assert D(row["funding"]) == totals.funding
            parts = D(row["budget_before_savings"]) - D(row["savings"]) - D(row["funding"])
            assert parts == D(row["gap"])


def test_a_service_that_is_not_on_the_books_own_list_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, listed = tmp_path / "book.yaml", dict.fromkeys(SERVICES, "A service")
    path.write_text(write_book_yaml(BALANCED, listed), encoding="utf-8")
    asked = ["mtfp", "--book", str(path), "--out", str(tmp_path / "gap.csv"), "--json"]
    assert outcome(asked) == 0
    assert json.loads(capsys.readouterr().out)["services"] == "every service is on the book's own list"
    del listed["highways"]
    path.write_text(write_book_yaml(BALANCED, listed), encoding="utf-8")
    assert outcome(asked) != 0
    assert "there is no service 'highways'" in capsys.readouterr().err


def test_a_book_that_lists_no_services_says_that_they_were_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path)
    assert "not checked: the book lists none" in capsys.readouterr().out


def test_one_scenario_may_be_asked_for_and_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    asked = ("--scenario", "high-prices", "--draws", "500", "--seed", "7")
    first, again = run(tmp_path, *asked), run(tmp_path, *asked)
    assert first == again
    assert {each["scenario"] for each in first} == {"high-prices"}
    for row in first:
        assert D(row["gap_p10"]) < D(row["gap_p50"]) < D(row["gap_p90"])
    assert run(tmp_path, *asked[:4], "--seed", "8") != first


def test_without_draws_there_is_no_spread(tmp_path: Path) -> None:
    assert "gap_p10" not in run(tmp_path, "--scenario", "central")[0]


def test_a_book_that_cannot_stand_is_refused_by_its_cell_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gap.csv"
    book = filed(tmp_path, sample_book(rules="england-2019-20", tax=BALANCED.tax[:-1]))
    assert outcome(["mtfp", "--book", book, "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "book.yaml[about]:8:rules: the rule pack england-2019-20 has expired" in said
    assert "book.yaml[tax]:year: there is no row for 2025/26" in said
    assert "nothing was written" in said
    assert not out.exists()


def test_what_may_stand_but_is_odd_is_told_beside_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft that does not balance, and a grant of a later year that nothing it is for can take."""
    amounts = {**BALANCED.funding[5].amounts, 2022: D("90000000.00")}
    more = replace(BALANCED.funding[5], amounts=amounts)
    funding = (*BALANCED.funding[:5], more, *BALANCED.funding[6:])
    run(tmp_path, book=sample_book(contingency=BALANCED.contingency + D("1000000.00"), funding=funding))
    said = capsys.readouterr().err
    assert "warning: book.yaml[about]:5:state: 2021/22 does not balance: spending is £1,000,00" in said
    assert "2022/23: 'ph-grant' is £70,000,000.00 more than public-health can take in 2022/23" in said
    run(tmp_path)
    assert "does not balance" not in capsys.readouterr().err


def test_an_unknown_scenario_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gap.csv"
    assert outcome(["mtfp", "--book", filed(tmp_path), "--scenario", "low", "--out", str(out)]) == 1
    assert "use one of central, high-prices, no-rise" in capsys.readouterr().err
    assert not out.exists()


def test_misuse_is_told_apart_from_a_refusal(tmp_path: Path) -> None:
    book = filed(tmp_path)
    assert outcome(["mtfp", "--book", book]) == 2
    assert outcome(["mtfp", "--book", book, "--out", str(tmp_path / "gap.txt")]) == 2
    assert outcome(["mtfp", "--book", book, "--out", str(tmp_path / "gap.csv"), "--draws", "0"]) == 2


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.yaml"])
def test_an_empty_book_is_written_to_be_filled_in(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert outcome(["mtfp", "--template", str(path)]) == 0
    assert path.stat().st_size > 1000
    assert outcome(["mtfp", "--template", str(tmp_path / "empty.txt")]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["xlsx", "yaml"])
def test_a_budget_goes_out_of_an_installation_and_in_again_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    lay_budget()
    out = tmp_path / f"book.{ending}"
    assert outcome(["budget", "export", "budget-2021", "--out", str(out)]) == 0
    assert checksum(read_book(out)) == checksum(BALANCED)
    capsys.readouterr()
    assert outcome(["budget", "import", str(out), "--into", "budget-2021", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lines"] == len(BALANCED.lines)
    assert not TrailEntry.objects.filter(act="import_budget").exists()


@pytest.mark.django_db
def test_a_book_comes_in_as_a_draft_whatever_it_says_of_itself(tmp_path: Path) -> None:
    lay_budget()
    person("fiona", "finance")
    book = sample_book(ref="budget-2021-b", state="approved")
    assert outcome(["budget", "import", filed(tmp_path, book), "--as", "fiona"]) == 0
    row = BudgetVersion.objects.get(ref="budget-2021-b")
    assert (row.state, row.frozen_at, book_of(row)) == ("draft", None, sample_book(ref="budget-2021-b"))


@pytest.mark.django_db
def test_who_may_not_keep_budgets_brings_none_in_and_an_unknown_service_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_budget()
    person("lee", "service_lead:service/libraries")
    book = filed(tmp_path, sample_book(ref="another"))
    assert outcome(["budget", "import", book, "--as", "lee"]) == 1
    assert outcome(["budget", "import", filed(tmp_path)]) == 1
    assert "there is a budget 'budget-2021' already" in capsys.readouterr().err
    text = (
        Path(book).read_text().replace("ref: budget-2021", "ref: another").replace("highways", "roads-dept")
    )
    Path(book).write_text(text)
    assert outcome(["budget", "import", book]) == 1
    assert "there is no service 'roads-dept'" in capsys.readouterr().err
    assert BudgetVersion.objects.count() == 1
