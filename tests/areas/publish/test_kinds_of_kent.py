"""The kinds of edition, worked out of Kent's published plans and figures."""

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.publish.block import Figure, Table, VerdictLine
from goldenthread.publish.document import Part, tables_of
from goldenthread.publish.forms import BeginForm
from goldenthread.publish.kinds.kind import KINDS, Composed, Scope
from goldenthread.publish.public_reader import public_reader
from goldenthread.publish.queries.choice import choices_for
from goldenthread.rules.close_down import CONTINUED, OUTCOMES, UNKNOWN
from goldenthread.rules.refusal import Refused
from goldenthread.upkeep.demo_home import KENT
from tests.areas.publish.well_made import blocks, facts, faults, words
from tests.areas.upkeep.conftest import Kent, kent

__all__ = ["kent"]
pytestmark = pytest.mark.django_db
STATEMENT = "strategic-statement-2015"
YEAR = Scope(plan=STATEMENT, year="2016/17")
COUNTY = "E10000016"
CASES = {
    "annual-report": YEAR,
    "outcome-measures": Scope(plan=STATEMENT),
    "scorecard": Scope(area=COUNTY),
    "plan": Scope(plan="five-year-plan-2020"),
    "close-down": Scope(plan=STATEMENT),
    "outcome": Scope(plan=STATEMENT, item="1"),
    "district": Scope(area=COUNTY),
}


@pytest.fixture(autouse=True)
def own_home() -> None:
    """The example has its own store, and nothing here writes."""


def composed(kind: str, scope: Scope, kent: Kent) -> Composed:
    return KINDS[kind].compose(scope, public_reader(kent.now))


def chapter(edition: Composed, key: str) -> Part:
    return next(part for part in edition.parts if part.key == key)


def table(edition: Composed, ref: str) -> Table:
    return next(each for each in tables_of(blocks(edition)) if each.ref == ref)


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_is_put_together_soundly(kind: str, kent: Kent) -> None:
    edition = composed(kind, CASES[kind], kent)
    assert edition.parts
    assert faults(edition) == []


@pytest.mark.parametrize("kind", CASES)
def test_the_same_moment_gives_the_same_edition(kind: str, kent: Kent) -> None:
    reader = public_reader(kent.now)
    assert KINDS[kind].compose(CASES[kind], reader) == KINDS[kind].compose(CASES[kind], reader)


def test_the_annual_report_counts_directions_as_the_report_of_2017_prints_them(kent: Kent) -> None:
    held = facts(composed("annual-report", YEAR, kent))

    def count(window: str, *sides: str) -> int:
        return sum(int(held[f"count/{STATEMENT}/{window}/{side}"].value) for side in sides)

    every = ("improving", "maintaining", "mixed", "not_improving")
    assert (count("direction_1y", *every), count("direction_3y", *every)) == (20, 20)
    assert count("direction_1y", "improving", "maintaining") == 13
    assert count("direction_3y", "improving") == 11


def test_all_forty_printed_directions_are_in_the_report_as_they_were_printed(kent: Kent) -> None:
    held = facts(composed("annual-report", YEAR, kent))
    with (KENT / "published-directions.csv").open(encoding="utf-8", newline="") as file:
        printed = [(row["measure"], row["question"], row["verdict"]) for row in csv.DictReader(file)]
    assert len(printed) == 40
    for item, question, verdict in printed:
        assert held[f"direction/{STATEMENT}/{item}/{question}"].verdict == verdict


def test_each_printed_direction_is_a_fact_that_says_who_printed_it(kent: Kent) -> None:
    held = facts(composed("annual-report", YEAR, kent))
    printed = held[f"direction/{STATEMENT}/1.1/direction_3y"]
    assert (printed.verdict, printed.rule) == ("mixed", f"published/{STATEMENT}")
    assert held[f"direction/{STATEMENT}/vision/overall"].verdict == "mixed"
    assert held[f"direction/{STATEMENT}/vision/overall"].rule == "kent-annual-report-2017/sides@1"


def test_an_outcome_has_its_five_sections_in_the_form_of_2017(kent: Kent) -> None:
    edition = composed("annual-report", YEAR, kent)
    outcomes = [part for part in edition.parts if part.key.startswith("item-")]
    assert [part.key for part in outcomes] == ["item-1", "item-2", "item-3"]
    for part in outcomes:
        assert [each.title for each in part.sections] == [
            "Key results",
            "Progress on the year's priorities",
            "Activity",
            "Challenges",
            "Where to read more",
        ]


