"""A plan's close-down report, written from the command line."""

import json
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.publish.document import read_document
from tests.areas.plan_area.plans import ADOPTED

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture
def plan(council: CouncilFacts) -> str:
    import_plan(None, ADOPTED)
    publish_plan(None, ADOPTED.ref)
    return ADOPTED.ref


def test_the_report_says_what_became_of_every_part(plan: str, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "report.json"
    assert outcome(["close-down", "--plan", plan, "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["delivered"], said["no_published_evidence"]) == (0, len(ADOPTED.items))
    document = read_document(out.read_bytes())
    assert document.title == f"Close-down report: {ADOPTED.title}"
    assert [chapter.title for chapter in document.chapters][1:4] == ["Outcomes", "Objectives", "Actions"]


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx", ".ods"])
def test_it_is_written_in_the_form_that_its_name_ends_with(plan: str, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"report{ending}"
    assert outcome(["close-down", "--plan", plan, "--out", str(out)]) == 0
    assert out.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


@pytest.mark.parametrize(("ref", "name"), [("small", "report.txt"), ("nowhere", "report.pdf")])
def test_a_form_or_a_plan_that_there_is_not_is_refused_and_nothing_written(
    plan: str, tmp_path: Path, capsys: Output, ref: str, name: str
) -> None:
    out = tmp_path / name
    assert outcome(["close-down", "--plan", ref, "--out", str(out)]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert not out.exists()
