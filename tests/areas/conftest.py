"""What the tests of several areas ask for."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from goldenthread.engine.spark_session import check_spark, session
from goldenthread.rules.refusal import Refused


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """One local Spark of two workers for all tests: it takes ten seconds to start.

    Where there is no Java 17 or no pyspark the tests are skipped, and say so; where GOLDENTHREAD_SPARK_TESTS
    is `required` they fail.
    """
    try:
        check_spark()
    except Refused as refused:
        if os.environ.get("GOLDENTHREAD_SPARK_TESTS") == "required":
            pytest.fail(f"{refused}: and the Spark tests must run here")
        pytest.skip(f"SPARK TESTS NOT RUN: {refused}")
    started = session()
    yield started
    started.stop()
