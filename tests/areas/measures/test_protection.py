"""Small numbers in an installation: declared on a measure's sheet, and the same wherever the public reads."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from goldenthread.engine.gap import Gap
from goldenthread.measures import models, queries
from goldenthread.measures.commands import (
    define_measure,
    import_release,
    publish_measure,
    publish_release,
    rehearse_import,
    revise_measure,
    set_target,
)
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused

pytestmark = pytest.mark.django_db
CARE = Measure("care", "Children in care", "children", "count", decimals=0, protection="small-numbers")
KENT, ASHFORD, SWALE = "E10000016", "E07000105", "E07000113"
DISTRICTS = tuple(f"E07000{number}" for number in range(105, 117))
PERIOD = "2016-04-01/P1Y"

WriteFile = Callable[..., Path]


def of_county(figures: WriteFile, name: str = "a.csv", **counts: int) -> Path:
    """Twelve districts with 20 children each, but those named, and the county with all of them."""
    held = dict.fromkeys(DISTRICTS, 20) | counts
    rows = [f"care,{area},{PERIOD},{count}" for area, count in held.items()]
    return figures(*rows, f"care,{KENT},{PERIOD},{sum(held.values())}", name=name)


def delivered(bob: User, path: Path, publish_at: datetime | None = None) -> str:
    return import_release(bob, rehearse_import(bob, [path]), publish_at=publish_at).release


def seen(ref: str = "care", viewer: object = None, moment: datetime | None = None) -> dict[str, Observation]:
    """What somebody, the public if nobody else is named, sees of a measure, by area and group."""
    found = queries.observations_of(
        [ref],
        viewer=viewer or AnonymousUser(),  # type: ignore[arg-type]
        now=moment or timezone.now(),
    )
    return {f"{area}{group}": rows[-1] for (_, area, group), rows in found.items()}


def withheld(**asked: object) -> set[str]:
    return {where for where, row in seen(**asked).items() if row.status == "suppressed"}  # type: ignore[arg-type]


@pytest.fixture
def care(bob: User) -> None:
    define_measure(bob, CARE)
    publish_measure(bob, "care")


@pytest.mark.usefixtures("care")
def test_the_public_is_not_shown_a_small_count_nor_what_gives_it_away(bob: User, figures: WriteFile) -> None:
    delivered(bob, of_county(figures, E07000105=3), timezone.now())
    public = seen()
    hidden = {where for where, row in public.items() if row.status == "suppressed"}
    assert ASHFORD in hidden
    assert len(hidden) == 2, "one more keeps it from being worked out from the county"
    row = public[ASHFORD]
    assert (row.value, row.numerator, row.note) == (None, None, "Withheld to protect people")


@pytest.mark.usefixtures("care")
def test_officers_see_every_count(bob: User, figures: WriteFile) -> None:
    delivered(bob, of_county(figures, E07000105=3), timezone.now())
    assert seen(viewer=bob)[ASHFORD].value == Decimal(3)


def test_a_measure_that_is_not_protected_shows_every_count_and_asks_nothing_more(
    bob: User, figures: WriteFile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    define_measure(bob, Measure("care", "Children in care", "children", "count"))
    publish_measure(bob, "care")
    delivered(bob, of_county(figures, E07000105=3), timezone.now())
    now = timezone.now()
    with django_assert_num_queries(3):  # the sight's two, and the sheets
        found = queries.observations_of(["care"], viewer=AnonymousUser(), now=now)
    assert not any(row.status == "suppressed" for rows in found.values() for row in rows)


@pytest.mark.usefixtures("care")
def test_what_was_withheld_stays_so_and_a_revision_gives_nothing_away(bob: User, figures: WriteFile) -> None:
    delivered(bob, of_county(figures, E07000105=3), timezone.now())
    before = withheld()
    delivered(bob, of_county(figures, "b.csv", E07000105=30, E07000113=2), timezone.now())
    assert before | {SWALE} <= withheld()
    reasons = set(models.Withheld.objects.values_list("area", "why"))
    assert {(ASHFORD, "small"), (ASHFORD, "kept_from_before"), (SWALE, "small")} <= reasons


@pytest.mark.usefixtures("care")
def test_a_release_set_for_a_later_day_is_decided_before_anybody_sees_it(
    bob: User, figures: WriteFile
) -> None:
    later = timezone.now() + timedelta(days=30)
    ref = delivered(bob, of_county(figures, E07000105=3))
    publish_release(bob, ref, later)
    assert seen() == {}
    assert ASHFORD in withheld(moment=later + timedelta(minutes=1))
    assert len(withheld(moment=later + timedelta(minutes=1))) == 2


@pytest.mark.usefixtures("care")
def test_nothing_is_shown_of_releases_that_were_not_decided_together(bob: User, figures: WriteFile) -> None:
    delivered(bob, of_county(figures), timezone.now())
    models.Showing.objects.all().delete()
    assert withheld() == {KENT, *DISTRICTS}


def test_protection_that_begins_later_withholds_what_it_still_can(bob: User, figures: WriteFile) -> None:
    define_measure(bob, Measure("care", "Children in care", "children", "count"))
    publish_measure(bob, "care")
    delivered(bob, of_county(figures, E07000105=3), timezone.now())
    revise_measure(bob, Measure("care", CARE.title, "children", "count", protection="small-numbers"))
    assert withheld() == {ASHFORD}, "the others were public with it, so that withholding them hides nothing"


@pytest.mark.usefixtures("care")
def test_a_count_that_earlier_figures_give_away_is_not_published(bob: User, figures: WriteFile) -> None:
    delivered(bob, of_county(figures), timezone.now())
    other = f"care,{ASHFORD},2017-04-01/P1Y,3"
    early = figures(*(f"care,{area},2017-04-01/P1Y,20" for area in DISTRICTS[1:]), name="b.csv")
    delivered(bob, early, timezone.now())
    total = figures(f"care,{KENT},2017-04-01/P1Y,223", name="c.csv")
    delivered(bob, total, timezone.now())
    with pytest.raises(Refused, match="could be worked out from what was published before"):
        delivered(bob, figures(other, name="d.csv"), timezone.now())
    assert "2017-04-01/P1Y" not in str(seen().get(ASHFORD))


def test_a_share_is_withheld_for_its_numerator_and_a_gap_with_it(bob: User, figures: WriteFile) -> None:
    share = Measure(
        "placed", "Children placed nearby", "%", "proportion", Decimal(100), protection="small-numbers"
    )
    define_measure(bob, share)
    define_measure(
        bob, Measure("placed-gap", "The gap", "points"), gap=Gap("placed-gap", "placed", "sex=f", "sex=m")
    )
    for ref in ("placed", "placed-gap"):
        publish_measure(bob, ref)
    header = "measure,area,period,value,numerator,denominator,group"
    rows = [f"placed,{KENT},{PERIOD},50,20,40,", f"placed,{KENT},{PERIOD},15,3,20,sex=f",
            f"placed,{KENT},{PERIOD},85,17,20,sex=m"]  # fmt: skip
    delivered(bob, figures(*rows, header=header), timezone.now())
    assert withheld(ref="placed") == {f"{KENT}sex=f", f"{KENT}sex=m"}
    row = seen("placed")[f"{KENT}sex=f"]
    assert (row.value, row.numerator, row.denominator) == (None, None, None)
    assert withheld(ref="placed-gap") == {KENT}


def test_published_counts_are_rounded_where_that_is_the_policy(bob: User, figures: WriteFile) -> None:
    define_measure(
        bob, Measure("care", "Children", "children", "count", protection="small-numbers-sensitive")
    )
    publish_measure(bob, "care")
    delivered(bob, of_county(figures, E07000105=3, E07000113=0, E07000116=23), timezone.now())
    assert {ASHFORD, SWALE} <= withheld()
    shown = [row.value for row in seen().values() if row.value is not None]
    assert all(value % 5 == 0 for value in shown)


def test_protection_is_refused_where_nobody_is_counted(bob: User) -> None:
    with pytest.raises(Refused, match="counts no people"):
        define_measure(bob, Measure("wait", "Wait", "days", "mean", protection="small-numbers"))
    with pytest.raises(Refused, match="no policy on small numbers"):
        define_measure(bob, Measure("care", "Care", "children", "count", protection="../secret"))


@pytest.mark.usefixtures("care")
def test_a_share_without_its_count_is_refused(bob: User, figures: WriteFile) -> None:
    define_measure(bob, Measure("rate", "Rate", "per 1,000", "rate", protection="small-numbers"))
    with pytest.raises(Refused, match="counts nobody"):
        delivered(bob, figures(f"rate,{KENT},{PERIOD},1.5"), timezone.now())


def test_a_councils_own_policy_is_read_from_its_folder(bob: User, figures: WriteFile, tmp_path: Path) -> None:
    folder = tmp_path / "protection"
    folder.mkdir()
    said = "ref: ours\nfrom: 2026-04-01\nsource: Information governance board\nthreshold: 10\ninterval: 8\n"
    (folder / "ours.yaml").write_text(said)
    define_measure(bob, Measure("care", "Children", "children", "count", protection="ours"))
    publish_measure(bob, "care")
    delivered(bob, of_county(figures, E07000105=9), timezone.now())
    assert ASHFORD in withheld()


@pytest.mark.usefixtures("care")
def test_the_download_withholds_what_the_page_does(bob: User, figures: WriteFile, client: Client) -> None:
    delivered(bob, of_county(figures, E07000105=3), timezone.now())
    answer = client.get("/measures/care/data.json")
    held = {row["area"]: row for row in json.loads(answer.content)["rows"]}
    assert held[ASHFORD]["value"] is None
    assert held[ASHFORD]["status"] == "suppressed"
    assert {area for area, row in held.items() if row["status"] == "suppressed"} == withheld()


@pytest.mark.usefixtures("care")
def test_a_baseline_of_a_protected_measure_is_not_told_to_the_public(bob: User, figures: WriteFile) -> None:
    year = read_period("2015-04-01/P1Y")
    set_target(
        bob,
        Target(
            "care",
            ASHFORD,
            read_period("2018-04-01/P1Y"),
            Decimal(1),
            baseline=Decimal(4),
            baseline_period=year,
        ),
    )
    revise_measure(bob, replace(CARE, polarity="low_is_good"), reason="Fewer is better")
    delivered(bob, of_county(figures, E07000105=30), timezone.now())
    told = {
        viewer: queries.verdicts(
            ["care"], [ASHFORD], viewer=viewer, now=timezone.now(), policy="every-question"
        )
        for viewer in (bob, AnonymousUser())
    }
    values = {who: {each.base_value for said in of.values() for each in said} for who, of in told.items()}
    assert Decimal(4) in values[bob], "officers see it"
    assert Decimal(4) not in values[AnonymousUser()]
