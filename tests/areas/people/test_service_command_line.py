"""Services, portfolios, committees and partners on the command line."""

import json
from datetime import date
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.people.models import User
from goldenthread.people.queries.account import accounts
from goldenthread.people.queries.organisation import (
    CommitteeSheet,
    PartnerSheet,
    PortfolioSheet,
    committees,
    partners,
    portfolios,
    service_history,
)
from goldenthread.people.queries.service import services
from goldenthread.people.queries.trail import TrailFilter, trail

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]
JULY = date(2026, 7, 1)
TABLE = """ref,title,kind,parent,portfolio,starts
hospital,Hospital teams,service,care,,
care,Adult care,division,people,health,
people,People,directorate,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    outcome(["portfolio", "name", "health", "--title", "Health"])
    path = tmp_path / "services.csv"
    path.write_text(TABLE)
    return path


def test_a_table_of_services_comes_in_whatever_the_order_of_its_rows(table: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert outcome(["service", "import", str(table), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"opened": 3, "changed": 0, "same": 0}
    assert [each.ref for each in services(JULY)] == ["people", "care", "hospital"]
    assert services(JULY).portfolio("hospital") == "health"


def test_the_same_table_again_changes_nothing_and_one_that_differs_changes_from_its_day(
    table: Path, capsys: Output
) -> None:
    outcome(["service", "import", str(table)])
    table.write_text(TABLE.replace("care,Adult care,division,people,health,", CHANGED))
    capsys.readouterr()
    assert outcome(["service", "import", str(table), "--why", "Renamed", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"opened": 0, "changed": 1, "same": 2}
    spells = [(each.title, each.starts, each.why) for each in service_history("care")]
    assert spells[1:] == [("Adult social care", JULY, "Renamed")]


CHANGED = "care,Adult social care,division,people,health,2026-07-01"

FAULTY = """ref,title,kind,parent,portfolio,starts
people,People,directorate,,,
care,Adult care,team,people,health,
roads,,service,people,nowhere,
lost,Lost,service,gone,,
beneath,Beneath roads,service,roads,,
"""


def test_every_row_that_cannot_be_taken_is_told_by_its_place_and_none_is_taken(
    table: Path, capsys: Output
) -> None:
    table.write_text(FAULTY)
    capsys.readouterr()
    assert outcome(["service", "import", str(table)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in told[:-1]] == [
        "services.csv:3:kind",
        "services.csv:4:title",
        "services.csv:4:portfolio",
        "services.csv:5:parent",
    ]
    assert not services(JULY).sheets


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("roads,Roads,service,,,July", "services.csv:5:starts: 'July' is no day"),
        ("care,Care,service,,,", "services.csv:5:ref: care stands in row 3 already"),
        (",Care,service,,,", "services.csv:5:ref: the row has no ref"),
        ("roads,Roads", "services.csv:5"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_place(
    row: str, place: str, table: Path, capsys: Output
) -> None:
    table.write_text(f"{TABLE}{row}\n")
    assert outcome(["service", "import", str(table)]) == 1
    assert place in capsys.readouterr().err
    assert not services(JULY).sheets


def test_a_row_that_differs_must_say_since_when(table: Path, capsys: Output) -> None:
    outcome(["service", "import", str(table)])
    table.write_text(TABLE.replace("Adult care", "Care"))
    assert outcome(["service", "import", str(table)]) == 1
    assert "services.csv:3:starts: the row differs from what Adult care is now" in capsys.readouterr().err


def test_rows_that_stand_in_a_circle_are_refused(table: Path, capsys: Output) -> None:
    table.write_text("ref,title,kind,parent\na,A,service,b\nb,B,service,a\n")
    assert outcome(["service", "import", str(table)]) == 1
    assert "services.csv:3:parent: there is no service 'a'" in capsys.readouterr().err


def test_a_service_is_opened_changed_closed_and_listed_as_it_stood(capsys: Output) -> None:
    assert outcome(["service", "open", "people", "--title", "People", "--kind", "directorate"]) == 0
    said = ["--title", "Care", "--kind", "division", "--parent", "people", "--starts", "2024-04-01"]
    assert outcome(["service", "open", "care", *said]) == 0
    assert outcome(["service", "change", "care", "--title", "Adult care", "--from", "2025-04-01"]) == 0
    assert outcome(["service", "close", "care", "--on", "2026-04-01", "--why", "Merged"]) == 0
    capsys.readouterr()
    for day, shown in (("2024-05-01", "  care: Care (division)"), ("2025-05-01", "  care: Adult care")):
        assert outcome(["service", "list", "--on", day]) == 0
        assert shown in capsys.readouterr().out
    assert outcome(["service", "list", "--on", "2026-05-01", "--json"]) == 0
    assert [each["ref"] for each in json.loads(capsys.readouterr().out)["services"]] == ["people"]


def test_portfolios_committees_and_partners_are_named_and_listed(capsys: Output) -> None:
    assert outcome(["committee", "name", "scrutiny", "--title", "Scrutiny"]) == 0
    said = ["--title", "Health", "--committee", "scrutiny"]
    assert outcome(["portfolio", "name", "health", *said]) == 0
    assert outcome(["partner", "name", "dhsc", "--title", "The department", "--kind", "government"]) == 0
    assert committees() == (CommitteeSheet("scrutiny", "Scrutiny"),)
    assert portfolios() == (PortfolioSheet("health", "Health", "scrutiny"),)
    assert partners() == (PartnerSheet("dhsc", "The department", "government"),)
    capsys.readouterr()
    for name in ("committee", "portfolio", "partner"):
        assert outcome([name, "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "scrutiny: Scrutiny",
        "health: Health, committee scrutiny",
        "dhsc: The department, kind government",
    ]


def test_a_strategy_officer_keeps_no_services(table: Path, alice: User, capsys: Output) -> None:
    before = trail(TrailFilter()).count
    assert outcome(["service", "import", str(table), "--as", "alice"]) == 1
    assert "--as alice: Your roles do not let you keep services" in capsys.readouterr().err
    assert trail(TrailFilter()).count == before


def test_a_role_is_held_over_something_that_is_there(table: Path, capsys: Output) -> None:
    outcome(["service", "import", str(table)])
    assert outcome(["officer", "add", "lena", "--role", "service_lead:service/care"]) == 0
    for role, told in (
        ("service_lead:service/nowhere", "there is no service 'nowhere'"),
        ("cabinet_member:portfolio/nothing", "there is no portfolio 'nothing'"),
        ("councillor:committee/none", "there is no committee 'none'"),
        ("partner:partner/nobody", "there is no partner 'nobody'"),
    ):
        assert outcome(["officer", "roles", "lena", "--role", role]) == 1
        assert told in capsys.readouterr().err
    assert outcome(["officer", "roles", "lena", "--role", "strategy:plan/any"]) == 0
    assert [each.roles for each in accounts()] == [("strategy:plan/any",)]
