"""What the reader makes of Kent's published plans, as counted by hand in the papers."""

from collections import Counter
from pathlib import Path

import pytest

from goldenthread.plan.file import read_plan, write_plan
from goldenthread.plan.reading.document import Reading, read_document
from goldenthread.rules.plan import PlanItem

KENT = Path(__file__).parents[4] / "shared" / "reference" / "kent"


def read(name: str) -> Reading:
    if not (KENT / name).exists():
        pytest.skip(f"NOT TESTED: Kent's papers are not beside the project ({KENT / name})")
    return read_document(KENT / name)


def of_kind(reading: Reading, kind: str) -> list[PlanItem]:
    return [item for item in reading.plan.items if item.kind == kind]


@pytest.fixture(scope="module")
def draft() -> Reading:
    return read("five-year-plan-2020-25-consultation-draft.txt")


@pytest.fixture(scope="module")
def interim() -> Reading:
    return read("interim-strategic-plan-2020.txt")


@pytest.fixture(scope="module")
def report() -> Reading:
    return read("annual-report-2017.txt")


def test_the_draft_five_year_plan_has_its_seven_outcomes_and_337_entries(draft: Reading) -> None:
    kinds = Counter(item.kind for item in draft.plan.items)
    assert kinds == {
        "outcome": 7,
        "theme": 5,
        "objective": 138,
        "ambition": 47,
        "collaboration": 77,
        "ask": 35,
        "signpost": 40,
    }
    assert Counter(item.horizon for item in of_kind(draft, "objective")) == {"1-2 years": 80, "2-5 years": 58}


def test_every_entry_of_the_draft_hangs_on_its_outcome(draft: Reading) -> None:
    counted = Counter(
        (item.parent, item.kind) for item in draft.plan.items if item.kind not in ("outcome", "theme")
    )
    objectives = [counted[str(number), "objective"] for number in range(1, 8)]
    assert objectives == [16, 11, 29, 20, 22, 24, 16]
    assert [counted[str(number), "collaboration"] for number in range(1, 8)] == [12, 12, 11, 10, 12, 7, 13]
    assert [counted[str(number), "ask"] for number in range(1, 8)] == [5, 7, 5, 7, 3, 3, 5]
    assert all(item.parent == "" for item in of_kind(draft, "theme"))


def test_the_draft_is_read_without_its_marks(draft: Reading) -> None:
    titles = [item.title for item in draft.plan.items]
    assert "Skills Strategy (in development)" in titles
    assert any("21st Century" in title for title in titles)
    assert not [title for title in titles if "*" in title or "<" in title or "  " in title]


def test_what_the_draft_says_of_kent_is_left_to_a_person(draft: Reading) -> None:
    strengths, challenges = [*range(82, 88), *range(91, 96)], [*range(101, 110), 112, 113, 114]
    key = range(133, 138)
    assert [entry.line for entry in draft.plan.unplaced] == [*strengths, *challenges, *key]


def test_the_interim_plan_has_five_challenges_22_priorities_and_its_actions(interim: Reading) -> None:
    kinds = Counter(item.kind for item in interim.plan.items)
    assert kinds == {"challenge": 5, "priority": 22, "action": 108}
    names = [item.title.split()[0] for item in of_kind(interim, "challenge")]
    assert names == ["Financial", "Economic", "Demand", "Partnership", "Environmental"]
    priorities = Counter(item.parent for item in of_kind(interim, "priority"))
    assert list(priorities.values()) == [4, 6, 5, 4, 3]
    actions = Counter(item.ref.split(".")[0] for item in of_kind(interim, "action"))
    recovered = 1  # the action whose bullet mark the document lost, among the economic ones
    assert [actions[f"challenge-{number}"] for number in range(1, 6)] == [18, 31 + recovered, 25, 14, 19]
    assert "line 179: taken as a bullet that has lost its mark" in interim.warnings


def test_three_actions_hang_on_another(interim: Reading) -> None:
    kinds = {item.ref: item.kind for item in interim.plan.items}
    hanging = [item for item in of_kind(interim, "action") if kinds[item.parent] == "action"]
    assert [item.title.split()[0] for item in hanging] == ["Additional", "Adequate", "Historic"]
    assert {item.parent for item in hanging} == {"challenge-1.priority-2.action-1"}


def test_an_action_broken_over_lines_is_whole(interim: Reading) -> None:
    whole = [item.title for item in of_kind(interim, "action") if item.source.endswith("line 111")]
    assert len(whole) == 1
    assert whole[0].endswith("economic development and technology.")


def test_the_annual_report_has_both_published_directions_of_all_twenty(report: Reading) -> None:
    outcomes, supporting = of_kind(report, "outcome"), of_kind(report, "supporting_outcome")
    assert [item.ref for item in outcomes] == ["1", "2", "3"]
    assert Counter(item.parent for item in supporting) == {"1": 7, "2": 6, "3": 7}
    one_year = Counter(item.published_1y for item in supporting)
    three_years = Counter(item.published_3y for item in supporting)
    assert one_year["improving"] + one_year["maintaining"] == 13
    assert three_years["improving"] == 11
    assert sum(one_year.values()) == sum(three_years.values()) == 20
    assert "" not in one_year | three_years
    by_ref = {item.ref: (item.published_1y, item.published_3y) for item in supporting}
    assert by_ref["1.1"] == ("improving", "mixed")
    assert by_ref["2.3"] == ("mixed", "improving")
    assert by_ref["3.5"] == ("maintaining", "not_improving")


def test_the_garbled_table_is_told(report: Reading) -> None:
    assert [line for line in report.warnings if "paired by order with 2.1 to 2.6" in line]


def test_what_is_based_on_one_measure_says_so(report: Reading) -> None:
    noted = [item.ref for item in report.plan.items if "single outcome measure" in item.description]
    assert noted == ["3.4"]


def test_what_was_read_can_be_written_and_read_again(interim: Reading, tmp_path: Path) -> None:
    for ending in ("yaml", "xlsx"):
        write_plan(interim.plan, tmp_path / f"plan.{ending}")
        assert read_plan(tmp_path / f"plan.{ending}", with_unplaced=True) == interim.plan
