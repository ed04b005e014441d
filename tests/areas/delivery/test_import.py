"""A file of actions: rehearsed row by row, brought in whole or not at all, and harmless a second time."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goldenthread.cli.main import outcome
from goldenthread.delivery.action_file import COLUMNS, action_rows
from goldenthread.delivery.commands.action import add_action
from goldenthread.delivery.commands.action_import import import_actions, rehearse_actions
from goldenthread.delivery.commands.service_plan import agree_service_plan, close_service_plan
from goldenthread.delivery.models import Action, Milestone, Priority, Serves, ServicePlan, UploadedActions
from goldenthread.delivery.queries.action import actions_named
from goldenthread.kit.download import csv_text, workbook
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.ground import SALT, SLOW, TODAY, lay_ground, make_roads_plan, person

pytestmark = pytest.mark.django_db

GOOD = {
    "service": "roads",
    "service_plan": "roads-2026",
    "priority": "Safer roads",
    "ref": "roads-1",
    "title": "Put 20 mph limits outside every school",
    "owner": "lena",
    "partners": "police",
    "start": "2026-04-01",
    "due": "2026-12-31",
    "serves": "small#o1.1.1; small#o1.2",
    "milestones": "2026-09-01: Tender out; 2026-11-02: Signs up",
}
SECOND = {"service": "roads", "ref": "roads-2", "title": "Renew the salt barns", "priority": "Open roads"}
SECOND |= {"service_plan": "roads-2026"}


@pytest.fixture(autouse=True)
def ground(council: CouncilFacts) -> None:
    lay_ground()
    make_roads_plan()


@pytest.fixture
def lena() -> User:
    """The lead of the roads division."""
    return person("lena", "service_lead", "roads")


def content(*rows: dict[str, str], ending: str = "csv") -> bytes:
    """A file of these rows, with the columns that any of them has."""
    columns = [name for name in COLUMNS if any(name in row for row in rows)]
    cells = [[row.get(name, "") for name in columns] for row in rows]
    if ending == "xlsx":
        return workbook(columns, cells, sheet="Actions")
    return csv_text(columns, cells).encode()


def file(tmp_path: Path, *rows: dict[str, str], ending: str = "csv") -> Path:
    path = tmp_path / f"actions.{ending}"
    path.write_bytes(content(*rows, ending=ending))
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_is_rehearsed_and_then_brought_in(ending: str, tmp_path: Path, lena: User) -> None:
    rows = action_rows(file(tmp_path, GOOD, SECOND, ending=ending))
    found = rehearse_actions(lena, rows)
    assert [each.after.ref for each in found.added] == ["roads-1", "roads-2"]
    assert found.priorities == (("roads-2026", "open-roads", "Open roads"),)
    assert not Action.objects.exists() and Priority.objects.count() == 1
    import_actions(lena, rows, "actions.csv", found.seen)
    seen = actions_named(["roads-1", "roads-2"], TODAY)
    sheet = seen["roads-1"].sheet
    assert (sheet.plan, sheet.priority, sheet.owner) == ("roads-2026", "safer-roads", "lena")
    assert [str(link) for link in sheet.serves] == ["small#o1.1.1", "small#o1.2"]
    assert [(it.title, it.baseline) for it in sheet.milestones] == [
        ("Tender out", date(2026, 9, 1)),
        ("Signs up", date(2026, 11, 2)),
    ]
    assert seen["roads-2"].sheet.priority == "open-roads"
    line = TrailEntry.objects.get(act="import_actions")
    assert (line.who, line.after["added"]) == (lena, ["roads-1", "roads-2"])


def test_the_same_file_again_changes_nothing(tmp_path: Path, lena: User) -> None:
    path = file(tmp_path, GOOD, SECOND)
    import_actions(lena, action_rows(path), path.name)
    again = import_actions(lena, action_rows(path), path.name)
    assert (again.added, again.changed, again.same) == ((), (), 2)
    assert TrailEntry.objects.filter(act="import_actions").count() == 1
    assert (Serves.objects.count(), Milestone.objects.count()) == (2, 2)


def test_a_known_ref_is_changed_in_the_files_columns_alone(tmp_path: Path, lena: User) -> None:
    add_action(None, SLOW)
    row = {"service": "roads", "ref": "roads-1", "title": SLOW.title, "due": "2027-01-31"}
    found = import_actions(lena, action_rows(file(tmp_path, row)), "actions.csv")
    assert found.changed[0].differences == (("due", "2026-12-31", "2027-01-31"),)
    sheet = actions_named(["roads-1"], TODAY)["roads-1"].sheet
    assert (sheet.due, sheet.owner, sheet.serves) == (date(2027, 1, 31), "lena", SLOW.serves)
    assert TrailEntry.objects.get(act="import_actions").before == {"roads-1": {"due": "2026-12-31"}}


def test_a_file_adds_milestones_and_moves_no_baseline(tmp_path: Path, lena: User) -> None:
    add_action(None, SLOW)
    more = {**GOOD, "milestones": "2026-10-01: Signs up"}
    import_actions(lena, action_rows(file(tmp_path, more)), "actions.csv")
    assert list(Milestone.objects.values_list("ref", flat=True)) == ["tender", "signs-up"]
    moved = {**GOOD, "milestones": "2026-12-01: Signs up"}
    (fault,) = rehearse_actions(lena, action_rows(file(tmp_path, moved))).refusals
    assert (fault.column, "a baseline is never moved" in fault.what) == ("milestones", True)


def test_a_service_plan_that_is_not_there_is_made_where_the_file_gives_its_year(
    tmp_path: Path, bob: User
) -> None:
    row = {"service": "libraries", "service_plan": "lib-2027", "ref": "l1", "title": "Open on Sundays"}
    (fault,) = rehearse_actions(bob, action_rows(file(tmp_path, row))).refusals
    assert fault.column == "service_plan"
    found = import_actions(bob, action_rows(file(tmp_path, {**row, "year": "2027/28"})), "a.csv")
    assert [each.ref for each in found.plans] == ["lib-2027"]
    made = ServicePlan.objects.get(ref="lib-2027")
    assert (made.service, made.year) == ("libraries", "2027-04-01/P1Y")


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"ref": "no good"}, "ref"),
        ({"title": ""}, "title"),
        ({"service": "ferries", "service_plan": "", "priority": ""}, "service"),
        ({"service_plan": "none"}, "service_plan"),
        ({"owner": "nobody"}, "owner"),
        ({"partners": "police; circus"}, "partners"),
        ({"start": "1 April"}, "start"),
        ({"due": "2026-02-30"}, "due"),
        ({"due": "2026-01-01"}, "due"),
        ({"serves": "small"}, "serves"),
        ({"serves": "small#o9"}, "serves"),
        ({"measures": "none"}, "measures"),
        ({"milestones": "soon: Tender out"}, "milestones"),
        ({"state": "asleep"}, "state"),
        ({"year": "someday"}, "year"),
    ],
)
def test_each_fault_names_file_row_and_column(
    changed: dict[str, str], column: str, tmp_path: Path, lena: User
) -> None:
    rows = action_rows(file(tmp_path, SECOND, {**GOOD, **changed}))
    with pytest.raises(Refused) as refused:
        import_actions(None, rows, "actions.csv")
    told = {(each.file, each.row, each.column) for each in refused.value.refusals}
    assert told == {("actions.csv", 3, column)}
    assert not Action.objects.exists() and Priority.objects.count() == 1


def test_a_ref_that_stands_twice_is_refused_where_it_stands_again(tmp_path: Path, lena: User) -> None:
    (fault,) = rehearse_actions(lena, action_rows(file(tmp_path, SECOND, SECOND))).refusals
    assert (fault.row, fault.column) == (3, "ref")


def test_a_lead_brings_in_rows_of_their_own_service_alone(tmp_path: Path, lena: User) -> None:
    theirs = {"service": "libraries", "ref": "l1", "title": "Open on Sundays"}
    found = rehearse_actions(lena, action_rows(file(tmp_path, SECOND, theirs)))
    assert [(each.row, each.column) for each in found.refusals] == [(3, "service")]
    with pytest.raises(NotAllowed):
        rehearse_actions(person("dora", "finance"), action_rows(file(tmp_path, SECOND)))


def test_a_closed_plan_takes_no_rows(tmp_path: Path) -> None:
    agree_service_plan(None, "roads-2026")
    close_service_plan(None, "roads-2026")
    (fault,) = rehearse_actions(None, action_rows(file(tmp_path, SECOND))).refusals
    assert "is closed" in fault.what


def test_an_import_does_only_what_was_seen(tmp_path: Path, lena: User) -> None:
    rows = action_rows(file(tmp_path, SECOND))
    seen = rehearse_actions(lena, rows).seen
    add_action(None, SALT)
    with pytest.raises(Refused, match="something has changed since you looked"):
        import_actions(lena, action_rows(file(tmp_path, SECOND)), "actions.csv", seen)


def test_many_rows_take_few_reads(tmp_path: Path, lena: User, django_assert_max_num_queries: object) -> None:
    many = [{**SECOND, "ref": f"r{n}", "serves": "small#o2"} for n in range(400)]
    rows = action_rows(file(tmp_path, *many))
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        import_actions(lena, rows, "actions.csv")
    assert Action.objects.count() == 400


def test_the_command_rehearses_and_imports(
    tmp_path: Path, lena: User, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, GOOD, SECOND)
    assert outcome(["actions", "import", str(path), "--as", "lena", "--rehearse", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"added": 2, "changed": 0, "same": 0, "service_plans": 0, "priorities": 1}
    assert not Action.objects.exists()
    assert outcome(["actions", "import", str(path), "--as", "lena"]) == 0
    assert Action.objects.count() == 2


def test_the_command_says_where_each_fault_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(tmp_path, {**SECOND, "owner": "nobody"})
    assert outcome(["actions", "import", str(path)]) == 1
    assert "actions.csv:2:owner: nobody has an account named 'nobody'" in capsys.readouterr().err


def upload(desk: Client, name: str, said: bytes) -> str:
    return desk.post(
        reverse("upload-actions"), {"file": SimpleUploadedFile(name, said)}, follow=True
    ).content.decode()


def test_a_lead_uploads_a_file_sees_what_it_would_do_and_confirms(client: Client, lena: User) -> None:
    client.force_login(lena)
    shown = upload(client, "actions.csv", content(GOOD, SECOND))
    assert "2 actions to add" in shown and "Open roads" in shown
    assert not Action.objects.exists()
    number = UploadedActions.objects.get().pk
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    answer = client.post(reverse("rehearse-actions", args=[number]), {"seen": seen})
    assert answer.status_code == 302
    assert Action.objects.count() == 2 and not UploadedActions.objects.exists()


def test_an_upload_with_faults_shows_them_by_row_and_offers_no_import(client: Client, lena: User) -> None:
    client.force_login(lena)
    shown = upload(client, "actions.xlsx", content(GOOD, {**SECOND, "due": "soon"}, ending="xlsx"))
    assert "is not a day" in shown and 'name="seen"' not in shown
    assert not Action.objects.exists()


def test_what_is_no_file_of_actions_is_said_beside_the_field(client: Client, lena: User) -> None:
    client.force_login(lena)
    shown = upload(client, "actions.csv", b"name,age\nA,3\n")
    assert "there is no column" in shown
    assert not UploadedActions.objects.exists()
