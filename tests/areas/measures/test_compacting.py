"""Compacting an installation's releases: nobody reads anything else than before."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.engine.compaction import found
from goldenthread.measures import compacting
from goldenthread.measures.commands import import_release, publish_measure, rehearse_import
from goldenthread.measures.compacting import compact_observations, compact_when_due, release_lists
from goldenthread.measures.delivery import sweep_orphans
from goldenthread.measures.models import Release
from goldenthread.measures.queries import series
from goldenthread.measures.reading import observation_store
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from tests.areas.measures.conftest import KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]


def bring_in(who: User, path: Path, *, public: bool) -> None:
    import_release(who, rehearse_import(who, [path]), publish_at=timezone.now() if public else None)


@pytest.fixture
def delivered(bob: User, measures: None, figures: WriteFile) -> None:
    """Three releases, the one in the middle not public; the first came a week ago."""
    bring_in(bob, figures(f"neet,{KENT},2015,3.3", f"neet,{KENT},2016,3.0"), public=True)
    bring_in(bob, figures(f"neet,{KENT},2016,9.9", f"gcse,{KENT},2016,61.5"), public=False)
    bring_in(bob, figures(f"neet,{KENT},2017,2.8"), public=True)
    publish_measure(bob, "neet")
    first = Release.objects.order_by("id")[0]
    first.received_at -= timedelta(days=7)
    first.save()


def read(who: User | AnonymousUser, known_on: date | None = None) -> list[str]:
    points = series("neet", KENT, viewer=who, now=timezone.now(), as_known_on=known_on)
    return [str(each.value) for each in points]


@pytest.mark.usefixtures("delivered")
def test_officers_and_the_public_read_what_they_read_before_on_any_day(bob: User) -> None:
    week_ago = timezone.localdate() - timedelta(days=3)
    views = [(who, day) for who in (bob, AnonymousUser()) for day in (None, week_ago)]
    before = [read(*view) for view in views]
    done = compact_observations(bob)
    assert (done.releases, done.rows, done.public_rows) == (3, 4, 3)
    assert [read(*view) for view in views] == before
    assert before == [["3.3", "9.9", "2.8"], ["3.3", "3"], ["3.3", "3", "2.8"], ["3.3", "3"]]


@pytest.mark.usefixtures("delivered")
def test_a_release_that_came_since_is_read_with_the_compaction(bob: User, figures: WriteFile) -> None:
    compact_observations(bob)
    bring_in(bob, figures(f"neet,{KENT},2015,1.1"), public=True)
    assert read(bob) == ["1.1", "9.9", "2.8"] and read(AnonymousUser()) == ["1.1", "3", "2.8"]


@pytest.mark.usefixtures("delivered")
def test_it_is_a_recorded_act_that_needs_a_permission(bob: User, charlie: User) -> None:
    with pytest.raises(NotAllowed):
        compact_observations(charlie)
    compact_observations(bob)
    assert TrailEntry.objects.get(act="compact_observations").who == bob


@pytest.mark.usefixtures("delivered")
def test_the_sweep_leaves_both_compactions(bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    compact_observations(bob)
    monkeypatch.setattr("goldenthread.engine.store.time.time", lambda: timezone.now().timestamp() + 9999)
    assert sweep_orphans() == 0
    assert [found(observation_store(), each).releases for each in release_lists()] == [3, 2]


def test_many_small_releases_are_compacted_beside_an_import(
    bob: User, figures: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "MANY", 2)
    everything = []
    for year in (2014, 2015, 2016):
        assert not everything or found(observation_store(), everything) is None
        bring_in(bob, figures(f"neet,{KENT},{year},3"), public=False)
        everything, _ = release_lists()
    assert found(observation_store(), everything).releases == 3


def test_a_disk_that_is_full_stops_a_compaction_and_not_the_import(
    bob: User, monkeypatch: pytest.MonkeyPatch, figures: WriteFile
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    bring_in(bob, figures(f"neet,{KENT},2016,3"), public=False)
    monkeypatch.setattr(compacting, "MANY", 0)
    monkeypatch.setattr(compacting, "compact", full)
    compact_when_due(bob)
    assert read(bob) == ["3"]


@pytest.mark.usefixtures("delivered")
def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["observations", "compact", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"releases": 3, "rows": 4, "public_rows": 3}
