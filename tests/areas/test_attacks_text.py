"""Hostile words in every field that anyone can fill in, on every page that shows them."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.measures.commands import (
    declare_area,
    define_measure,
    import_release,
    link_measure,
    publish_measure,
    rehearse_import,
    set_target,
)
from goldenthread.measures.queries import releases
from goldenthread.people.commands.council import set_council
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.plan import PlanDocument, PlanItem, Succession

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&lt;"
ITEM = 'o1"><script>'
PLAN = PlanDocument(
    "small", HOSTILE, body=HOSTILE, start="2016", end="2019", version=HOSTILE, state="draft", note=HOSTILE
)
RAN = re.compile(r"<script(?! src)|<img src=x|\sstyle=\"|href=\"javascript:")
KENT, MADE = "E10000016", "X9a"


@pytest.fixture
def slug(council: CouncilFacts, alice: User, bob: User, tmp_path: Path, settings: Any) -> str:
    """An installation in which everything is called the same; gives the measure's name in addresses."""
    settings.HOME, settings.OBSERVATIONS, settings.NOTICE = tmp_path, tmp_path / "observations", HOSTILE
    set_council(None, replace(council, title=HOSTILE, vision=HOSTILE))
    item = PlanItem(ITEM, "outcome", HOSTILE, lead=HOSTILE, partners=(HOSTILE,), description=HOSTILE)
    theme = PlanItem("t", "theme", HOSTILE, source=HOSTILE)
    links = (Succession(ITEM, "t", HOSTILE, "council"),)
    import_plan(alice, replace(PLAN, items=(item, theme), succession=links))
    publish_plan(alice, "small")
    said: dict[str, Any] = {"unit": HOSTILE, "definition": HOSTILE, "source": HOSTILE, "owner": HOSTILE}
    slug = define_measure(bob, Measure(HOSTILE, HOSTILE, polarity="high_is_good", **said))
    publish_measure(bob, HOSTILE)
    declare_area(bob, Area(MADE, HOSTILE, "composite", (KENT, "E06000035")))
    link_measure(bob, HOSTILE, "small", ITEM, HOSTILE)
    set_target(bob, Target(HOSTILE, KENT, read_period("2017"), target=Decimal(3)), HOSTILE)
    name = HOSTILE.replace('"', '""')
    rows = [f'"{name}",{area},{year},3,"{name}"' for area in (KENT, MADE) for year in (2016, 2017)]
    file = tmp_path / "figures.csv"
    file.write_text("\n".join(["measure,area,period,value,note", *rows]))
    rehearsal = rehearse_import(bob, [file], "plain", [HOSTILE])
    import_release(bob, rehearsal, title=HOSTILE, publish_at=timezone.now())
    return slug


def addresses(slug: str, officer: User) -> list[str]:
    """Every page that shows any of it; an officer opens them all."""
    asked = "%22%3E%3Cscript%3Ealert(1)"
    (release,) = releases(officer, timezone.now())
    return [
        *(reverse(name) for name in ("home", "plans", "measures", "areas", "scorecard", "reading")),
        *(reverse(name, args=["small"]) for name in ("plan", "plan-tree", "succession", "officer-plan")),
        *(reverse(name, args=["small", ITEM]) for name in ("item", "edit-item", "remove-item")),
        *(reverse(name, args=[slug]) for name in ("measure", "measure-areas", "officer-measure")),
        reverse("revise-measure", args=[slug]),
        *(reverse("area", args=[code]) for code in (KENT, MADE)),
        f"/search/?q={asked}",
        "/search/?q=script",
        f"/measures/{slug}/?area={MADE}&group={asked}",
        f"/scorecard/?area={asked}&policy={asked}",
        f"/officer/trail/?what={asked}",
        "/officer/trail/",
        "/officer/measures/",
        "/officer/imports/",
        reverse("officer-release", args=[release.ref]),
    ]


def test_hostile_words_are_shown_and_never_run(slug: str, client: Client, alice: User, adele: User) -> None:
    for who in (None, alice, adele):
        if who:
            client.force_login(who)
        for address in addresses(slug, adele):
            page = client.get(address)
            assert page.status_code in (200, 302, 403), address
            found = RAN.search(page.content.decode().replace("&lt;", ""))
            assert found is None, (address, found)


def test_what_a_refusal_repeats_of_a_file_is_not_run(
    slug: str, client: Client, alice: User, adele: User
) -> None:
    lines = f"measure,area,period,value\n{HOSTILE},{HOSTILE},{HOSTILE},{HOSTILE}\n".replace('"', "")
    for who, address, field in (
        (adele, "/officer/imports/", "delivered"),
        (alice, "/officer/plan-files/", "file"),
    ):
        client.force_login(who)
        file = SimpleUploadedFile(f"{HOSTILE}.csv", lines.encode())
        page = client.post(address, {field: file, "layout": "plain"}, follow=True).content.decode()
        assert "alert" in page
        assert RAN.search(page) is None


def test_a_refusal_on_the_command_line_moves_no_cursor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("ref,parent,kind,title\na,,\x1b]0;mine\x07\x1b[2J,t\n")
    assert outcome(["plan", "check", str(file)]) == 1
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", capsys.readouterr().err)


def test_rows_left_out_with_keep_good_move_no_cursor_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "figures.csv", str(tmp_path / "out.csv")
    file.write_text(
        "measure,area,period,value\nm,E10000016,2016,1\nm,E10000016,2017,\x1b[2J\x1b]0;mine\x07\n"
    )
    assert outcome(["observations", "read", str(file), "--keep-good", "--out", out]) == 0
    said = capsys.readouterr().err
    assert "figures.csv:3:value" in said and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said)


@pytest.mark.django_db
def test_a_zero_byte_is_refused_before_any_page_reads_it(client: Client) -> None:
    assert client.get("/search/?q=a%00b").status_code == 400
    assert client.get("/search/?q%00=a").status_code == 400
    form = "application/x-www-form-urlencoded"
    assert client.post("/officer/sign-in/", "login=a%00", content_type=form).status_code == 400
