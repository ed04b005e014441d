"""Real sets whole, every question: each row accounted for, each missing answer explained by the data."""

import pandas as pd
import pytest

from tests.bench import bench_real, real, real_child, real_why

PRESENT = [source for source in real.SETS if source.paths() and source.name in ("counts", "power")]


@pytest.mark.skipif(not PRESENT, reason="the real sets are not beside the project")
@pytest.mark.parametrize("source", PRESENT, ids=lambda source: source.name)
def test_every_row_and_every_missing_answer_of_a_real_set_is_accounted_for(source: real.RealSet) -> None:
    found = real_child.judge(source)
    assert found["rows"] == found["kept"] + found["refused"] + found["repeats"]
    assert sum(count for count, _ in found["reasons"]) >= found["refused"]
    unanswered = sum(verdicts.get("cannot_judge", 0) for verdicts in found["verdicts"].values())
    assert unanswered == sum(count for _, count, _ in found["why"])
    assert all(sum(verdicts.values()) == found["series"] for verdicts in found["verdicts"].values())
    printed = bench_real.reason_lines(found)
    assert printed[0].strip().startswith(f"{unanswered:,} times cannot_judge")


def test_an_answer_that_no_cause_explains_stops_the_benchmark() -> None:
    series = pd.DataFrame({"few": [True, False]}, index=["a", "b"])
    with pytest.raises(AssertionError, match="too_few_points of 1 series is not explained: b"):
        real_why._causes("regression", "too_few_points", series)


def test_nobody_has_declared_a_polarity_for_what_the_ministries_publish() -> None:
    said = [source.measure("set/a_percent").polarity for source in real.SETS if source.name != "ons"]
    assert set(said) == {""}
