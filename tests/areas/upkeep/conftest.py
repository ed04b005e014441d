"""The Kent example, loaded once for every test that reads it, and what a resident may read of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from goldenthread.people.commands.account import add_officer
from goldenthread.upkeep.demo_home import KENT
from goldenthread.upkeep.example import Loaded, Loaders, load_example

SHARED = Path(__file__).parents[4] / "shared"
ONS = SHARED / "data" / "ons_explore_local_statistics"
RESIDENT = AnonymousUser()


@dataclass(frozen=True, slots=True)
class Kent:
    """The example as it was loaded, and who loaded it."""

    loaded: Loaded
    who: Loaders

    @property
    def now(self) -> datetime:
        return timezone.now()


def loaders() -> Loaders:
    """A strategy officer and a performance officer."""
    strategy = add_officer("strategy-officer", "wsgh-7yfk-mq3d", ["strategy"])
    return Loaders(strategy, add_officer("performance-officer", "wsgh-7yfk-mq3d", ["performance"]))


@pytest.fixture(scope="module")
def kent(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kent]:
    """The Kent example, published; everything is taken back after the module's last test."""
    store = tmp_path_factory.mktemp("kent") / "observations"
    with django_db_blocker.unblock(), override_settings(OBSERVATIONS=store), transaction.atomic():  # type: ignore[attr-defined]
        who = loaders()
        yield Kent(load_example(KENT, who), who)
        transaction.set_rollback(True)
