"""What the API tells the public: the figures, verdicts and words of the pages, and nothing unpublished."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.measures.commands import define_measure, publish_measure
from tests.areas.api.conftest import AREA, DISTRICT, Ask, publish, told
from tests.areas.measures.conftest import WriteFile, figures
from tests.areas.measures.test_protection import CARE, of_county
from tests.house.permission_council import WHISPERED

__all__ = ["figures"]


def test_the_council_says_who_it_is_and_what_it_judges_by(ask: Ask) -> None:
    said = told(ask("council"))
    assert said["title"] == "Shire" and said["area"] == AREA
    assert said["policy"] == "kent-annual-report-2017"


def test_a_figure_has_its_unit_period_area_and_status_and_is_exact_text(ask: Ask) -> None:
    rows = told(ask(f"measures/reviews/figures?area={AREA}&group="))["rows"]
    assert [(row["period"], row["value"], row["status"]) for row in rows] == [
        ("2014-04-01/P1Y", "70", "normal"),
        ("2015-04-01/P1Y", "72.5", "normal"),
        ("2016-04-01/P1Y", "80", "provisional"),
    ]
    assert {(row["unit"], row["area"], row["measure"]) for row in rows} == {("%", AREA, "reviews")}


def test_a_suppressed_figure_is_told_as_one_without_a_number(ask: Ask) -> None:
    (row,) = told(ask(f"measures/reviews/figures?area={DISTRICT}"))["rows"]
    assert row["status"] == "suppressed" and row["value"] is None


def test_figures_are_narrowed_by_group_and_by_days(ask: Ask) -> None:
    women = told(ask("measures/reviews/figures?group=sex=female"))["rows"]
    assert [row["value"] for row in women] == ["81"]
    middle = told(ask("measures/reviews/figures?from=2015-04-01&to=2016-03-31"))["rows"]
    assert [row["value"] for row in middle] == ["72.5"]
    assert told(ask("measures/reviews/figures?from=2015-04-02&to=2016-03-31"))["rows"] == []


def test_figures_as_known_on_a_day_are_those_before_a_later_revision(ask: Ask, figures: WriteFile) -> None:
    publish(figures(f"reviews,{AREA},2016/17,88.0,,revised"))
    now = told(ask(f"measures/reviews/figures?area={AREA}&group=&from=2016-04-01"))["rows"]
    assert [row["value"] for row in now] == ["88"]
    yesterday = timezone.localdate() - timedelta(days=1)
    assert told(ask(f"measures/reviews/figures?as_known_on={yesterday}"))["total"] == 0


def test_a_list_comes_in_parts_and_next_leads_through_all_of_it(ask: Ask, client: Client) -> None:
    whole = told(ask("measures/reviews/figures"))["rows"]
    found, address = [], "/api/v1/measures/reviews/figures?limit=2"
    while address:
        part = told(client.get(address))
        assert part["total"] == len(whole) and len(part["rows"]) <= 2
        found += part["rows"]
        address = part["next"]
    assert found == whole and len(whole) == 5


def test_a_verdict_has_its_word_sentence_rule_and_limits_or_the_reason_for_none(ask: Ask) -> None:
    said = told(ask("measures/reviews/verdicts"))
    by_question = {each["question"]: each for each in said["verdicts"]}
    one_year = by_question["direction_1y"]
    assert (one_year["verdict"], one_year["word"], one_year["change"]) == ("improving", "Improving", "7.5")
    assert one_year["rule"] == "kent-annual-report-2017/variance@1" and one_year["marks"] == ["provisional"]
    assert (one_year["lower_limit"], one_year["upper_limit"]) == ("68.875", "76.125")
    three_years = by_question["direction_3y"]
    assert three_years["verdict"] == "improving" or three_years["reason"]


def test_another_policy_may_be_asked_for(ask: Ask) -> None:
    said = told(ask("measures/reviews/verdicts?policy=every-question"))
    assert said["policy"] == "every-question"
    assert {each["rule"].partition("/")[0] for each in said["verdicts"]} == {"every-question"}


def test_an_item_tells_its_thread_with_the_measures_on_it(ask: Ask) -> None:
    said = told(ask("plans/small/items/o1"))
    assert said["title"] == "Children are safe" and said["above"] == []
    (hung,) = said["measures_judged"]
    assert hung["measure"] == "reviews" and hung["headline"]["verdict"] == "improving"


def test_measures_are_found_by_plan_item_and_words(ask: Ask) -> None:
    for asked in ("plan=small", "plan=small&item=o1", "text=CARE+reviewed", "ref=reviews"):
        assert [row["measure"] for row in told(ask(f"measures?{asked}"))["rows"]] == ["reviews"], asked
    assert told(ask("measures?plan=another"))["total"] == 0


def test_the_scorecard_and_the_area_tell_each_measures_latest_figure(ask: Ask) -> None:
    (row,) = told(ask("scorecard"))["rows"]
    assert (row["value"], row["unit"], row["status"]) == ("80", "%", "provisional")
    assert row["verdicts"]
    (same,) = told(ask(f"areas/{AREA}"))["measures"]
    assert same["headline"] == row["headline"]


def test_policies_tell_their_rules_and_words(ask: Ask) -> None:
    said = told(ask("policies/kent-annual-report-2017"))
    (first, *_) = said["questions"]
    assert first["rule"] == "variance" and first["parameters"]["tolerance"] == "5"
    assert first["words"]["improving"] == "Improving" and first["rule_in_words"]


def test_an_edition_tells_its_files_with_checksums_and_its_facts(ask: Ask) -> None:
    (edition,) = told(ask("editions"))["rows"]
    whole = told(ask(f"editions/{edition['ref']}"))
    (issue,) = whole["issues"]
    assert {"document.json"} <= {file["name"] for file in issue["files"]}
    assert all(len(file["sha256"]) == 64 for file in issue["files"])
    facts = told(ask(f"editions/{edition['ref']}/facts"))
    document = told(ask(f"editions/{edition['ref']}/document"))
    assert facts["total"] == len(document["facts"]) > 0


PUBLIC = (
    "council plans plans/small plans/small/items plans/small/items/o1 promises measures measures/reviews"
    " measures/reviews/figures measures/reviews/targets measures/reviews/verdicts scorecard areas"
    f" areas/{AREA} policies policies/kent-annual-report-2017 reports editions openapi.json"
).split()


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_unpublished_is_told_to_the_public(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 200
    assert WHISPERED not in answer.content.decode()
    assert b'"measure": "waiting"' not in answer.content


@pytest.mark.parametrize("path", ["measures/waiting", "measures/waiting/figures", "plans/another"])
def test_what_is_not_published_is_as_if_it_were_not_there(ask: Ask, path: str) -> None:
    assert ask(path).status_code == 404


def test_being_signed_in_tells_a_programme_nothing_more(ask: Ask, client: Client, bob: object) -> None:
    client.force_login(bob)  # type: ignore[arg-type]
    assert ask("measures/waiting").status_code == 404
    assert ask("services").status_code == 401


def test_a_small_number_is_withheld_here_as_on_the_page_with_another_that_would_give_it_away(
    ask: Ask, figures: WriteFile
) -> None:
    define_measure(None, CARE)
    publish_measure(None, CARE.ref)
    publish(of_county(figures, E07000105=3))
    rows = told(ask("measures/care/figures?limit=1000"))["rows"]
    withheld = [row for row in rows if row["status"] == "suppressed"]
    assert DISTRICT in {row["area"] for row in withheld} and len(withheld) >= 2
    assert {row["value"] for row in withheld} == {None}
    assert "3" not in {row["value"] for row in rows}
    assert told(ask("measures/care/verdicts?area=" + DISTRICT))["verdicts"][0]["value"] is None