def test_the_report_ends_with_money_partners_and_how_it_was_judged(kent: Kent) -> None:
    edition = composed("annual-report", YEAR, kent)
    keys = ["summary", "item-1", "item-2", "item-3", "finances", "working-better-together"]
    assert [part.key for part in edition.parts] == [*keys, "how-this-was-judged"]
    assert "No budget of this year is published here" in words(edition)


def test_an_asterisk_says_that_one_measure_is_all_there_is(kent: Kent) -> None:
    third = table(composed("annual-report", YEAR, kent), "direction-3")
    lonely = next(row for row in third.rows if "socially included" in row[0].text)
    assert lonely[1].text.endswith("*")
    assert third.notes == ("* Based on the single outcome measure available.",)


def test_a_year_leaves_out_what_began_after_it(kent: Kent) -> None:
    held = facts(composed("annual-report", YEAR, kent))
    assert f"figure/landfill/{COUNTY}//2016-04-01/P1Y" in held
    assert f"figure/landfill/{COUNTY}//2017-04-01/P1Y" not in held
    latest = facts(composed("annual-report", Scope(plan=STATEMENT), kent))
    assert latest[f"figure/landfill/{COUNTY}//2017-04-01/P1Y"].text == "under 0.5%"


def test_a_verdict_is_a_line_and_a_fact_with_its_rule_its_change_and_its_releases(kent: Kent) -> None:
    edition = composed("annual-report", YEAR, kent)
    fact = facts(edition)[f"verdict/landfill/{COUNTY}//direction_1y"]
    assert (fact.verdict, fact.value, fact.unit, fact.change) == ("improving", "2.0", "%", "-4.0")
    assert (fact.period, fact.rule) == ("2016-04-01/P1Y", "kent-annual-report-2017/variance@1")
    assert fact.releases
    lines = [block for block in blocks(edition) if isinstance(block, VerdictLine)]
    assert any(line.rule == fact.rule and line.sentence in fact.text for line in lines)


def test_a_figure_keeps_its_exact_value_in_its_table(kent: Kent) -> None:
    edition = composed("annual-report", YEAR, kent)
    drawn = next(b for b in blocks(edition) if isinstance(b, Figure) and b.ref == "item-2-landfill")
    assert [cell.value for cell in drawn.table.rows[-1]][1] == "2.0"
    assert drawn.table.columns[1].unit == "%"
    assert "2.0% in 2016/17" in drawn.alternative


def test_every_measure_of_the_plan_has_a_chapter_with_its_definition(kent: Kent) -> None:
    edition = composed("outcome-measures", Scope(plan=STATEMENT), kent)
    chapters = [part for part in edition.parts if part.key.startswith("measure-")]
    assert len(chapters) == len(table(edition, "measures").rows) > 100
    neet = chapter(edition, "measure-neet-16-17")
    assert "How it is going" in [each.title for each in neet.sections]
    definition = {row[0].text: row[1].text for row in table(edition, "measure-neet-16-17-definition").rows}
    assert definition["Which way is better"].startswith("Lower is better")
    assert definition["How often"] == "every year"


def test_a_measure_with_one_figure_has_a_short_chapter_with_its_reasons_in_one_list(kent: Kent) -> None:
    gap = chapter(composed("outcome-measures", Scope(plan=STATEMENT), kent), "measure-budget-gap")
    assert [each.title for each in gap.sections] == [
        "How it is going",
        "What cannot be judged",
        "Definition",
    ]
    assert "There is one figure so far: £119 million for 2017/18 in Kent." in repr(gap)
    held = {fact.key: fact for each in gap.sections for fact in each.facts}
    asked = [key for key, fact in held.items() if fact.verdict == "cannot_judge"]
    assert len(asked) == 10
    listed = next(each for each in gap.sections if each.key.endswith("/unanswered"))
    assert len(listed.blocks) == 1
    assert repr(listed.blocks).count("because no target has been set:") == 1


def test_no_chapter_of_a_measure_says_twice_in_large_that_it_cannot_be_judged(kent: Kent) -> None:
    edition = composed("outcome-measures", Scope(plan=STATEMENT), kent)
    for part in edition.parts:
        lines = [b for each in part.sections for b in each.blocks if isinstance(b, VerdictLine)]
        assert sum(line.verdict == "cannot_judge" for line in lines) <= 1


