"""The people of one quarter, and the council they work for."""

from pathlib import Path

import pytest

from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from tests.areas.reporting.quarter import lay_ground, open_quarter, person


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, settings: object) -> None:
    """Every test has its own folder of observations."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    settings.OBSERVATIONS = tmp_path / "observations"  # type: ignore[attr-defined]


@pytest.fixture
def ground(council: CouncilFacts) -> None:
    """A council with services, measures and actions."""
    lay_ground()


@pytest.fixture
def quarter(ground: None) -> str:
    """Its second quarter, open; the ref."""
    return open_quarter()


@pytest.fixture
def lara(db: None) -> User:
    """The lead of adult care."""
    return person("lara", "service_lead", "care")


@pytest.fixture
def leo(db: None) -> User:
    """The lead of roads."""
    return person("leo", "service_lead", "roads")


@pytest.fixture
def amir(db: None) -> User:
    """The head of adults and health, who approves."""
    return person("amir", "approver", "people")
