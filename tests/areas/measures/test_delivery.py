"""Imports are rehearsed first, then brought in whole or not at all; later releases win."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.engine.gap import Gap
from goldenthread.measures.commands import (
    define_measure,
    import_release,
    publish_measure,
    publish_release,
    rehearse_import,
)
from goldenthread.measures.delivery import withdraw_observations
from goldenthread.measures.models import Release
from goldenthread.measures.queries import groups_of, latest, releases, series
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused
from tests.areas.measures.conftest import KENT, WriteFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]


def bring_in(who: User, *paths: Path, publish_at: datetime | None = None, keep_good: bool = False) -> str:
    rehearsal = rehearse_import(who, paths)
    return import_release(who, rehearsal, publish_at=publish_at, keep_good=keep_good).release


def values(who: User, ref: str, now: datetime) -> list[str]:
    return [f"{each.period} {each.value}" for each in series(ref, KENT, viewer=who, now=now)]


def test_a_rehearsal_counts_what_would_happen_and_writes_nothing(bob: User, figures: WriteFile) -> None:
    first = figures(f"neet,{KENT},2015,3.3", f"neet,{KENT},2016,3.0")
    bring_in(bob, first)
    second = figures(
        f"neet,{KENT},2015,3.3", f"neet,{KENT},2016,3.1", f"neet,{KENT},2017,2.8", "neet,nowhere,2017,2"
    )
    found = rehearse_import(bob, [second])
    assert (found.added, found.changed, found.same, found.refused) == (1, 1, 1, 1)
    assert [(str(each.old.value), str(each.new.value)) for each in found.first_changed] == [("3", "3.1")]
    assert str(found.first_added[0].period) == "2017-01-01/P1Y"
    assert found.refusals[0].row == 5 and found.refusals[0].column == "area"
    assert values(bob, "neet", timezone.now())[-1].endswith(" 3")
    assert len(releases(bob, timezone.now())) == 1


def test_a_rehearsal_tells_what_changes_besides_the_value(bob: User, figures: WriteFile) -> None:
    bring_in(bob, figures(f"neet,{KENT},2016,3.0,,,,as printed"))
    [change] = rehearse_import(bob, [figures(f"neet,{KENT},2016,3.0,,provisional")]).first_changed
    assert change.besides == "status normal to provisional; note as printed to none"


def test_a_later_release_wins_by_key(bob: User, figures: WriteFile, now: datetime) -> None:
    bring_in(bob, figures(f"neet,{KENT},2015,3.3", f"neet,{KENT},2016,3.0"))
    bring_in(bob, figures(f"neet,{KENT},2016,3.1"))
    assert values(bob, "neet", now) == ["2015-01-01/P1Y 3.3", "2016-01-01/P1Y 3.1"]


def test_what_is_all_held_already_makes_no_release(bob: User, figures: WriteFile, now: datetime) -> None:
    file = figures(f"neet,{KENT},2016,3.0")
    bring_in(bob, file)
    assert bring_in(bob, file) == ""
    assert len(releases(bob, now)) == 1


def test_a_refused_row_refuses_the_whole(bob: User, figures: WriteFile, now: datetime) -> None:
    file = figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,many")
    with pytest.raises(Refused, match=r"figures\.csv:3:value: 'many' is not a number"):
        bring_in(bob, file)
    assert releases(bob, now) == () and values(bob, "neet", now) == []


def test_the_good_rows_alone_may_be_kept(bob: User, figures: WriteFile, now: datetime) -> None:
    bring_in(bob, figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,many"), keep_good=True)
    assert values(bob, "neet", now) == ["2016-01-01/P1Y 3"]


def test_an_import_leaves_one_line_in_the_trail(bob: User, figures: WriteFile) -> None:
    ref = bring_in(bob, figures(f"neet,{KENT},2016,3.0"))
    entry = TrailEntry.objects.get(act="import_release")
    assert (entry.who, entry.subject_ref, entry.after["rows"], entry.after["added"]) == (bob, ref, 1, 1)


def test_an_import_that_fails_leaves_neither_release_nor_trail(
    bob: User, figures: WriteFile, now: datetime
) -> None:
    rehearsal = rehearse_import(bob, [figures(f"neet,{KENT},2016,3.0")])
    with pytest.raises(Refused, match="there is no source 'nobody'"):
        import_release(bob, rehearsal, source="nobody")
    assert releases(bob, now) == ()
    assert not TrailEntry.objects.filter(act="import_release").exists()


def test_the_public_reads_only_what_is_published(
    bob: User, charlie: AnonymousUser, figures: WriteFile, now: datetime
) -> None:
    ref = bring_in(bob, figures(f"neet,{KENT},2016,3.0"))
    publish_measure(bob, "neet")
    later = timezone.now() + timedelta(seconds=1)
    assert series("neet", KENT, viewer=charlie, now=later) == ()
    publish_release(bob, ref)
    later = timezone.now() + timedelta(seconds=1)
    assert [each.value for each in series("neet", KENT, viewer=charlie, now=later)] == [Decimal(3)]
    assert series("gcse", KENT, viewer=charlie, now=later) == ()


def test_a_release_waits_for_its_moment(
    bob: User, charlie: AnonymousUser, figures: WriteFile, now: datetime
) -> None:
    publish_measure(bob, "neet")
    moment = now + timedelta(days=2)
    bring_in(bob, figures(f"neet,{KENT},2016,3.0"), publish_at=moment)
    assert series("neet", KENT, viewer=charlie, now=moment - timedelta(seconds=1)) == ()
    assert len(series("neet", KENT, viewer=charlie, now=moment)) == 1


def test_a_withdrawn_figure_is_missing_with_its_reason(bob: User, figures: WriteFile, now: datetime) -> None:
    bring_in(bob, figures(f"neet,{KENT},2015,3.3", f"neet,{KENT},2016,3.0"))
    withdraw_observations(bob, "neet", "Counted twice", area=KENT, period="2016-01-01/P1Y")
    last = latest(["neet"], viewer=bob, now=now)["neet", KENT, ""]
    assert (last.value, last.status, last.note) == (None, "missing", "Counted twice")
    assert values(bob, "neet", now)[0] == "2015-01-01/P1Y 3.3"


def test_nothing_is_withdrawn_without_a_reason(bob: User, figures: WriteFile) -> None:
    bring_in(bob, figures(f"neet,{KENT},2016,3.0"))
    with pytest.raises(Refused, match="without a reason"):
        withdraw_observations(bob, "neet", " ", area=KENT)


def test_what_was_known_on_a_day_can_be_read(bob: User, figures: WriteFile, now: datetime) -> None:
    first = bring_in(bob, figures(f"neet,{KENT},2016,3.0"))
    Release.objects.filter(ref=first).update(received_at=now - timedelta(days=10))
    bring_in(bob, figures(f"neet,{KENT},2016,2.9"))
    before = timezone.localdate(now - timedelta(days=5))
    known = series("neet", KENT, viewer=bob, now=now, as_known_on=before)
    assert [str(each.value) for each in known] == ["3"]
    assert [str(each.value) for each in series("neet", KENT, viewer=bob, now=now)] == ["2.9"]


@pytest.mark.parametrize("person", ["alice", "charlie"])
def test_only_who_keeps_measures_may_import(
    person: str, figures: WriteFile, bob: User, request: pytest.FixtureRequest
) -> None:
    file = figures(f"neet,{KENT},2016,3.0")
    who = request.getfixturevalue(person)
    with pytest.raises(NotAllowed, match="import observations"):
        rehearse_import(who, [file])
    rehearsal = rehearse_import(bob, [file])
    with pytest.raises(NotAllowed, match="import observations"):
        import_release(who, rehearsal)


def test_an_administrator_may_import(adele: User, figures: WriteFile) -> None:
    assert bring_in(adele, figures(f"neet,{KENT},2016,3.0"))


def test_groups_begin_with_everyone(bob: User, figures: WriteFile, now: datetime) -> None:
    bring_in(bob, figures(f"neet,{KENT},2016,3.0", f"neet,{KENT},2016,4,sex=male"))
    assert groups_of("neet", KENT, viewer=bob, now=now) == ("", "sex=male")
    assert [str(each.value) for each in series("neet", KENT, "sex=male", viewer=bob, now=now)] == ["4"]


def test_an_unknown_layout_is_refused_by_name(bob: User, figures: WriteFile) -> None:
    with pytest.raises(Refused, match="sideways"):
        rehearse_import(bob, [figures(f"neet,{KENT},2016,3.0")], "sideways")


def test_the_wrong_encoding_is_refused_with_its_row(bob: User, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("measure,area,period,value,note\nneet,E10000016,2016,3.0,caf\xe9\n".encode("latin-1"))
    found = rehearse_import(bob, [path])
    assert found.unread == 1 and "not UTF-8" in found.refusals[0].what and found.refusals[0].row == 2


def test_a_gap_is_read_as_an_ordinary_series(bob: User, figures: WriteFile, now: datetime) -> None:
    gap = Gap("gcse-gap", "gcse", "pupils=free school meals", "pupils=others")
    define_measure(bob, Measure("gcse-gap", "The gap in good GCSEs", "percentage points"), gap=gap)
    bring_in(
        bob,
        figures(f"gcse,{KENT},2016,38.1,pupils=free school meals", f"gcse,{KENT},2016,70.4,pupils=others"),
    )
    assert [str(each.value) for each in series("gcse-gap", KENT, viewer=bob, now=now)] == ["32.3"]
