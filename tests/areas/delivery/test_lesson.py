"""Lessons: written down by those who keep a service, and found by their words."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.delivery.commands.lesson import LessonWords, write_lesson
from goldenthread.delivery.queries.lesson import lesson, lessons
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.refusal import Refused
from tests.areas.delivery.promising import lay_promises

pytestmark = pytest.mark.django_db
SALT = LessonWords("Buy salt in June", "roads", "Salt cost twice as much in October", "Order before the rush")
BOOKS = LessonWords(
    "Count the books", "libraries", "Books went missing", "Count each month", on=date(2026, 1, 5)
)


@pytest.fixture
def people() -> dict[str, User]:
    return lay_promises()


def tree() -> ServiceTree:
    return services(timezone.localdate())


def test_a_lesson_is_found_by_words_in_any_of_its_parts(people: dict[str, User]) -> None:
    salt, books = write_lesson(people["riley"], SALT), write_lesson(people["libby"], BOOKS)
    found = {
        words: [each.ref for each in lessons(people["audrey"], tree(), words)]
        for words in ("october salt", "count")
    }
    assert found == {"october salt": [salt], "count": [books]}
    assert [each.ref for each in lessons(people["audrey"], tree(), service="libraries")] == [books]
    assert [each.ref for each in lessons(people["audrey"], tree())] == [salt, books]


@pytest.mark.parametrize("name", ["libby", "parker", "cory", "audrey"])
def test_nobody_else_writes_a_services_lessons(name: str, people: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        write_lesson(people[name], SALT)


def test_the_public_reads_no_lessons(people: dict[str, User], charlie: AnonymousUser) -> None:
    ref = write_lesson(None, SALT)
    assert lessons(charlie, tree()) == () and lesson(charlie, ref, tree()) is None
    assert lesson(people["libby"], ref, tree()) is not None


def test_a_lesson_says_what_happened_and_what_was_learned(people: dict[str, User]) -> None:
    with pytest.raises(Refused) as refused:
        write_lesson(None, LessonWords("", "roads", "", "", "none", date(2999, 1, 1)))
    columns = [each.column for each in refused.value.refusals]
    assert columns == ["title", "happened", "learned", "action", "on"]
