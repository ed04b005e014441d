"""Every question of a measure has its name, its answer, its picture, and how far the next answer is."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from goldenthread.measures import models
from goldenthread.measures.commands import define_measure, import_release, rehearse_import, set_target
from goldenthread.measures.rebase import rebase
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from tests.areas.measures.conftest import ASHFORD, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

# Twelve quarters run through the status rules of others, each with the answer that it should get.
TWELVE = "68.0 70.5 69.2 71.8 70.9 73.5 72.2 74.8 73.6 75.9 74.4 76.1"
ANSWERS = {
    "target": "amber",
    "regression": "improving",
    "direction_1y": "maintaining",
    "variation": "special_improvement",
    "assurance": "consistently_misses",
}
COUNTED = "measure,area,period,value,numerator,denominator"


@pytest.fixture
def answered(bob: User, figures: WriteFile) -> None:
    """Calls answered in time, by quarter, with a target and a floor standard."""
    define_measure(
        bob,
        Measure("calls", "Calls answered in time", "%", polarity="high_is_good", year_type="financial"),
    )
    models.Measure.objects.update(policy="every-question")
    starts = [f"{2017 + (n + 1) // 4}-{(n + 1) % 4 * 3 + 1:02}-01" for n in range(12)]
    rows = [f"calls,{KENT},{start}/P3M,{value}" for start, value in zip(starts, TWELVE.split(), strict=True)]
    import_release(bob, rehearse_import(bob, [figures(*rows)]))
    quarter = read_period("2020-01-01/P3M")
    set_target(bob, Target("calls", KENT, quarter, target=Decimal(80), floor=Decimal(72)))


@pytest.fixture
def districts(bob: User, figures: WriteFile) -> None:
    """A proportion with its counts in every district of a county and in England."""
    define_measure(
        bob,
        Measure(
            "readers",
            "Pupils who read well",
            "%",
            statistic="proportion",
            polarity="high_is_good",
            decimals=1,
        ),
    )
    models.Measure.objects.update(policy="every-question")
    models.Benchmark.objects.get_or_create(level="", defaults={"area": "E92000001"})
    rows = []
    for n in range(105, 117):
        of, count = 100 * (n - 100), 60 * (n - 100) + 3 * (n - 110)
        rows.append(f"readers,E07000{n},2024,{round(100 * count / of, 1)},{count},{of}")
    rows.append("readers,E92000001,2024,60.0,600000,1000000")
    import_release(bob, rehearse_import(bob, [figures(*rows, header=COUNTED)]))


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def question(client: Client, name: str, slug: str = "calls", **asked: str) -> BeautifulSoup:
    asked_for = "&".join(f"{key}={value}" for key, value in asked.items())
    return soup(client, f"{reverse('measure-question', args=[slug, name])}?{asked_for}")


@pytest.mark.usefixtures("answered")
class TestTwelveQuarters:
    def test_each_question_stands_under_its_name_with_its_own_answer(self, officer: Client) -> None:
        page = soup(officer, "/measures/calls/")
        names = [tag["id"] for tag in page.select("section > h3")]
        first = page.select_one(".gt-headline")
        assert first and "Amber" in first.get_text()
        assert set(ANSWERS) - {"target"} <= set(names)
        assert names.index("direction_1y") < names.index("regression") < names.index("variation")

    @pytest.mark.parametrize(
        ("name", "word"),
        [
            ("target", "Amber"),
            ("regression", "Improving"),
            ("direction_1y", "Maintaining"),
            ("variation", "Unusual, for the better"),
            ("assurance", "Consistently misses the target"),
        ],
    )
    def test_each_question_has_a_page_of_its_own(self, officer: Client, name: str, word: str) -> None:
        headline = question(officer, name).select_one(".gt-headline .gt-verdict")
        assert headline and headline.get_text(strip=True).startswith(word)

    def test_each_picture_stands_once_on_the_page_which_is_under_100_kilobytes(self, officer: Client) -> None:
        answer = officer.get("/measures/calls/")
        shown = [tag["id"] for tag in BeautifulSoup(answer.content, "html.parser").select("figure")]
        assert shown == ["series-figure", "q-trajectory-figure", "q-regression-figure", "q-variation-figure"]
        assert len(answer.content) < 100_000

    def test_the_run_chart_has_its_limits_its_target_and_a_table_of_signals(self, officer: Client) -> None:
        figure = question(officer, "variation").select_one("#q-variation-figure")
        assert figure
        said = figure.select_one(".gt-figure__sentence").get_text()  # type: ignore[union-attr]
        assert "by chance alone figures fall between 67.62% and 77.53%" in said
        assert "The target is 80%." in said
        unusual = [row.find_all("td")[-1].get_text() for row in figure.select("tbody tr")]
        assert [n for n, said in enumerate(unusual) if said] == [0, 2, 9, 11]
        assert unusual[11] == "One of two in three that are close to a limit"

    def test_the_trend_says_its_slope(self, officer: Client) -> None:
        said = question(officer, "regression").select_one("#q-regression-figure .gt-figure__sentence")
        assert said and said.get_text().endswith(
            "By the trend it goes up 2.66 percentage points a year; "
            "the figures allow from up 1.90 percentage points to up 3.42 percentage points."
        )

    def test_how_far_the_next_answer_is_stands_under_the_question(self, officer: Client) -> None:
        said = question(officer, "target").get_text()
        assert "At 80.0% the answer would become Green; below 72.0%, Red." in said

    def test_a_question_that_cannot_be_judged_says_why_and_draws_nothing(self, officer: Client) -> None:
        page = question(officer, "benchmark")
        assert not page.select("figure")
        assert "Cannot judge" in page.get_text()

    def test_another_policy_answers_beside_the_first(self, officer: Client) -> None:
        page = question(officer, "regression", policy="kent-quarterly-2020")
        assert "Quarterly performance report" in page.select_one(".gt-small").get_text()  # type: ignore[union-attr]

    def test_limits_that_begin_anew_say_why_and_when(self, officer: Client, bob: User) -> None:
        rebase(bob, "calls", KENT, read_period("2018-10-01/P3M"), "A new telephone system")
        notes = question(officer, "variation").select_one("#q-variation-figure .gt-figure__caption")
        assert notes and "A new telephone system. Decided on" in notes.get_text()
        assert "on trial" in notes.get_text()

    def test_a_question_that_nobody_asks_is_not_found(self, officer: Client) -> None:
        assert officer.get(reverse("measure-question", args=["calls", "is-it-lucky"])).status_code == 404

    def test_a_resident_reads_nothing_of_it_before_it_is_published(self, client: Client) -> None:
        assert client.get(reverse("measure-question", args=["calls", "target"])).status_code == 404


@pytest.mark.usefixtures("districts")
class TestDistricts:
    def test_areas_with_counts_stand_on_a_funnel_round_the_benchmark(self, officer: Client) -> None:
        page = question(officer, "benchmark", "readers", area=ASHFORD)
        figure = page.select_one("#q-benchmark-figure")
        assert figure
        assert "England 60.0%" in figure.get_text()
        assert "95 in 100 areas would lie between the dashed lines" in figure.get_text()
        assert len(figure.select("tbody tr")) == 13

    def test_the_page_of_the_measure_draws_no_funnel_of_areas_it_has_not_read(self, officer: Client) -> None:
        page = soup(officer, f"/measures/readers/?area={ASHFORD}")
        assert "benchmark" in [tag["id"] for tag in page.select("section > h3")]
        assert not page.select("#q-benchmark-figure")

    @pytest.mark.parametrize("address", ["/measures/readers/", "/measures/readers/questions/benchmark/"])
    def test_a_place_without_a_figure_is_said_to_have_none(self, officer: Client, address: str) -> None:
        said = "There is no figure for Kent. This is about Ashford."
        assert said in soup(officer, f"{address}?area={KENT}").get_text()
        assert "There is no figure for Kent" not in soup(officer, f"{address}?area={ASHFORD}").get_text()
