"""Whom areas are compared with: lists brought in, benchmarks by level, and verdicts beside them."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.cli.main import outcome
from goldenthread.measures import models
from goldenthread.measures.commands import define_measure, import_release, rehearse_import
from goldenthread.measures.comparing import (
    import_neighbours,
    judge_measure_by,
    remove_benchmark,
    set_benchmark,
)
from goldenthread.measures.queries import comparators, verdicts
from goldenthread.measures.reading import read_table
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.policy import import_policy
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import Refused
from tests.areas.measures.conftest import ASHFORD, KENT, WriteFile

pytestmark = pytest.mark.django_db

ENGLAND, NORFOLK, GLOUCESTERSHIRE, DORSET = "E92000001", "E10000020", "E10000013", "E06000059"
COUNTIES = ("E10000003", "E10000007", "E10000008", "E10000011", "E10000012", "E10000014", "E10000015")
LIKE_KENT = (NORFOLK, GLOUCESTERSHIRE, DORSET)
POLICY = Policy.from_mapping({"ref": "beside", "questions": {"benchmark": {}, "neighbours": {}}})
SHARE = Measure("share", "A share", "%", statistic="proportion", polarity="high_is_good", decimals=1)
HEADER = "measure,area,period,value,numerator,denominator"


@pytest.fixture
def kent_and_others(bob: User, figures: WriteFile) -> None:
    """Kent at 70.0%, England at 72.0%, and three areas like Kent that come to 70.0% together."""
    define_measure(bob, SHARE)
    path = figures(
        f"share,{KENT},2016/17,70.0,7000,10000",
        f"share,{ENGLAND},2016/17,72.0,720000,1000000",
        f"share,{NORFOLK},2016/17,71.0,7100,10000",
        f"share,{GLOUCESTERSHIRE},2016/17,69.5,6950,10000",
        f"share,{DORSET},2016/17,60.0,300,500",
        header=HEADER,
    )
    import_release(bob, rehearse_import(bob, [path]))


def test_an_area_is_judged_beside_its_benchmark_and_the_areas_like_it(
    bob: User, kent_and_others: None, now: datetime
) -> None:
    set_benchmark(bob, ENGLAND)
    import_neighbours(bob, "global", {KENT: LIKE_KENT}, "ONS")
    found = verdicts(["share"], [KENT], viewer=bob, now=now, policy=POLICY)
    benchmark, neighbours = found["share", KENT, ""]
    assert (benchmark.verdict, benchmark.base_value) == ("worse", Decimal("72.0"))
    assert (neighbours.verdict, neighbours.base_value) == ("similar", Decimal("70.0"))
    assert (neighbours.basis, neighbours.rank, neighbours.ranked) == (("wilson", "counts"), 2, 4)


def test_only_the_areas_that_were_asked_for_are_answered(
    bob: User, kent_and_others: None, now: datetime
) -> None:
    set_benchmark(bob, ENGLAND)
    assert set(verdicts(["share"], [KENT], viewer=bob, now=now, policy=POLICY)) == {("share", KENT, "")}


def test_many_rows_are_judged_beside_the_same_areas_as_few(
    bob: User, kent_and_others: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_benchmark(bob, ENGLAND)
    import_neighbours(bob, "global", {KENT: LIKE_KENT})
    few = verdicts(["share"], [KENT], viewer=bob, now=now, policy=POLICY)
    monkeypatch.setattr("goldenthread.measures.judging.FEW_ROWS", 0)
    assert verdicts(["share"], [KENT], viewer=bob, now=now, policy=POLICY) == few


def test_a_fifth_is_of_the_areas_of_its_level_and_only_those_are_read(
    bob: User, kent_and_others: None, now: datetime, figures: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (f"share,{code},2016/17,{at},{at * 100},10000" for at, code in enumerate(COUNTIES, 50))
    path = figures(*rows, f"share,{ASHFORD},2016/17,99.0,9900,10000", header=HEADER)
    import_release(bob, rehearse_import(bob, [path]))
    asked = {"benchmark": {"parameters": {"method": "quintiles"}}}
    fifths = Policy.from_mapping({"ref": "fifths", "questions": asked})
    read: list[frozenset[str]] = []

    def watched(releases: object, sheets: object, areas: frozenset[str], mask: object) -> object:
        read.append(areas)
        return read_table(releases, sheets, areas, mask)  # type: ignore[arg-type]

    monkeypatch.setattr("goldenthread.measures.figures.read_table", watched)
    found = verdicts(["share"], [KENT], viewer=bob, now=now, policy=fifths)["share", KENT, ""][0]
    assert (found.rank, found.ranked) == (2, 3 + len(COUNTIES))
    assert KENT in read[-1] and set(COUNTIES) <= read[-1] and ASHFORD not in read[-1]


def test_a_level_has_a_benchmark_of_its_own(bob: User) -> None:
    set_benchmark(bob, ENGLAND)
    set_benchmark(bob, KENT, "district")
    held = comparators([ASHFORD, KENT])
    assert [held.benchmark_of(area) for area in (ASHFORD, KENT, ENGLAND)] == [KENT, ENGLAND, ""]
    assert remove_benchmark(bob, "district")
    assert comparators([ASHFORD]).benchmark_of(ASHFORD) == ENGLAND


def test_a_measure_is_compared_by_the_model_that_it_names(bob: User, measures: None) -> None:
    import_neighbours(bob, "global", {KENT: (NORFOLK,)})
    import_neighbours(bob, "economic", {KENT: (DORSET,)})
    models.Measure.objects.filter(ref="neet").update(comparator="Economic")
    held = comparators([KENT])
    assert (held.neighbours_of("neet", KENT), held.neighbours_of("gcse", KENT)) == ((DORSET,), (NORFOLK,))


def test_a_list_takes_the_place_of_the_one_before(bob: User) -> None:
    import_neighbours(bob, "global", {KENT: LIKE_KENT})
    import_neighbours(bob, "global", {KENT: (DORSET,)})
    assert comparators([KENT]).neighbours_of("neet", KENT) == (DORSET,)


@pytest.mark.parametrize("near", [(KENT,), (NORFOLK, NORFOLK), ("nowhere",)])
def test_a_group_names_known_areas_once_and_not_itself(bob: User, near: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        import_neighbours(bob, "global", {KENT: near})


def test_a_measure_may_be_judged_by_a_policy_of_its_own(
    bob: User, kent_and_others: None, now: datetime
) -> None:
    judge_measure_by(bob, "share", "kent-quarterly-2020", "It is in the quarterly report")
    (found,) = verdicts(["share"], [KENT], viewer=bob, now=now, policy=POLICY).values()
    assert {each.rule.split("/")[0] for each in found} == {"kent-quarterly-2020"}


def test_nobody_says_whom_areas_are_compared_with_without_a_role(db: None) -> None:
    stranger = User.objects.create_user("nobody")
    with pytest.raises(NotAllowed):
        set_benchmark(stranger, ENGLAND)


def test_published_lists_are_brought_in_as_they_are(
    bob: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "global-neighbours.csv"
    path.write_text(f"\ufeffAREACD,1,2\n{KENT},{NORFOLK},{DORSET}\n{ASHFORD},,\n", encoding="utf-8")
    assert outcome(["neighbours", "import", str(path), "--source", "ONS, OGL v3", "--json"]) == 0
    assert comparators([KENT]).groups == {"global": {KENT: (NORFOLK, DORSET)}}
    assert outcome(["benchmark", "set", "every", ENGLAND, "--json"]) == 0
    assert comparators([KENT]).benchmark_of(KENT) == ENGLAND


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize("page", ["/scorecard/", f"/areas/{KENT}/"])
def test_a_page_of_many_measures_answers_each_by_its_own_policy(
    client: Client, bob: User, kent_and_others: None, page: str
) -> None:
    set_benchmark(bob, ENGLAND)
    said = {"benchmark": {"parameters": {"confidence": 0.95}}}
    text = {"ref": "own", "title": "Own", "body": "K", "from": "2016-04-01", "source": "S", "questions": said}
    import_policy(None, json.dumps(text | {"words": {"worse": "Behind the country"}}), "own.yaml")
    judge_measure_by(bob, "share", "own", "It is a national priority")
    client.force_login(bob)
    assert "Behind the country" in client.get(page).content.decode()
