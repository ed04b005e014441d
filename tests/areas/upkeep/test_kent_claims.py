"""The claim check on 240 sentences about the Kent example, half of them altered."""

import pytest

from goldenthread.publish.claims import claims_of, known_facts
from goldenthread.publish.kinds.kind import KINDS, Scope
from goldenthread.publish.public_reader import public_reader
from goldenthread.rules.claim import AGREES, DIFFERS, Known
from tests.areas.upkeep.claim_more import MORE
from tests.areas.upkeep.claim_sentences import SENTENCES
from tests.areas.upkeep.claim_styles import STYLES
from tests.areas.upkeep.conftest import Kent

pytestmark = pytest.mark.django_db


def facts_of(kent: Kent) -> Known:
    """The facts of the example's annual report."""
    scope = Scope(plan="strategic-statement-2015", year="2016/17")
    composed = KINDS["annual-report"].compose(scope, public_reader(kent.now))
    sections = (section for part in composed.parts for section in part.sections)
    return known_facts(fact for section in sections for fact in section.facts)


@pytest.mark.parametrize("sentences", [SENTENCES, STYLES, MORE], ids=["plain", "in other styles", "more"])
def test_altered_figures_are_caught_and_true_ones_are_left_alone(
    kent: Kent, sentences: tuple[tuple[str, str], ...]
) -> None:
    facts = facts_of(kent)
    true = [{claim.answer for claim in claims_of(said, facts)} for said, _ in sentences]
    altered = [{claim.answer for claim in claims_of(said, facts)} for _, said in sentences]
    flagged = sum(DIFFERS in answers for answers in true)
    caught = sum(DIFFERS in answers for answers in altered)
    print(f"{len(true)} true: {flagged} flagged; {len(altered)} altered: {caught} caught")
    assert len(sentences) >= 30
    assert caught >= 0.95 * len(altered)
    assert flagged <= 0.05 * len(true)
    assert sum(AGREES in answers for answers in true) >= 0.95 * len(true)
