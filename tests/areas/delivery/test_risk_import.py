"""Risks and commitments from a table: all or nothing, every fault at its row and column, and out again."""

import csv
import json
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.delivery.commands.commitment_import import ImportedCommitments, import_commitments
from goldenthread.delivery.commands.risk_import import ImportedRisks, import_risks
from goldenthread.delivery.models import Commitment, Risk
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.promising import a_patrol, an_icy_risk, lay_promises

pytestmark = pytest.mark.django_db
RISKS = """ref,kind,title,likelihood,impact,target_likelihood,target_impact,service,owner,level,items,why
CRR1,risk,Roads freeze,4,5,2,4,roads,riley,corporate,small/o1; small/o1.1,
,opportunity,A grant is offered,3,3,,,libraries,,service,,
"""
PROMISES = """ref,kind,partner,title,plan,item,service,state,last_contact,next_step,next_step_due
,ask,transport,Pay for potholes,asking,k2,,agreed,2026-01-05,Ring,2026-02-01
P1,from_partner,police,Patrol the school run,,,roads,,,,
"""


@pytest.fixture
def people() -> dict[str, User]:
    return lay_promises()


def written(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def places(refused: Refused) -> list[tuple[int | None, str | None]]:
    return [(each.row, each.column) for each in refused.refusals]


def test_risks_come_in_from_a_table_and_again_without_a_change(
    tmp_path: Path, people: dict[str, User]
) -> None:
    file = written(tmp_path, RISKS)
    assert import_risks(people["perry"], file) == ImportedRisks(2, 0, 0)
    risk = Risk.objects.get(ref="CRR1")
    assert (risk.level, risk.target_impact, risk.owner, risk.links.count()) == ("corporate", 4, "riley", 2)
    known = written(tmp_path, "\n".join(RISKS.splitlines()[:2]))
    assert import_risks(people["perry"], known) == ImportedRisks(0, 0, 1)


def test_every_fault_of_a_table_of_risks_is_told_at_its_row_and_column(
    tmp_path: Path, people: dict[str, User]
) -> None:
    text = (
        "ref,title,likelihood,impact,service,owner,target_by,items\n"
        "A,Ice,4,5,roads,,,\n"
        "A,Again,4,5,roads,,,\n"
        "B,,9,x,bins,nobody,tomorrow,small/o9\n"
        "a b,Fine,1,1,roads,,,\n"
    )
    with pytest.raises(Refused) as refused:
        import_risks(None, written(tmp_path, text))
    columns = {column for row, column in places(refused.value) if row == 4}
    assert columns == {"title", "likelihood", "impact", "service", "owner", "target_by", "items"}
    assert [place for place in places(refused.value) if place[0] != 4] == [(3, "ref"), (5, "ref")]
    assert not Risk.objects.exists()


def test_a_changed_score_in_a_table_needs_its_reason(tmp_path: Path, people: dict[str, User]) -> None:
    ref = an_icy_risk()
    head, row = "ref,title,likelihood,impact,service,why\n", f"{ref},Roads are not salted in time,2,5,roads,"
    with pytest.raises(Refused) as refused:
        import_risks(None, written(tmp_path, head + row))
    assert places(refused.value) == [(2, "why")]
    assert import_risks(None, written(tmp_path, f"{head}{row}Drivers hired")) == ImportedRisks(0, 1, 0)
    risk = Risk.objects.get()
    assert (risk.likelihood, risk.cause) == (2, "Fewer drivers hold the licence")


def test_a_lead_imports_only_their_own_services_risks(tmp_path: Path, people: dict[str, User]) -> None:
    with pytest.raises(Refused) as refused:
        import_risks(people["riley"], written(tmp_path, RISKS))
    assert places(refused.value) == [(3, "service")]
    for name in ("parker", "cory"):
        with pytest.raises(NotAllowed):
            import_risks(people[name], written(tmp_path, RISKS))


def test_commitments_come_in_from_a_table_and_change_by_ref(tmp_path: Path, people: dict[str, User]) -> None:
    assert import_commitments(people["perry"], written(tmp_path, PROMISES)) == ImportedCommitments(2, 0, 0)
    ask = Commitment.objects.get(kind="ask")
    assert (ask.item, ask.state, ask.next_step) == ("k2", "agreed", "Ring")
    again = "ref,kind,partner,title,state\nP1,from_partner,police,Patrol the school run,met\n"
    assert import_commitments(people["perry"], written(tmp_path, again)) == ImportedCommitments(0, 1, 0)
    promise = Commitment.objects.get(ref="P1")
    assert (promise.state, promise.service) == ("met", "roads")


def test_every_fault_of_a_table_of_commitments_is_told_at_its_row_and_column(
    tmp_path: Path, people: dict[str, User]
) -> None:
    text = (
        "ref,kind,partner,title,item,state,last_contact,due\n"
        ",plea,nobody,,k1,lost,2999-01-01,soon\n"
        ",ask,transport,Pay for potholes,,open,,\n"
    )
    with pytest.raises(Refused) as refused:
        import_commitments(None, written(tmp_path, text))
    assert {row for row, _ in places(refused.value)} == {2}
    columns = {column for _, column in places(refused.value)}
    assert columns == {"kind", "partner", "title", "item", "state", "last_contact", "due"}
    assert not Commitment.objects.exists()


def test_partners_import_nothing_and_a_lead_only_their_own(tmp_path: Path, people: dict[str, User]) -> None:
    a_patrol()
    with pytest.raises(NotAllowed):
        import_commitments(people["parker"], written(tmp_path, PROMISES))
    with pytest.raises(Refused) as refused:
        import_commitments(people["riley"], written(tmp_path, PROMISES))
    assert places(refused.value) == [(2, "service")]


def test_what_the_command_line_writes_it_takes_back_unchanged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_promises()
    an_icy_risk(title="=1+1 drivers")
    a_patrol(title="-2 patrols")
    for what, count in (("risks", {"raised": 0, "changed": 0, "same": 1}), ("commitments", None)):
        out = tmp_path / f"{what}.csv"
        assert outcome([what, "export", "--out", str(out)]) == 0
        assert next(iter(csv.DictReader(out.open(encoding="utf-8"))))["title"].startswith("'")
        capsys.readouterr()
        assert outcome([what, "import", str(out), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told == (count or {"made": 0, "changed": 0, "same": 1})


def test_asks_are_taken_from_a_plan_at_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    lay_promises()
    assert outcome(["commitments", "from-plan", "asking", "--add-partners", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"made": 4, "added": 1, "left_out": 1}
    assert "asking/c2: it names nobody" in said.err
    assert outcome(["commitments", "from-plan", "nowhere"]) == 1
