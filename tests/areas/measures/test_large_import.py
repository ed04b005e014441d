"""A delivery too large for the memory: rehearsed and brought in as any other."""

from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.engine import observation_stream
from goldenthread.engine.observation_stream import Sizes
from goldenthread.measures.commands import import_release, rehearse_import
from goldenthread.measures.compacting import compact_observations
from goldenthread.measures.queries import releases, series
from goldenthread.measures.reading import observation_store
from goldenthread.people.models import User
from goldenthread.rules.refusal import Refused
from tests.areas.measures.conftest import ASHFORD, KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]

COUNTS = ("added", "changed", "same", "refused", "repeats", "unread", "fault_count", "newest", "fingerprint")
FIRST = ("first_added", "first_changed", "first_same")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> object:
    """Every delivery is large, and little fits into memory."""

    def begin() -> None:
        monkeypatch.setattr(observation_stream, "LARGE", 0)
        monkeypatch.setattr(observation_stream, "Sizes", lambda: Sizes(text=200, rows=5, part=7, runs=3))

    return begin


def figures_of(bob: User) -> list[str]:
    found = [
        each for area in (KENT, ASHFORD) for each in series("neet", area, viewer=bob, now=timezone.now())
    ]
    return [f"{each.area} {each.period} {each.value}" for each in found]


@pytest.mark.parametrize("compacted", [True, False])
def test_a_large_delivery_is_rehearsed_as_a_small_one_is(
    compacted: bool, bob: User, figures: WriteFile, large: object
) -> None:
    held = [f"neet,{area},{year},{year % 7}" for area in (KENT, ASHFORD) for year in range(2001, 2012)]
    import_release(bob, rehearse_import(bob, [figures(*held)]))
    import_release(bob, rehearse_import(bob, [figures(f"gcse,{KENT},2005,9", f"neet,{KENT},2005,8")]))
    if compacted:
        compact_observations(bob)
    delivered = [*held[:9], f"neet,{KENT},2011,44", f"gcse,{ASHFORD},2011,4", "neet,nowhere,2011,4", held[0]]
    file = figures(*delivered, name="more.csv")
    small = rehearse_import(bob, [file])
    large()
    found = rehearse_import(bob, [file])
    assert found.prepared is not None and small.prepared is None
    assert {name: getattr(found, name) for name in COUNTS} == {name: getattr(small, name) for name in COUNTS}
    for name in FIRST:
        assert sorted(map(str, getattr(found, name))) == sorted(map(str, getattr(small, name)))


def test_a_large_delivery_is_brought_in_whole(bob: User, figures: WriteFile, large: object) -> None:
    file = figures(
        *(f"neet,{area},{year},{year % 7}" for area in (KENT, ASHFORD) for year in range(2001, 2012))
    )
    large()
    done = import_release(bob, rehearse_import(bob, [file]))
    [release] = releases(bob, timezone.now())
    assert (release.ref, release.rows, release.measures) == (done.release, 22, {"neet"})
    assert release.areas == {KENT, ASHFORD} and len(figures_of(bob)) == 22
    assert observation_store().is_whole(release.segment)


def test_one_with_a_refused_row_leaves_nothing_behind(bob: User, figures: WriteFile, large: object) -> None:
    file = figures(f"neet,{KENT},2016,3", f"neet,{KENT},2017,lots")
    large()
    with pytest.raises(Refused, match=r"figures.csv:3:value: 'lots'"):
        import_release(bob, rehearse_import(bob, [file]))
    assert releases(bob, timezone.now()) == () and observation_store().place.names() == ()


def test_the_plain_table_is_written_a_piece_at_a_time(
    tmp_path: Path, figures: WriteFile, large: object, capsys: pytest.CaptureFixture[str]
) -> None:
    file = figures(*(f"neet,{KENT},{year},{year % 7}" for year in range(2001, 2030)))
    outs = [tmp_path / name for name in ("small.csv", "large.csv")]
    assert outcome(["observations", "read", str(file), "--out", str(outs[0])]) == 0
    large()
    assert outcome(["observations", "read", str(file), "--out", str(outs[1])]) == 0
    assert outs[1].read_bytes() == outs[0].read_bytes()
