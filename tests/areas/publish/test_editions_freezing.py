"""Freezing an edition: worked out once, kept to the byte, and never worked out again."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.measures.delivery import withdraw_observations
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.commands.policy import use_policy
from goldenthread.people.models import TrailEntry, User
from goldenthread.publish import bundle
from goldenthread.publish.commands.arranging import show_chapter
from goldenthread.publish.commands.freezing import freeze_edition
from goldenthread.publish.commands.publishing import publish_edition
from goldenthread.publish.commands.sweeping import sweep_files
from goldenthread.publish.document import checksum, read_document
from goldenthread.publish.place import kept
from goldenthread.publish.queries.comparison import comparison_of
from goldenthread.publish.queries.edition import EditionFacts, edition_facts
from goldenthread.rules.refusal import Refused
from tests.areas.publish.conftest import Deliver

pytestmark = pytest.mark.django_db


def facts_of(ref: str) -> EditionFacts:
    found = edition_facts(ref, timezone.now())
    assert found is not None
    return found


def files_of(ref: str, issue: int = 1) -> dict[str, bytes]:
    return {name: kept(sha) for name, sha in facts_of(ref).issues[issue - 1].manifest.items()}


def on_disk(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "editions").glob("*/*"))


def test_a_frozen_edition_holds_its_document_with_every_fact_and_what_it_rests_on(
    draft: str, alice: User
) -> None:
    assert freeze_edition(alice, draft) == 1
    found = facts_of(draft)
    assert (found.state, found.is_public, len(found.issues)) == ("frozen", False, 1)
    document = read_document(kept(found.issues[0].manifest["document.json"]))
    assert [chapter.title for chapter in document.chapters] == ["Figures", "Directions"]
    assert {fact.text for fact in document.facts} >= {"6%", "64%"}
    assert all(fact.releases or fact.rule for fact in document.facts)
    assert document.policy == "kent-annual-report-2017"


def test_the_manifest_names_every_form_and_every_data_file_with_its_checksum(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    names = set(facts_of(draft).issues[0].manifest)
    assert {"document.json", "data/datapackage.json", f"documents/{draft}.pdf"} <= names
    assert all(checksum(content) == facts_of(draft).issues[0].manifest[name]
               for name, content in files_of(draft).items())  # fmt: skip


def test_freezing_is_one_line_in_the_trail_with_the_manifest(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    line = TrailEntry.objects.get(act="freeze_edition")
    assert (line.who, line.subject_ref) == (alice, draft)
    assert line.after["manifest"] == facts_of(draft).issues[0].manifest


def test_a_frozen_edition_is_the_same_to_the_byte_after_data_and_policy_and_writers_changed(
    draft: str, alice: User, bob: User, adele: User, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze_edition(alice, draft, timezone.now())
    before = files_of(draft)
    deliver("neet,2023-04-01/P1Y,4")
    withdraw_observations(bob, "gcse", "they were wrong", publish_at=timezone.now())
    use_policy(adele, "every-question")
    monkeypatch.setattr(bundle, "writers_for", lambda document: ())
    assert files_of(draft) == before


def test_the_comparison_names_each_fact_that_would_differ_with_what_it_was_and_is(
    draft: str, alice: User, deliver: Deliver
) -> None:
    freeze_edition(alice, draft)
    assert comparison_of(draft, timezone.now()).differences == ()
    deliver("neet,2023-04-01/P1Y,4")
    found = comparison_of(draft, timezone.now())
    said = {each.about: (each.was.text, each.now.text) for each in found.differences if each.was and each.now}
    assert said == {
        "Young people out of work, 2023/24": ("6%", "4%"),
        "Young people out of work, over one year": ("Not improving", "Improving"),
    }
    assert (found.facts, found.same) == (4, 2)


def test_a_changed_policy_is_named_in_the_comparison_even_where_the_words_are_the_same(
    draft: str, alice: User, adele: User
) -> None:
    freeze_edition(alice, draft)
    use_policy(adele, "every-question")
    found = comparison_of(draft, timezone.now())
    assert (found.policy_was, found.policy_now) == ("kent-annual-report-2017", "every-question")
    rules = {each.was.rule for each in found.differences if each.was}
    assert rules == {"kent-annual-report-2017/variance@1"}


def test_a_figure_for_a_later_year_is_a_part_that_appeared(draft: str, alice: User, deliver: Deliver) -> None:
    freeze_edition(alice, draft)
    deliver("neet,2024-04-01/P1Y,3")
    found = comparison_of(draft, timezone.now())
    stood_alone = {
        each.about: (each.was is None) for each in found.differences if not (each.was and each.now)
    }
    assert stood_alone == {
        "Young people out of work, 2023/24": False,
        "Young people out of work, 2024/25": True,
    }


def test_what_was_left_out_is_not_compared(draft: str, alice: User, deliver: Deliver) -> None:
    show_chapter(alice, draft, "directions", is_shown=False)
    freeze_edition(alice, draft)
    deliver("neet,2023-04-01/P1Y,4")
    assert [each.about for each in comparison_of(draft, timezone.now()).differences] == [
        "Young people out of work, 2023/24"
    ]


def test_a_form_that_cannot_be_made_leaves_nothing_half_made(
    draft: str, alice: User, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: object) -> dict[str, bytes]:
        raise OSError("the disk is full")

    monkeypatch.setattr(bundle, "edition_files", fail)
    with pytest.raises(OSError, match="disk is full"):
        freeze_edition(alice, draft)
    assert (facts_of(draft).state, facts_of(draft).issues) == ("draft", ())
    assert not TrailEntry.objects.filter(act="freeze_edition").exists()
    monkeypatch.undo()


def test_a_crash_between_the_files_and_the_database_leaves_a_draft_and_strays_that_are_swept(
    draft: str, alice: User, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldenthread.publish.commands import freezing

    with monkeypatch.context() as patch:
        patch.setattr(freezing, "record", lambda *said: (_ for _ in ()).throw(OSError("lost")))
        with pytest.raises(OSError, match="lost"):
            freeze_edition(alice, draft)
    assert (facts_of(draft).state, facts_of(draft).issues) == ("draft", ())
    strays = on_disk(own_home)
    assert strays and sweep_files(timezone.now()) == 0, "what was written a moment ago may be needed"
    for path in (own_home / "editions").glob("*/*"):
        os.utime(path, (1, 1))
    assert sweep_files(timezone.now()) == len(strays)
    assert not on_disk(own_home)


def test_nothing_that_an_issue_names_is_ever_swept(draft: str, alice: User, own_home: Path) -> None:
    freeze_edition(alice, draft)
    before = on_disk(own_home)
    assert sweep_files(timezone.now() + timedelta(days=900)) == 0
    assert on_disk(own_home) == before


def test_an_edition_that_somebody_changes_meanwhile_is_not_frozen(
    draft: str, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bundle.edition_files

    def meanwhile(document: object) -> dict[str, bytes]:
        show_chapter(bob, draft, "directions", is_shown=False)
        return made(document)  # type: ignore[arg-type]

    monkeypatch.setattr(bundle, "edition_files", meanwhile)
    with pytest.raises(Refused, match="somebody changed the edition while it was being frozen"):
        freeze_edition(alice, draft)
    assert facts_of(draft).state == "draft"


def test_a_changed_byte_on_disk_is_refused_and_never_read(draft: str, alice: User, own_home: Path) -> None:
    freeze_edition(alice, draft)
    name = facts_of(draft).issues[0].manifest["document.json"]
    path = own_home / "editions" / name[:2] / name
    path.chmod(0o640)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Refused, match="not as it was kept"):
        files_of(draft)


def test_an_edition_is_frozen_once(draft: str, alice: User) -> None:
    freeze_edition(alice, draft)
    with pytest.raises(Refused, match="is frozen: correct it"):
        freeze_edition(alice, draft)


def test_a_hold_on_publishing_stops_an_edition_at_that_moment_and_not_the_freezing(
    draft: str, alice: User, adele: User
) -> None:
    today = timezone.localdate()
    hold_publication(adele, "An election", today, today + timedelta(days=30))
    with pytest.raises(Refused, match="An election"):
        freeze_edition(alice, draft, timezone.now())
    assert facts_of(draft).state == "draft"
    freeze_edition(alice, draft)
    with pytest.raises(Refused, match="An election"):
        publish_edition(alice, draft)
    publish_edition(alice, draft, timezone.now() + timedelta(days=40))
    assert not facts_of(draft).is_public
    found = edition_facts(draft, timezone.now() + timedelta(days=41))
    assert found is not None and found.is_public


def test_a_moment_of_publication_may_be_set_when_it_is_frozen(draft: str, alice: User) -> None:
    freeze_edition(alice, draft, timezone.now() - timedelta(days=900))
    found = facts_of(draft)
    assert found.is_public and found.publish_at and found.publish_at.date() >= date.today() - timedelta(1)
    with pytest.raises(Refused, match="public already"):
        publish_edition(alice, draft)
