"""Measures, targets and observations of an installation, on the command line."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.measures.delivery import record_source
from goldenthread.measures.queries import SourceSheet, definitions, releases, series, targets
from goldenthread.measures.queries import measures as measure_sheets
from goldenthread.people.models import TrailEntry, User
from tests.areas.measures.conftest import HEADER, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]

Output = pytest.CaptureFixture[str]


def values(who: User) -> list[str]:
    return [str(each.value) for each in series("neet", KENT, viewer=who, now=timezone.now())]


def test_check_says_what_would_happen_and_writes_nothing(
    bob: User, figures: WriteFile, capsys: Output
) -> None:
    file = figures(f"neet,{KENT},2016,3.0")
    assert outcome(["observations", "check", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["added"], said["refused"]) == (1, 0) and releases(bob, timezone.now()) == ()


def test_import_is_recorded_as_the_officers_act(bob: User, figures: WriteFile, capsys: Output) -> None:
    file = figures(f"neet,{KENT},2016,3.0")
    assert outcome(["observations", "import", str(file), "--as", "bob", "--publish", "--title", "Q1"]) == 0
    [release] = releases(bob, timezone.now())
    assert release.title == "Q1" and release.publish_at is not None and values(bob) == ["3"]
    assert TrailEntry.objects.get(act="import_release").who == bob


def test_a_refused_row_writes_nothing_and_exits_1(bob: User, figures: WriteFile, capsys: Output) -> None:
    file = figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,lots")
    assert outcome(["observations", "import", str(file), "--as", "bob"]) == 1
    assert "figures.csv:3:value: 'lots' is not a number" in capsys.readouterr().err and values(bob) == []
    assert outcome(["observations", "import", str(file), "--as", "bob", "--keep-good", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["refused"] == 1 and values(bob) == ["3"]


def test_an_officer_without_the_role_is_told_so(alice: User, figures: WriteFile, capsys: Output) -> None:
    file = figures(f"neet,{KENT},2016,3.0")
    assert outcome(["observations", "import", str(file), "--as", "alice"]) == 1
    said = capsys.readouterr().err
    assert "alice: Your roles do not let you import observations" in said and "went wrong" not in said


def test_an_unknown_officer_is_refused(figures: WriteFile, capsys: Output) -> None:
    assert outcome(["observations", "import", str(figures(f"neet,{KENT},2016,3")), "--as", "nobody"]) == 1
    assert "there is no officer named 'nobody'" in capsys.readouterr().err


def test_what_is_exported_comes_back_the_same(bob: User, figures: WriteFile, tmp_path: Path) -> None:
    file = figures(f"neet,{KENT},2016,3.0,sex=male,provisional,~,as printed", f"neet,{KENT},2017,2.8")
    outcome(["observations", "import", str(file)])
    out = tmp_path / "out.csv"
    assert outcome(["observations", "export", "--out", str(out)]) == 0
    assert outcome(["observations", "import", str(out)]) == 0
    assert len(releases(bob, timezone.now())) == 1, "every row was already held"


def test_measures_and_targets_come_from_their_tables(bob: User, tmp_path: Path, capsys: Output) -> None:
    table, aims = tmp_path / "measures.csv", tmp_path / "targets.csv"
    table.write_text("measure,title,unit,polarity\nroads,Roads in good repair,%,high_is_good\nbins,Bins,,\n")
    aims.write_text(f"measure,area,period,target\nroads,{KENT},2017,90.50\n")
    assert outcome(["measures", "import", str(table), "--as", "bob", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"defined": 2, "revised": 0, "without_polarity": 1}
    assert outcome(["targets", "import", str(aims), "--as", "bob"]) == 0
    assert [str(each.target) for each in targets("roads", KENT)] == ["90.5"]


def test_a_shipped_catalogue_defines_its_measures(bob: User, capsys: Output) -> None:
    assert outcome(["measures", "catalogue", "ons-explore-local-statistics", "--as", "bob"]) == 0
    assert len(definitions()) == 79 + 2
    assert outcome(["measures", "catalogue"]) == 0
    assert "ons-explore-local-statistics" in capsys.readouterr().out


class Publisher(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"{HEADER}\nneet,{KENT},2018,2.6,,,,\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_release_is_fetched_from_its_publisher(bob: User, capsys: Output) -> None:
    server = HTTPServer(("127.0.0.1", 0), Publisher)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/neet.csv"
    record_source(bob, SourceSheet("dfe", "Participation", "A department", address, "plain", ""))
    try:
        assert outcome(["observations", "fetch", "dfe", "--as", "bob"]) == 1
        assert "not a public address" in capsys.readouterr().err
        assert outcome(["observations", "fetch", "dfe", "--as", "bob", "--private"]) == 0
    finally:
        server.shutdown()
        server.server_close()
    assert values(bob) == ["2.6"]
    [release] = releases(bob, timezone.now())
    assert (release.publisher, release.source) == ("A department", "dfe")


def test_a_figure_is_withdrawn_by_its_period_and_the_rest_stays(bob: User, figures: WriteFile) -> None:
    file = figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,2.8")
    assert outcome(["observations", "import", str(file)]) == 0
    withdraw = ["observations", "withdraw", "neet", "--reason", "Counted twice", "--as", "bob"]
    assert outcome([*withdraw, "--period", "2017"]) == 0
    assert values(bob) == ["3", "None"]
    assert TrailEntry.objects.filter(act="import_release", who=bob).count() == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--period", "soon", "--as", "bob"], "--period: "),
        (["--period", "1999", "--as", "bob"], "there is no such figure"),
        (["--as", "alice"], "--as alice: Your roles do not let you withdraw observations"),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused_in_words(
    words: list[str], told: str, bob: User, alice: User, capsys: Output
) -> None:
    assert outcome(["observations", "withdraw", "neet", "--reason", "Counted twice", *words]) == 1
    assert told in capsys.readouterr().err


def test_a_measures_table_gives_measures_their_own_policy(bob: User, tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "measures.csv"
    file.write_text(
        "measure,title,polarity,policy\nneet,Neet,low_is_good,kent-quarterly-2020\nwaste,To landfill,,\n"
    )
    assert outcome(["measures", "import", str(file), "--as", "bob"]) == 0
    held = {sheet.ref: sheet.policy for sheet in measure_sheets(bob, timezone.now())}
    assert (held["neet"], held["waste"]) == ("kent-quarterly-2020", "")
    assert TrailEntry.objects.get(act="judge_measure_by").note == "As measures.csv states"


def test_a_policy_that_is_not_there_leaves_every_measure_as_it_was(
    bob: User, tmp_path: Path, capsys: Output
) -> None:
    file = tmp_path / "measures.csv"
    file.write_text("measure,title,polarity,policy\nneet,Another title,low_is_good,none\n")
    assert outcome(["measures", "import", str(file), "--as", "bob"]) == 1
    assert "there is no policy 'none'" in capsys.readouterr().err
    assert definitions()["neet"].title != "Another title"
