"""A council with two measures, and files of their figures."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.measures.commands import define_measure
from goldenthread.people.models import User
from goldenthread.rules.measure import Measure

KENT, ASHFORD = "E10000016", "E07000105"
NEET = Measure("neet", "Young people not in education, employment or training", "%", polarity="low_is_good")
GCSE = Measure("gcse", "Pupils with good GCSEs", "%", polarity="high_is_good", decimals=1)

HEADER = "measure,area,period,value,group,status,qualifier,note"

WriteFile = Callable[..., Path]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, settings: object) -> None:
    """Every test has its own folder of observations."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    settings.OBSERVATIONS = tmp_path / "observations"  # type: ignore[attr-defined]


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def measures(bob: User) -> None:
    for measure in (NEET, GCSE):
        define_measure(bob, measure)


@pytest.fixture
def figures(tmp_path: Path) -> WriteFile:
    """Writes a file of plain observations: each row is `measure,area,period,value` and what follows."""

    def write(*rows: str, name: str = "figures.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        width = header.count(",")
        full = [row + "," * (width - row.count(",")) for row in rows]
        path.write_text("\n".join([header, *full]) + "\n")
        return path

    return write
