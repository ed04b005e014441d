"""Releases one after another: what is known now, what was known on a day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.release import Release, current, history
from goldenthread.engine.store import ObservationStore

FIRST = datetime(2017, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)

Figures = dict[tuple[str, str, str], str]
"""Values, empty for missing, by measure, area and period."""


def table(figures: Figures) -> pa.Table:
    rows = [
        {
            "measure": measure,
            "area": area,
            "period": period,
            "group": "",
            "value": value or None,
            "status": "normal" if value else "missing",
            "qualifier": "",
            "note": "",
        }
        for (measure, area, period), value in figures.items()
    ]
    texts = pa.schema([(name, pa.string()) for name in OBSERVATIONS.names])
    return pa.Table.from_pylist(rows, schema=texts).cast(OBSERVATIONS)


def released(store: ObservationStore, *deliveries: Figures) -> list[Release]:
    """One release a day."""
    return [Release(store.write_segment(table(each)), FIRST + at * DAY) for at, each in enumerate(deliveries)]


def figures(found: pa.Table) -> Figures:
    return {
        (row["measure"], row["area"], row["period"]): ""
        if row["value"] is None
        else f"{row['value'].normalize():f}"
        for row in found.to_pylist()
    }


@pytest.fixture
def store(tmp_path: Path) -> ObservationStore:
    return ObservationStore(tmp_path)


OLD: Figures = {("m", "E1", "2016"): "1", ("m", "E2", "2016"): "2"}
REVISED: Figures = {("m", "E1", "2016"): "1.5", ("m", "E1", "2017"): "3"}
WITHDRAWN: Figures = {("m", "E2", "2016"): ""}


def test_a_later_release_wins_key_by_key(store: ObservationStore) -> None:
    assert figures(current(store, released(store, OLD, REVISED))) == OLD | REVISED


def test_a_withdrawn_figure_is_missing_not_gone(store: ObservationStore) -> None:
    found = current(store, released(store, OLD, WITHDRAWN))
    (row,) = [row for row in found.to_pylist() if row["area"] == "E2"]
    assert (row["value"], row["status"]) == (None, "missing")


def test_what_was_known_on_a_day_leaves_out_what_came_after(store: ObservationStore) -> None:
    releases = released(store, OLD, REVISED, WITHDRAWN)
    assert figures(current(store, releases, as_known_on=FIRST - DAY)) == {}
    assert figures(current(store, releases, as_known_on=FIRST)) == OLD
    assert figures(current(store, releases, as_known_on=FIRST + DAY + DAY / 2)) == OLD | REVISED
    assert figures(current(store, releases, as_known_on=FIRST + 9 * DAY)) == OLD | REVISED | WITHDRAWN


def test_releases_count_in_the_order_in_which_they_were_known_not_listed(store: ObservationStore) -> None:
    releases = released(store, OLD, REVISED)
    assert figures(current(store, releases[::-1])) == OLD | REVISED


def test_of_two_releases_from_the_same_moment_the_second_listed_wins(store: ObservationStore) -> None:
    first, second = released(store, OLD, REVISED)
    at_once = [first, Release(second.segment, first.known_from)]
    assert figures(current(store, at_once)) == OLD | REVISED


def test_history_says_from_when_until_when_each_row_was_known(store: ObservationStore) -> None:
    rows = history(store, released(store, OLD, REVISED)).to_pylist()
    said = [(row["area"], row["period"], row["value"], row["known_from"], row["known_to"]) for row in rows]
    assert said == [
        ("E1", "2016", Decimal(1), FIRST, FIRST + DAY),
        ("E1", "2016", Decimal("1.5"), FIRST + DAY, None),
        ("E1", "2017", Decimal(3), FIRST + DAY, None),
        ("E2", "2016", Decimal(2), FIRST, None),
    ]


def test_only_one_measure_may_be_asked_for(store: ObservationStore) -> None:
    other: Figures = {("n", "E1", "2016"): "9"}
    releases = released(store, OLD, other)
    assert figures(current(store, releases, measures=["n"])) == other
    assert figures(current(store, releases, areas=["E2"])) == {("m", "E2", "2016"): "2"}


def test_no_release_is_an_empty_table(store: ObservationStore) -> None:
    assert current(store, []).schema == OBSERVATIONS
    assert history(store, []).num_rows == 0


KEYS = st.tuples(st.sampled_from("mn"), st.sampled_from(["E1", "E2"]), st.sampled_from(["2016", "2017"]))
DELIVERIES = st.lists(st.dictionaries(KEYS, st.sampled_from(["", "1", "2.5"]), min_size=1), max_size=5)


@settings(max_examples=40, deadline=None)
@given(DELIVERIES, st.integers(0, 5))
def test_the_current_table_is_the_releases_laid_one_on_another(
    tmp_path_factory: pytest.TempPathFactory, deliveries: list[Figures], days: int
) -> None:
    store = ObservationStore(tmp_path_factory.mktemp("s"))
    releases = released(store, *deliveries)
    expected: Figures = {}
    for each in deliveries[:days]:
        expected |= each
    known = current(store, releases, as_known_on=FIRST + days * DAY - DAY)
    assert figures(known) == expected
    assert known.num_rows == len(expected)
