"""Freezing an edition: worked out once, kept to the byte, and never worked out again."""

import pytest
from django.utils import timezone

from goldenthread.people.models import User
from goldenthread.publish.commands.freezing import freeze_edition
from goldenthread.publish.document import read_document
from goldenthread.publish.place import kept
from goldenthread.publish.queries.edition import EditionFacts, edition_facts

pytestmark = pytest.mark.django_db


def facts_of(ref: str) -> EditionFacts:
    found = edition_facts(ref, timezone.now())
    assert found is not None
    return found


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
