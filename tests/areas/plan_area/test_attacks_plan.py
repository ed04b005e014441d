"""Plan files that mean harm, and what a plan's file tells the public."""

import io
import time
import zipfile
from dataclasses import replace

import pytest
from django.test import Client

from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.plan.file import plan_of_bytes
from goldenthread.plan.file_csv import items_as_csv
from goldenthread.plan.file_xlsx import plan_as_workbook
from goldenthread.rules.plan import PlanItem, Succession
from goldenthread.rules.refusal import Refused
from tests.areas.plan_area.plans import SMALL

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''=1", "'quoted'", "'")


def test_a_plans_csv_runs_nothing_in_a_spreadsheet_and_reads_back_the_same() -> None:
    items = tuple(PlanItem(f"o{n}", "outcome", f"{title} x") for n, title in enumerate(FORMULAS))
    plan = replace(SMALL, items=items)
    written = items_as_csv(plan)
    cells = [cell for line in written.decode().splitlines() for cell in line.split(",")]
    assert not any(cell.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert plan_of_bytes(written, "small.csv").items == items


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_a_public_plan_names_nothing_of_a_plan_that_is_not(
    ending: str, client: Client, council: CouncilFacts, alice: User
) -> None:
    secret = replace(SMALL, ref="secret", title="A secret plan", items=(PlanItem("s1", "outcome", "Sell"),))
    import_plan(alice, secret)
    links = (Succession("secret/s1", "o1", "renamed", "council"), Succession("1998", "o2", "", "ours"))
    import_plan(alice, replace(SMALL, succession=links))
    publish_plan(alice, "small")
    told = [plan_of_bytes(answer, f"small.{ending}").succession for answer in files(ending, client, alice)]
    assert told == [links[1:], links]


def files(ending: str, client: Client, officer: User) -> list[bytes]:
    """The plan's file as a resident gets it, and as an officer does."""
    address = f"/plans/small/plan.{ending}"
    resident = client.get(address).content
    client.force_login(officer)
    return [resident, client.get(address).content]


HEAD = "ref,parent,kind,title\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("many.yaml", b"plan: {ref: a, title: b}\nitems:\n" + b"- a\n" * 2_000_000),
        (
            "keys.yaml",
            b"plan: {ref: a, title: b}\nitems: []\n" + b"".join(b"k%d: v\n" % n for n in range(700_000)),
        ),
        ("deep.yaml", b"[" * 5_000_000),
        ("laughs.yaml", b"a: &a [x,x]\nb: [*a,*a]\n"),
        ("rows.csv", HEAD.encode() + b"a,b,c,d\n" * 1_000_000),
        ("columns.csv", b"a," * 2_000_000 + b"\n"),
        ("cell.csv", HEAD.encode() + b"x" * 9_000_000 + b",,,\n"),
        ("slashes.csv", b"ref,parent,kind,title,partners\na,,x,t," + b"\\" * 100_000 + b"\n"),
        ("nul.csv", HEAD.encode() + b"a,,outcome,\x00\n"),
        ("latin.csv", HEAD.encode() + b"a,,outcome,\xff\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_made_to_exhaust_is_soon_refused(name: str, content: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Refused) as refused:
        plan_of_bytes(content[: 10 * 2**20], name)
    assert time.process_time() - started < 5
    assert len(refused.value.refusals) < 5000


def test_a_workbook_cannot_declare_entities_however_late_it_does() -> None:
    harmless = plan_as_workbook(SMALL)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(harmless)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                late = b"<?xml version='1.0'?><!--" + b" " * 5000 + b"--><!DOCTYPE x [<!ENTITY a 'b'>]>"
                content = late + content[content.index(b"<worksheet") :]
            new.writestr(member, content)
    with pytest.raises(Refused, match="declares entities"):
        plan_of_bytes(out.getvalue(), "late.xlsx")


def test_a_resident_posts_nothing_to_a_plan(client: Client, council: CouncilFacts, alice: User) -> None:
    import_plan(alice, SMALL)
    for act in ("publish", "withdraw", "state", "succession", "items/o1/move", "items/o1/remove", "items/o1"):
        assert "sign-in" in client.post(f"/officer/plans/small/{act}/")["Location"]
