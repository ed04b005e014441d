"""Compactions: many releases as one file, which nobody can tell from the releases themselves."""

import os
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine import compaction, merge
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.compaction import compact, found, in_use
from goldenthread.engine.release import Release, current
from goldenthread.engine.store import ObservationStore

FIRST = datetime(2017, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
MEASURES, AREAS = ("births", "deaths", "visits", "works"), ("E06000035", "E10000016", "W06000001")
DELIVERY = st.dictionaries(
    st.tuples(
        st.sampled_from(MEASURES),
        st.sampled_from(AREAS),
        st.sampled_from(["2014-04-01/P1Y", "2015-04-01/P1Y", "2015-04-01/P3M"]),
        st.sampled_from(["", "sex=male"]),
    ),
    st.one_of(
        st.none(),
        st.decimals(min_value=-1000, max_value=1000, places=2),
        st.sampled_from([Decimal("99999999999999999999"), Decimal("0.123456789012345678")]),
    ),
    min_size=1,
    max_size=20,
)


def table(delivery: dict) -> pa.Table:
    rows = [
        {
            **dict(zip(("measure", "area", "period", "group"), key, strict=True)),
            "value": value,
            "denominator": value,
            "status": "missing" if value is None else "normal",
            "qualifier": "",
            "note": "withdrawn" if value is None else "",
        }
        for key, value in delivery.items()
    ]
    return pa.Table.from_pylist(rows, schema=OBSERVATIONS)


def released(store: ObservationStore, *deliveries: dict) -> list[Release]:
    """One release a day."""
    return [
        Release(store.write_segment(table(each)), FIRST + at * DAY, frozenset(key[0] for key in each))
        for at, each in enumerate(deliveries)
    ]


def names(releases: list[Release]) -> list[str]:
    return [release.segment for release in releases]


def said(found_: pa.Table) -> list[dict]:
    return found_.to_pylist()


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_nobody_can_tell_whether_releases_were_compacted(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever was compacted, whoever sees which releases, on whatever day, of whatever is asked."""
    deliveries = data.draw(st.lists(DELIVERY, min_size=1, max_size=5))
    plain, other = (ObservationStore(tmp_path_factory.mktemp("s")) for _ in range(2))
    releases = released(plain, *deliveries)
    released(other, *deliveries)
    for size in data.draw(st.lists(st.integers(1, len(releases)), max_size=3)):
        compact(other, names(releases)[:size])
    seen = [each for each in releases if data.draw(st.booleans())] or releases
    asked = {
        "as_known_on": data.draw(st.none() | st.integers(-1, 5).map(lambda days: FIRST + days * DAY)),
        "measures": data.draw(st.none() | st.lists(st.sampled_from(MEASURES))),
        "areas": data.draw(st.none() | st.lists(st.sampled_from(AREAS))),
    }
    for wanted in (releases, seen):
        assert said(current(other, wanted, **asked)) == said(current(plain, wanted, **asked))


OLD = {("births", area, "2014-04-01/P1Y", ""): Decimal("1.5") for area in AREAS}
NEW = {
    ("births", AREAS[0], "2014-04-01/P1Y", ""): Decimal("2.25"),
    ("works", AREAS[0], "2015-04-01/P3M", ""): None,
}
LATER = {("deaths", AREAS[1], "2015-04-01/P3M", ""): Decimal(7)}


@pytest.fixture
def store(tmp_path: Path) -> ObservationStore:
    return ObservationStore(tmp_path / "observations")


def test_a_compaction_is_read_in_place_of_the_releases_that_it_stands_for(store: ObservationStore) -> None:
    releases = released(store, OLD, NEW, LATER)
    before = said(current(store, releases))
    compact(store, names(releases)[:2])
    for release in releases[:2]:
        store.path(release.segment).unlink()
    assert said(current(store, releases)) == before


def test_it_does_not_stand_for_other_releases_or_another_order(store: ObservationStore) -> None:
    first, second, third = names(released(store, OLD, NEW, LATER))
    made = compact(store, [first, second])
    assert found(store, [first, second, third]) == made
    assert found(store, [first, third]) is None
    assert found(store, [second, first]) is None
    assert found(store, [first]) is None


def test_the_next_compaction_is_made_from_the_last_and_what_came_since(store: ObservationStore) -> None:
    releases = released(store, OLD, NEW, LATER)
    whole = said(current(store, releases))
    compact(store, names(releases)[:2])
    for release in releases[:2]:
        store.path(release.segment).unlink()
    made = compact(store, names(releases))
    assert made.releases == 3
    store.path(releases[2].segment).unlink()
    assert said(current(store, releases)) == whole


def test_rows_stand_by_area_too(store: ObservationStore) -> None:
    made = compact(store, names(released(store, OLD, NEW, LATER)))
    assert made.by_area.lead == "a"
    wanted = said(made.by_measure.one(None, [AREAS[0]]))
    assert said(made.by_area.one(None, [AREAS[0]])) == wanted and len(wanted) == 2


def test_the_sweep_keeps_the_compactions_that_are_read_and_no_others(store: ObservationStore) -> None:
    releases = names(released(store, OLD, NEW, LATER))
    older, newer = compact(store, releases[:2]), compact(store, releases)
    long_ago = time.time() - 7200
    for path in store.folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    swept = store.sweep([*releases, *in_use(store, releases)])
    assert swept == tuple(sorted(f"{older.name}{part}.parquet" for part in (".area", ".measure")))
    assert found(store, releases) == newer
    assert store.segments() == tuple(sorted(releases))


@pytest.mark.parametrize("step", ["_write", "write_by_area"])
def test_one_that_fails_half_way_leaves_everything_as_it_was(
    step: str, store: ObservationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = released(store, OLD, NEW)
    before, files = said(current(store, releases)), sorted(store.folder.iterdir())
    real = getattr(compaction, step)

    def fails(*given_: object) -> None:
        real(*given_)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compaction, step, fails)
    with pytest.raises(OSError, match="No space"):
        compact(store, names(releases))
    assert sorted(store.folder.iterdir()) == files
    assert said(current(store, releases)) == before


def test_memory_is_not_asked_for_all_rows_at_once(
    store: ObservationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ranges of measures and areas are merged one after another, a large measure's too."""
    many = {("births", f"E0600{at:04}", "2014-04-01/P1Y", ""): Decimal(at) for at in range(400)}
    releases = released(store, many, {key: value + 1 for key, value in many.items() if value % 3 == 0})
    before = said(current(store, releases))
    parts: list[int] = []
    whole = compaction.merged

    def watched(runs: list[merge.Run], bounds: list[merge.Key | None]) -> object:
        for part in whole(runs, bounds):
            parts.append(part.num_rows)
            yield part

    monkeypatch.setattr(compaction, "merged", watched)
    monkeypatch.setattr(compaction, "Samples", lambda: merge.Samples(rows_in_part=50))
    compact(store, names(releases))
    assert max(parts) < 100 and len(parts) > 5
    assert said(current(store, releases)) == before
