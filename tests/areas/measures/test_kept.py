"""Verdicts are kept, and judged again only where what they were made from has changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from goldenthread.engine.policy import read_policy
from goldenthread.measures.commands import import_release, rehearse_import, revise_measure, set_target
from goldenthread.measures.kept import kept_verdicts, refresh_verdicts, store_of
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.rules.measure import Target
from goldenthread.rules.period import read_period
from tests.areas.measures.conftest import KENT, NEET, WriteFile

pytestmark = pytest.mark.django_db

ANNUAL, QUARTERLY = read_policy("kent-annual-report-2017"), read_policy("kent-quarterly-2020")
TODAY = date(2018, 1, 1)
ROWS = (
    f"neet,{KENT},2016,3.0",
    f"neet,{KENT},2017,2.8",
    f"gcse,{KENT},2016,58.0",
    f"gcse,{KENT},2017,58.1",
)


@pytest.fixture(autouse=True)
def delivered(bob: User, measures: None, figures: WriteFile) -> None:
    import_release(bob, rehearse_import(bob, [figures(*ROWS)]))


def refreshed(policy=ANNUAL) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    done = refresh_verdicts(None, policy, TODAY)
    return done.judged, done.kept


def said(ref: str, question: str, policy=ANNUAL) -> str:  # type: ignore[no-untyped-def]
    rows = kept_verdicts(None, policy, [ref]).to_pylist()
    return str(next(row["verdict"] for row in rows if row["question"] == question))


def test_everything_is_judged_once_and_then_kept() -> None:
    assert refreshed() == (2, 0)
    assert (said("neet", "direction_1y"), said("gcse", "direction_1y")) == ("improving", "maintaining")
    assert refreshed() == (0, 2)


def test_a_release_touches_its_own_measure_alone(bob: User, figures: WriteFile) -> None:
    refreshed()
    import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2017,3.4")]))
    assert refreshed() == (1, 1)
    assert (said("neet", "direction_1y"), said("gcse", "direction_1y")) == ("not_improving", "maintaining")


def test_a_target_touches_its_own_measure_alone(bob: User) -> None:
    refreshed(QUARTERLY)
    set_target(bob, Target("neet", KENT, read_period("2016"), Decimal(2), Decimal(3)))
    assert refreshed(QUARTERLY) == (1, 1)
    assert said("neet", "target", QUARTERLY) == "amber"


def test_a_definition_touches_its_own_measure_alone(bob: User) -> None:
    refreshed()
    revise_measure(bob, replace(NEET, polarity="high_is_good"), reason="To see what follows")
    assert refreshed() == (1, 1)
    assert said("neet", "direction_1y") == "not_improving"


def test_each_policy_keeps_its_own_verdicts() -> None:
    refreshed()
    assert refreshed(QUARTERLY) == (2, 0)
    assert said("gcse", "regression", QUARTERLY) == "cannot_judge"


def test_many_changes_leave_few_files(bob: User, figures: WriteFile) -> None:
    for tenths in range(20):
        import_release(bob, rehearse_import(bob, [figures(f"neet,{KENT},2017,3.{tenths}")]))
        refreshed()
    folder = Path(store_of(ANNUAL).folder)
    assert len(list(folder.glob("*.parquet"))) <= 16
    assert (said("neet", "direction_1y"), said("gcse", "direction_1y")) == ("not_improving", "maintaining")


def test_the_public_has_no_verdicts_that_are_not_published() -> None:
    with pytest.raises(NotAllowed):
        kept_verdicts(AnonymousUser(), ANNUAL)  # type: ignore[arg-type]


def test_a_measure_of_a_fixed_definition_keeps_its_key() -> None:
    refreshed()
    before = store_of(ANNUAL).index()["neet"].key
    refresh_verdicts(None, ANNUAL, date(2019, 5, 5))
    assert store_of(ANNUAL).index()["neet"].key == before
    assert NEET.ref in store_of(ANNUAL).index()
