"""The claim check holds a chapter's own sentence beside that chapter's facts."""

import pytest

from goldenthread.publish.claims import claims_of, known_facts
from goldenthread.publish.kinds.kind import KINDS, Scope
from goldenthread.publish.public_reader import public_reader
from goldenthread.rules.claim import AGREES, DIFFERS
from tests.areas.upkeep.conftest import Kent

pytestmark = pytest.mark.django_db


def answers(kent: Kent, chapter: str, altered: bool = False) -> list[str]:
    """What the chapter's facts say to the first sentence that the report itself opens the chapter with."""
    scope = Scope(plan="strategic-statement-2015", year="2016/17")
    parts = KINDS["annual-report"].compose(scope, public_reader(kent.now)).parts
    part = next(each for each in parts if each.key == chapter)
    facts = known_facts(fact for section in part.sections for fact in section.facts)
    said = part.summary.partition(".")[0] + "."
    first = said.partition(" ")[0]
    text = said.replace(first, str(int(first) - 1), 1) if altered else said
    return [claim.answer for claim in claims_of(text, facts)]


@pytest.mark.parametrize("chapter", ["item-1", "item-2", "item-3", "summary"])
def test_the_report_s_own_count_of_supporting_outcomes_agrees_with_its_chapter(
    kent: Kent, chapter: str
) -> None:
    found = answers(kent, chapter)
    assert found
    assert set(found) == {AGREES}


@pytest.mark.parametrize("chapter", ["item-1", "item-2", "item-3", "summary"])
def test_one_fewer_of_them_differs(kent: Kent, chapter: str) -> None:
    assert DIFFERS in answers(kent, chapter, altered=True)
