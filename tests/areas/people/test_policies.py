"""A council's policies: its own brought in once and never changed, and which one judges from which day."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from goldenthread.cli.main import outcome
from goldenthread.engine.policy import shipped_policies
from goldenthread.measures.visible import sight
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.policy import import_policy, use_policy
from goldenthread.people.models import OwnPolicy, TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.council import council as council_facts
from goldenthread.people.queries.policy import policies, policy_named, policy_of
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import Refused
from goldenthread.thread.reader import Reader
from goldenthread.thread.standing import direction_policy

pytestmark = pytest.mark.django_db

OWN = """ref: shire-2026
title: How Shire judges
body: Shire County Council
from: 2026-04-01
source: Cabinet, 2 March 2026, minute 12
questions:
  direction_2y: {parameters: {tolerance: 3}}
"""


def test_a_council_brings_in_a_policy_of_its_own(adele: User, council: CouncilFacts) -> None:
    import_policy(adele, OWN, "shire.yaml")
    assert [each.ref for each in policies()] == [*shipped_policies(), "shire-2026"]
    found = policy_named("shire-2026")
    assert found is not None and found.since == date(2026, 4, 1)
    assert TrailEntry.objects.get(act="import_policy").who == adele


def test_the_same_text_twice_is_one_policy_and_one_line_in_the_trail() -> None:
    import_policy(None, OWN, "shire.yaml")
    import_policy(None, OWN, "shire.yaml")
    assert OwnPolicy.objects.count() == 1
    assert TrailEntry.objects.filter(act="import_policy").count() == 1


def test_a_policy_that_cannot_be_read_any_more_takes_no_page_of_the_others_with_it(
    client: Client, council: CouncilFacts
) -> None:
    import_policy(None, OWN, "shire.yaml")
    OwnPolicy.objects.create(ref="old", text=OWN.replace("shire-2026", "old") + "\nvotes: {}\n")
    assert [each.ref for each in policies()] == [*shipped_policies(), "shire-2026"]
    assert policy_named("old") is None
    assert client.get("/policies/").status_code == 200
    assert client.get("/policies/old/").status_code == 404
    with pytest.raises(Refused, match="there is no policy 'old'"):
        use_policy(None, "old")


def test_a_policy_never_changes() -> None:
    import_policy(None, OWN, "shire.yaml")
    with pytest.raises(
        Refused, match="a policy does not change: give this one a ref of its own, such as shire"
    ):
        import_policy(None, OWN.replace("tolerance: 3", "tolerance: 4"), "shire.yaml")


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("ref: shire-2026", "ref: kent-quarterly-2020", "there is a policy 'kent-quarterly-2020' already"),
        ("ref: shire-2026", "ref: shire 2026", "cannot stand in an address"),
        ("from: 2026-04-01\n", "", "no first day"),
        ("source: Cabinet, 2 March 2026, minute 12\n", "", "no source"),
        ("direction_2y", "direction_of_travel", "the question is not known"),
        ("questions:", "questions: [", "not YAML"),
    ],
)
def test_a_policy_that_cannot_be_used_is_refused_and_not_kept(was: str, now: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        import_policy(None, OWN.replace(was, now), "shire.yaml")
    assert not OwnPolicy.objects.exists()


def test_each_day_has_the_policy_of_its_time(council: CouncilFacts) -> None:
    import_policy(None, OWN, "shire.yaml")
    use_policy(None, "shire-2026", date(2026, 4, 1))
    use_policy(None, "kent-quarterly-2020", date(2020, 4, 1))
    facts = council_facts()
    assert facts is not None
    days = (date(2019, 1, 1), date(2020, 4, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [policy_of(facts, day).ref for day in days] == [
        council.policy,
        "kent-quarterly-2020",
        "kent-quarterly-2020",
        "shire-2026",
    ]


def test_a_policy_in_place_of_another_of_the_same_day_is_the_one_that_counts(council: CouncilFacts) -> None:
    use_policy(None, "kent-quarterly-2020", date(2020, 4, 1))
    use_policy(None, "open-sdg", date(2020, 4, 1))
    facts = council_facts()
    assert facts is not None and facts.policies_from == (("2020-04-01", "open-sdg"),)


def test_only_an_administrator_chooses_what_judges(council: CouncilFacts, alice: User) -> None:
    with pytest.raises(NotAllowed):
        use_policy(alice, "open-sdg")
    with pytest.raises(NotAllowed):
        import_policy(alice, OWN, "shire.yaml")


def test_a_policy_that_is_not_there_cannot_be_chosen(council: CouncilFacts) -> None:
    with pytest.raises(Refused, match="there is no policy 'none'"):
        use_policy(None, "none")


ROLLED_UP = (
    OWN.replace("direction_2y: {parameters: {tolerance: 3}}", "direction_1y: {}\n  direction_3y: {}")
    + """
roll_up:
  rule: sides
  version: 1
  counts_as: {direction_1y: {improving: improving}, direction_3y: {improving: improving}}
  overall: [direction_1y, direction_3y]
"""
)


@pytest.mark.parametrize(
    ("end", "ref"),
    [
        ("", "shire-2026"),
        ("2030", "shire-2026"),
        ("2026", "shire-2026"),
        ("2020", "kent-annual-report-2017"),
        ("2026-03", "kent-annual-report-2017"),
        ("2026-04-01", "shire-2026"),
        ("9999", "shire-2026"),
    ],
)
def test_a_plan_that_is_over_keeps_the_policy_of_its_time(
    council: CouncilFacts, charlie: AnonymousUser, end: str, ref: str
) -> None:
    import_policy(None, ROLLED_UP, "shire.yaml")
    use_policy(None, "shire-2026", date(2026, 4, 1))
    facts, now = council_facts(), datetime(2026, 11, 23, tzinfo=UTC)
    assert facts is not None
    reader = Reader(charlie, now, facts, sight(charlie, now))
    assert direction_policy(PlanDocument("small", "A small plan", end=end), reader).ref == ref


def test_a_policy_that_does_not_add_both_windows_up_leaves_that_to_the_report_of_2017(
    council: CouncilFacts, charlie: AnonymousUser
) -> None:
    use_policy(None, "kent-quarterly-2020")
    facts, now = council_facts(), datetime(2026, 11, 23, tzinfo=UTC)
    assert facts is not None
    reader = Reader(charlie, now, facts, sight(charlie, now))
    assert direction_policy(PlanDocument("small", "A small plan"), reader).ref == "kent-annual-report-2017"


def test_the_public_reads_own_policies_and_from_when_each_was_in_force(
    council: CouncilFacts, client: Client
) -> None:
    import_policy(None, OWN, "shire.yaml")
    use_policy(None, "shire-2026", date(2026, 4, 1))
    listed = client.get("/policies/").content.decode()
    assert "How Shire judges" in listed and "from 1 April 2026" in listed and "to 31 March 2026" in listed
    page = client.get("/policies/shire-2026/").content.decode()
    assert "Cabinet, 2 March 2026, minute 12" in page and "Is it better than two years earlier?" in page


def test_it_is_done_on_the_command_line(
    council: CouncilFacts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "shire.yaml"
    file.write_text(OWN)
    assert outcome(["policy", "import", str(file)]) == 0
    assert outcome(["policy", "use", "shire-2026", "--from", "2026-04-01"]) == 0
    capsys.readouterr()
    assert outcome(["policy", "list"]) == 0
    assert "shire-2026: How Shire judges (in force)" in capsys.readouterr().out
    file.write_text(OWN.replace("3}", "4}"))
    assert outcome(["policy", "import", str(file)]) == 1
    assert "a policy does not change" in capsys.readouterr().err
