"""Returns as workbooks at the machine: written out, rehearsed, taken in, or handed back marked."""

import json
from pathlib import Path

import pytest

from goldenthread.cli.main import outcome
from goldenthread.people.models import TrailEntry, User
from goldenthread.reporting.models import ReturnFigure
from goldenthread.reporting.workbook.column import TO_CORRECT
from tests.areas.reporting.excel import Entries, filled, opened
from tests.areas.reporting.quarter import REF

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]


@pytest.fixture
def book(quarter: str, tmp_path: Path) -> Path:
    """The quarter's workbook, as the command writes it."""
    path = tmp_path / "q2.xlsx"
    assert outcome(["returns", "export", REF, "--out", str(path)]) == 0
    return path


def fill(path: Path, entries: Entries) -> None:
    path.write_bytes(filled(path.read_bytes(), entries))


def value() -> str:
    return ReturnFigure.objects.get(measure="waiting").value


def test_a_filled_in_workbook_is_checked_then_taken_in_as_the_officers_act(
    book: Path, lara: User, capsys: Output
) -> None:
    fill(book, {("waiting", "Value"): 198})
    capsys.readouterr()
    assert outcome(["returns", "import", REF, str(book), "--check", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["cells"], said["same"], said["saved"], value()) == (1, 6, False, "")
    assert outcome(["returns", "import", REF, str(book), "--as", "lara"]) == 0
    assert value() == "198"
    assert TrailEntry.objects.get(act="take_workbook").who == lara


def test_a_wrong_cell_is_named_and_marked_and_nothing_is_saved(
    book: Path, tmp_path: Path, capsys: Output
) -> None:
    fill(book, {("waiting", "Value"): "lots", ("calls", "Value"): 4021})
    marked = tmp_path / "marked.xlsx"
    assert outcome(["returns", "import", REF, str(book), "--out", str(marked)]) == 1
    said = capsys.readouterr().err
    assert "q2.xlsx[Figures]:4:M4: 'lots' is not a plain number: Write digits" in said
    assert "nothing was written" in said
    assert TO_CORRECT in opened(marked.read_bytes()).sheetnames
    assert not ReturnFigure.objects.exclude(value="").exists()


def test_what_is_asked_about_is_saved_only_with_confirm(book: Path, capsys: Output) -> None:
    fill(book, {("waiting", "Value"): 198.4})
    assert outcome(["returns", "import", REF, str(book)]) == 1
    assert "then give --confirm" in capsys.readouterr().err and value() == ""
    assert outcome(["returns", "import", REF, str(book), "--confirm"]) == 0
    assert value() == "198.4"


def test_one_services_return_is_written_alone(quarter: str, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "roads.xlsx"
    asked = ["returns", "export", REF, "--service", "roads", "--out", str(path), "--json"]
    assert outcome(asked) == 0
    assert json.loads(capsys.readouterr().out) == {"figures": 1, "actions": 1, "out": str(path)}


def test_a_lead_exports_only_what_they_may_fill_in(quarter: str, leo: User, tmp_path: Path) -> None:
    path = tmp_path / "care.xlsx"
    asked = ["returns", "export", REF, "--service", "care", "--out", str(path), "--as", "leo"]
    assert outcome(asked) == 1
    assert not path.exists()
