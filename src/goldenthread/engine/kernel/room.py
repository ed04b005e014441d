"""The rooms of the engine: one for each rule that whole columns can answer."""

from collections.abc import Mapping
from typing import Final

from goldenthread.engine.kernel.asked import Room
from goldenthread.engine.kernel.assurance import assurance
from goldenthread.engine.kernel.comparison import comparison
from goldenthread.engine.kernel.direction import direction
from goldenthread.engine.kernel.recent_trend import recent_trend
from goldenthread.engine.kernel.regression import regression
from goldenthread.engine.kernel.significance import significance
from goldenthread.engine.kernel.target import expected_range, target
from goldenthread.engine.kernel.trajectory import trajectory
from goldenthread.engine.kernel.variation import variation

ROOMS: Final[Mapping[str, Room]] = {
    "variance": direction,
    "target": target,
    "expected_range": expected_range,
    "regression": regression,
    "comparison": comparison,
    "significance": significance,
    "recent_trend": recent_trend,
    "trajectory": trajectory,
    "variation": variation,
    "assurance": assurance,
}
"""A rule without a room is asked series by series: the answers are the same, and slower."""
