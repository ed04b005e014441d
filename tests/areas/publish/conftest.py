"""A council with two public measures, their figures, and a kind of edition that is made of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.measures.commands import define_measure, import_release, publish_measure, rehearse_import
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.publish.commands.edition import begin_edition
from goldenthread.publish.kinds.kind import KINDS, Scope
from goldenthread.rules.measure import Measure
from tests.areas.publish.invented_kind import InventedKind

KENT = "E10000016"
REF = "report-2024"
Deliver = Callable[..., str]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: object) -> Path:
    """Every test has its own folder of editions and of observations."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    settings.OBSERVATIONS = tmp_path / "observations"  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def deliver(tmp_path: Path, bob: User) -> Deliver:
    """Brings in figures, each `measure,period,value`, and publishes them at once."""

    def bring(*rows: str, status: str = "normal") -> str:
        path = tmp_path / "figures.csv"
        full = [f"{m},{KENT},{period},{value},{status}" for m, period, value in (r.split(",") for r in rows)]
        path.write_text("\n".join(["measure,area,period,value,status", *full]) + "\n")
        return import_release(bob, rehearse_import(bob, [path]), publish_at=timezone.now()).release

    return bring


@pytest.fixture
def figures(council: CouncilFacts, bob: User, deliver: Deliver) -> None:
    """Young people out of work rose from 5 to 6 in a hundred, and good GCSEs from 60 to 64."""
    for measure in (
        Measure("neet", "Young people out of work", "%", polarity="low_is_good"),
        Measure("gcse", "Good GCSEs", "%", polarity="high_is_good"),
    ):
        define_measure(bob, measure)
        publish_measure(bob, measure.ref)
    deliver(
        "neet,2022-04-01/P1Y,5", "neet,2023-04-01/P1Y,6", "gcse,2022-04-01/P1Y,60", "gcse,2023-04-01/P1Y,64"
    )


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> InventedKind:
    """A kind of edition that only these tests know."""
    kind = InventedKind()
    monkeypatch.setitem(KINDS, kind.ref, kind)  # type: ignore[misc]
    return kind


@pytest.fixture
def draft(figures: None, invented: InventedKind, alice: User) -> str:
    """An edition that alice, a strategy officer, has begun."""
    return begin_edition(alice, "invented", REF, Scope(area=KENT))