def test_each_of_the_twenty_directions_stands_in_one_table_alone(kent: Kent) -> None:
    edition = composed("annual-report", YEAR, kent)
    tables = [each for each in tables_of(blocks(edition)) if each.ref.startswith("direction-")]
    assert [each.ref for each in tables] == ["direction-counts", "direction-1", "direction-2", "direction-3"]
    assert sum(len(each.rows) for each in tables[1:]) == 20


def test_the_comparison_says_england_and_the_benchmark_verdict(kent: Kent) -> None:
    edition = composed("outcome-measures", Scope(plan=STATEMENT), kent)
    told = chapter(edition, "measure-gcse-5-good-english-maths")
    assert "for England was 57.7%; for Kent it was 60.8%" in repr(told)


def test_a_scorecard_has_every_measure_of_the_area_once(kent: Kent) -> None:
    edition = composed("scorecard", Scope(area=COUNTY), kent)
    rows = [
        row[0].text
        for each in tables_of(blocks(edition))
        if each.ref.startswith("scorecard-")
        for row in each.rows
    ]
    assert len(rows) == len(set(rows)) > 100
    total = sum(Decimal(row[1].value) for row in table(edition, "verdict-counts").rows)
    assert total == len(rows)


def test_a_plan_document_holds_every_entry_of_the_plan(kent: Kent) -> None:
    edition = composed("plan", Scope(plan="five-year-plan-2020"), kent)
    held = facts(edition)
    assert held["count/five-year-plan-2020/objective"].value == "138"
    assert held["count/five-year-plan-2020/ask"].value == "35"
    assert "Draw up a Skills Strategy for every age" in words(chapter(edition, "item-o1"))  # type: ignore[arg-type]
    assert "never adopted" in words(edition).lower()


def test_a_close_down_says_what_became_of_every_item_and_by_whose_reading(kent: Kent) -> None:
    held = facts(composed("close-down", Scope(plan=STATEMENT), kent))
    assert held[f"close-down/{STATEMENT}/1.4"].status == CONTINUED
    assert "merged into" in held[f"close-down/{STATEMENT}/1.4"].text
    assert "a reading of the plans" in held[f"close-down/{STATEMENT}/1.4"].text
    assert held[f"close-down/{STATEMENT}/1.a1"].status == UNKNOWN
    typed = [fact.status for fact in held.values() if fact.status in OUTCOMES]
    counted = {each: int(held[f"close-down/{STATEMENT}/count/{each}"].value) for each in OUTCOMES}
    assert counted == {each: typed.count(each) for each in OUTCOMES}
    assert sum(counted.values()) == 102


def test_only_places_that_something_can_be_said_of_are_offered(kent: Kent) -> None:
    offered = [code for code, _ in choices_for(("area",), public_reader(kent.now))["area"]]
    assert COUNTY in offered
    assert "E07000105" not in offered
    for area in offered:
        assert composed("district", Scope(area=area), kent).parts


def test_an_edition_of_a_place_is_named_by_the_place_and_not_by_its_code() -> None:
    kind = KINDS["district"]
    sent = {"area": COUNTY, "title": "", "ref": "", "language": "en-gb"}
    form = BeginForm(sent, kind=kind, choices={"area": [(COUNTY, "Tunbridge Wells")]})
    assert form.is_valid()
    assert form.ref_of([]) == "district-tunbridge-wells"
    assert form.ref_of(["district-tunbridge-wells"]) == "district-tunbridge-wells-2"


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("annual-report", replace(YEAR, plan="nowhere")),
        ("annual-report", replace(YEAR, year="last year")),
        ("outcome", Scope(plan=STATEMENT, item="nothing")),
        ("scorecard", Scope(area="E99999999")),
        ("district", Scope(area="E99999999")),
        ("district", Scope(area="E07000105")),
        ("quarterly-report", Scope(period="2016-17-q1")),
        ("portfolio", Scope(portfolio="nobody", period="2016-17-q1")),
    ],
)
def test_what_is_not_there_is_refused_with_what_to_do(kind: str, scope: Scope, kent: Kent) -> None:
    with pytest.raises(Refused) as refused:
        composed(kind, scope, kent)
    assert all(each.what and each.do for each in refused.value.refusals)
