"""Limits that begin anew: recorded by a person with a reason, taken back by one, and nothing else."""

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.measures import models
from goldenthread.measures.commands import define_measure, import_release, rehearse_import
from goldenthread.measures.queries import verdicts
from goldenthread.measures.rebase import rebase, rebases, undo_rebase
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused
from tests.areas.measures.conftest import KENT, WriteFile

pytestmark = pytest.mark.django_db(transaction=False)
WHY = "A new contractor from April"


@pytest.fixture(autouse=True)
def repairs(bob: User, figures: WriteFile) -> None:
    """Nine years about 50 and nine about 80."""
    define_measure(
        bob, Measure("repairs", "Repairs in time", "%", polarity="high_is_good", year_type="financial")
    )
    low, high = "50 52 51 50 52 51 50 52 51", "80 82 81 80 82 81 80 82 81"
    rows = [
        f"repairs,{KENT},{2000 + at}-04-01/P1Y,{value}" for at, value in enumerate(f"{low} {high}".split())
    ]
    import_release(bob, rehearse_import(bob, [figures(*rows)]))


@pytest.fixture
def officer(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client


def variation(viewer: User) -> str:
    found = verdicts(["repairs"], [KENT], viewer=viewer, now=timezone.now(), policy="nhs-making-data-count")
    return next(each.verdict for each in found["repairs", KENT, ""] if each.question == "variation")


def test_a_recorded_decision_judges_the_latest_point_by_its_own_limits(bob: User) -> None:
    assert variation(bob) == "special_improvement"
    rebase(bob, "repairs", KENT, read_period("2009/10"), WHY)
    assert variation(bob) == "common_cause"
    [decided] = rebases("repairs", KENT, "")
    assert (decided.reason, decided.decided_by, str(decided.period)) == (WHY, "bob", "2009-04-01/P1Y")
    undo_rebase(bob, "repairs", KENT, read_period("2009/10"), "It was the old contractor")
    assert (variation(bob), rebases("repairs")) == ("special_improvement", ())


def test_the_trail_keeps_the_decision_and_that_it_was_taken_back(bob: User) -> None:
    rebase(bob, "repairs", KENT, read_period("2009/10"), WHY)
    undo_rebase(None, "repairs", KENT, read_period("2009/10"), "It was the old contractor")
    acts = TrailEntry.objects.filter(act__in=["rebase", "undo_rebase"]).order_by("id")
    assert [(each.act, each.who, each.note) for each in acts] == [
        ("rebase", bob, WHY),
        ("undo_rebase", None, "It was the old contractor"),
    ]


@pytest.mark.parametrize(
    ("area", "period", "reason", "column"),
    [
        (KENT, "2009/10", " ", "reason"),
        (KENT, "2030/31", WHY, "period"),
        ("E06000035", "2009/10", WHY, "area"),
    ],
)
def test_a_decision_that_is_about_nothing_is_refused(
    bob: User, area: str, period: str, reason: str, column: str
) -> None:
    with pytest.raises(Refused) as refused:
        rebase(bob, "repairs", area, read_period(period), reason)
    assert refused.value.refusals[0].column == column
    assert not models.Rebase.objects.exists()


def test_no_decision_is_recorded_twice_nor_taken_back_where_there_is_none(bob: User) -> None:
    with pytest.raises(Refused, match="nobody decided"):
        undo_rebase(bob, "repairs", KENT, read_period("2009/10"), WHY)
    rebase(bob, "repairs", KENT, read_period("2009/10"), WHY)
    with pytest.raises(Refused, match="already"):
        rebase(bob, "repairs", KENT, read_period("2009/10"), WHY)


def test_only_those_who_keep_measures_decide(alice: User) -> None:
    for act in (rebase, undo_rebase):
        with pytest.raises(NotAllowed):
            act(alice, "repairs", KENT, read_period("2009/10"), WHY)


def test_an_officer_decides_on_the_measures_page_and_takes_it_back_there(officer: Client, bob: User) -> None:
    page = "/officer/measures/repairs/rebase/"
    assert page in officer.get("/officer/measures/repairs/").content.decode()
    said = {"area": "Kent", "period": "2009/10", "group": "", "reason": WHY}
    answer = officer.post(page, said, follow=True).content.decode()
    assert "The decision is recorded" in answer and f"{WHY}. Recorded" in answer and "from 2009/10" in answer
    undo = {"area": KENT, "group": "", "period": "2009-04-01/P1Y", "reason": ""}
    refused = officer.post(f"{page}undo/", undo)
    assert refused.status_code == 422 and rebases("repairs")
    answer = officer.post(f"{page}undo/", undo | {"reason": "No"}, follow=True).content.decode()
    assert "The decision is taken back" in answer and not rebases("repairs")


def test_what_cannot_be_is_said_beside_its_field(officer: Client) -> None:
    said = {"area": "Kent", "period": "2030/31", "group": "", "reason": WHY}
    answer = officer.post("/officer/measures/repairs/rebase/", said)
    assert answer.status_code == 422
    assert "name one of its periods, from 2000/01 to 2017/18" in answer.content.decode()


def test_the_command_line_records_and_takes_back(bob: User, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["rebase", "repairs", KENT, "2009/10", "--as", "bob"]
    assert outcome([*command, "--reason", WHY]) == 0
    assert [each.decided_by for each in rebases("repairs")] == ["bob"]
    assert outcome([*command, "--reason", "A mistake", "--undo"]) == 0
    assert rebases("repairs") == ()
    assert outcome([*command[:3], "some day", "--reason", WHY]) == 1
    assert "PERIOD: " in capsys.readouterr().err
