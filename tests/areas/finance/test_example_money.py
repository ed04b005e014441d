"""The Kent example says what its papers print of money, as they print it, and where."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from goldenthread.finance.commands.published import record_sums
from goldenthread.finance.queries.published import published_sums
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.council import set_council
from goldenthread.people.queries.trail import TrailFilter, trail
from goldenthread.plan.file import read_plan
from goldenthread.rules.published_sum import PublishedSumFacts
from goldenthread.rules.refusal import Refused
from goldenthread.upkeep.demo_home import KENT
from goldenthread.upkeep.folder import read_example
from goldenthread.upkeep.money import MONEY, load_money

PAPERS = Path(__file__).parents[4] / "shared" / "reference" / "kent"

pytestmark = pytest.mark.django_db

# ref, lower and upper in millions, qualifier, what the paper prints
PRINTED = """
net-budget-2017 900 900 about £0.9bn
savings-since-2011 515 515 - £515m
savings-each-year 80 90 - £80m to £90m
gap-2017-18 119 119 - £119m
savings-2017-18 73 73 - £73m
savings-seven-years 588 588 - £588m
planned-savings-since-2013 115.4 115.4 - £115.4m
care-precept-2017-18 12 12 - £12m
care-pressure-2017-18 28 28 under just under £28m
care-grant-2017-20 52.3 52.3 - £52.3m
care-savings-made 36 36 - £36m
care-savings-to-come 15.5 15.5 - £15.5m
developer-contributions-2017 80.3 80.3 - £80.3m
infrastructure-need-2015 6740 6740 - £6.74 billion
infrastructure-gap-2015 2010 2010 - £2.01 billion
care-businesses-2020 400 400 - £400 million
infrastructure-gap-2020 4000 4000 about £4 billion
infrastructure-gap-interim 4000 4000 about £4 billion
to-find-2021-22 62 143 - £62-143 million
"""
FILES = {
    "Annual report 2017": "annual-report-2017.txt",
    "Draft 5-year plan, 2020": "five-year-plan-2020-25-consultation-draft.txt",
    "Interim plan, December 2020": "interim-strategic-plan-2020.txt",
}


def printed() -> list[list[str]]:
    return [line.split(maxsplit=4) for line in PRINTED.strip().splitlines()]


@pytest.fixture
def sums() -> dict[str, PublishedSumFacts]:
    load_money(KENT, None)
    return {each.ref: each for each in published_sums()}


def said(**changed: object) -> PublishedSumFacts:
    facts: dict[str, object] = {
        "ref": "found",
        "title": "Found",
        "kind": "saving",
        "lower": Decimal("1.00"),
        "upper": Decimal("2.00"),
        "qualifier": "",
        "period": "2021-22",
        "paper": "A paper",
    }
    return PublishedSumFacts(**(facts | changed))  # type: ignore[arg-type]


def test_every_sum_is_as_its_paper_prints_it(sums: dict[str, PublishedSumFacts]) -> None:
    million = Decimal(1_000_000)
    assert [
        (each.ref, each.lower / million, each.upper / million, each.qualifier or "-")
        for each in sums.values()
    ] == [(ref, Decimal(low), Decimal(high), word) for ref, low, high, word, _ in printed()]


def test_every_sum_is_found_in_the_paper_that_it_names(sums: dict[str, PublishedSumFacts]) -> None:
    if not PAPERS.exists():
        pytest.skip("the Kent papers are not beside the repository")
    texts = {paper: (PAPERS / file).read_text() for paper, file in FILES.items()}
    missing = [ref for ref, *_, words in printed() if words not in texts[sums[ref].paper]]
    assert missing == []


def test_no_note_is_a_sentence_of_a_paper(sums: dict[str, PublishedSumFacts]) -> None:
    if not PAPERS.exists():
        pytest.skip("the Kent papers are not beside the repository")
    texts = " ".join((PAPERS / file).read_text() for file in FILES.values())
    assert [each.ref for each in sums.values() if each.title in texts or each.note in texts] == []


def test_every_sum_has_a_paper_and_a_place(sums: dict[str, PublishedSumFacts]) -> None:
    assert all(each.paper in FILES and each.place and each.period for each in sums.values())


def test_a_sum_hangs_on_a_plan_item_that_there_is(sums: dict[str, PublishedSumFacts]) -> None:
    plans = {each.plan: read_plan(KENT / f"{each.plan}.yaml") for each in sums.values()}
    held = {(ref, item.ref) for ref, plan in plans.items() for item in plan.items}
    assert {(each.plan, each.item) for each in sums.values() if each.item} <= held


def test_the_savings_of_seven_years_are_told_apart_from_the_gap_of_one(
    sums: dict[str, PublishedSumFacts],
) -> None:
    whole, gap = sums["savings-seven-years"], sums["gap-2017-18"]
    assert (whole.kind, gap.kind) == ("saving", "gap")
    assert whole.lower == sums["savings-since-2011"].lower + sums["savings-2017-18"].lower
    assert "£119m" in whole.note and "£588m" in gap.note


def test_the_range_of_the_interim_plan_stands_as_published(sums: dict[str, PublishedSumFacts]) -> None:
    found = sums["to-find-2021-22"]
    assert (found.is_range, found.plan, found.item) == (True, "interim-plan-2020", "c1")
    assert "do not say how" in found.note


def test_loading_the_money_again_changes_nothing(sums: dict[str, PublishedSumFacts]) -> None:
    load_money(KENT, None)
    assert {each.ref: each for each in published_sums()} == sums
    acts = [entry.act for entry in trail(TrailFilter(kind="published_sums")).lines]
    assert acts == ["record_sums"]


def test_a_folder_without_money_brings_none(tmp_path: Path) -> None:
    assert load_money(tmp_path, None) == 0
    assert published_sums() == ()


def test_a_sum_that_is_no_sum_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = (KENT / MONEY).read_text().splitlines()
    (tmp_path / MONEY).write_text("\n".join([lines[0], lines[1].replace("900000000", "£0.9bn")]))
    with pytest.raises(Refused, match=r"money.csv:2:lower.*write it in pounds"):
        load_money(tmp_path, None)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"kind": "profit"}, "kind"),
        ({"qualifier": "roughly"}, "qualifier"),
        ({"upper": Decimal("0.50")}, "upper"),
        ({"paper": ""}, "paper"),
        ({"item": "c1"}, "item"),
        ({"title": ""}, "ref"),
    ],
)
def test_a_sum_that_cannot_be_so_is_refused_with_its_column(changed: dict[str, object], column: str) -> None:
    with pytest.raises(Refused) as refused:
        record_sums(None, [said(**changed)])
    assert [each.column for each in refused.value.refusals] == [column]
    assert published_sums() == ()


def test_only_finance_officers_record_sums() -> None:
    record_sums(add_officer("finance-officer", "wsgh-7yfk-mq3d", ["finance"]), [said()])
    with pytest.raises(NotAllowed):
        record_sums(add_officer("strategy-officer", "wsgh-7yfk-mq3d", ["strategy"]), [said()])
    assert [each.ref for each in published_sums()] == ["found"]


def test_a_resident_reads_each_sum_as_it_was_printed(
    client: Client, sums: dict[str, PublishedSumFacts]
) -> None:
    set_council(None, read_example(KENT).council)
    page = client.get("/budget/published/").content.decode()
    for said in (
        "about £0.9 billion",
        "£6.74 billion",
        "£2.01 billion",
        "£115.4 million",
        "under £28 million",
        "£62 million to £143 million",
    ):
        assert said in page
