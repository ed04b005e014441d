"""On figures in which nothing happens, each question claims something about as often as theory says.

`./run bench noise` prints the rates on 10,000 series. Here there are 1,000, and the bounds allow for that.
"""

import math

import pytest

from tests.bench.noise import ALARMS, COUNCILS, Asked, alarms

MEASURES = 10
SERIES = MEASURES * COUNCILS


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    """The rate of each question, all asked of the same noise."""
    return dict(zip((each.said for each in ALARMS), alarms(MEASURES), strict=True))


@pytest.mark.parametrize("asked", ALARMS, ids=lambda asked: asked.said)
def test_false_alarms_are_as_rare_as_theory_says(asked: Asked, found: dict[str, float]) -> None:
    """Within four standard errors above what theory gives; below it, not silent where it should speak."""
    rate = found[asked.said]
    error = math.sqrt(asked.theory * (1 - asked.theory) / SERIES)
    assert rate <= asked.theory + 4 * error
    if asked.theory >= 0.05:
        assert rate >= asked.theory - 4 * error
