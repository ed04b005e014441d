"""A member asks, an officer drafts, the Cabinet Member answers, the council publishes if it chooses.

| person | sees the question | sees the draft | sees the answer |
|---|---|---|---|
| the member who asked | at once | never | once it is given |
| another member | once it is answered | never | once it is given |
| the Cabinet Member asked | at once | at once | – |
| officers, the auditor | at once | at once | once it is given |
| partners, the public | once it is published | never | once it is published |
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from goldenthread.measures.commands import define_measure, publish_measure
from goldenthread.people.access import NotAllowed
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.council import hold_publication, set_council
from goldenthread.people.commands.organisation import name_partner, name_portfolio
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.reporting.commands.question import (
    answer_question,
    ask_question,
    draft_answer,
    publish_question,
)
from goldenthread.reporting.queries.question import question, questions
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = "a long enough pass phrase"
PEOPLE = {
    "asker": "councillor",
    "other-member": "councillor",
    "cabinet-roads": "cabinet_member:roads",
    "cabinet-care": "cabinet_member:care",
    "clerk": "democratic_services",
    "auditor": "auditor",
    "lead": "service_lead:highways",
    "partner": "partner:police",
}
ABOUT = Subject("measure", "potholes")


@pytest.fixture
def people() -> dict[str, User]:
    name_portfolio(None, "roads", "Roads")
    name_portfolio(None, "care", "Care")
    name_partner(None, "police", "Police")
    open_service(None, "highways", "Highways", "service")
    return {name: add_officer(name, PASSWORD, [role]) for name, role in PEOPLE.items()}


@pytest.fixture
def asked(people: dict[str, User]) -> int:
    return ask_question(people["asker"], ABOUT, "roads", "Why so many potholes?", NOW)


def readers(people: dict[str, User], number: int, now: datetime = NOW) -> set[str]:
    return {name for name, person in people.items() if question(number, person, now)}


def test_a_question_is_private_until_the_cabinet_member_answers(people: dict[str, User], asked: int) -> None:
    assert readers(people, asked) == {"asker", "cabinet-roads", "clerk", "auditor", "lead"}
    draft_answer(people["clerk"], asked, "It was a hard winter.", 1)
    drafts = {name: sheet.draft for name, person in people.items() if (sheet := question(asked, person, NOW))}
    assert {name for name, draft in drafts.items() if draft} == {"cabinet-roads", "clerk", "auditor", "lead"}
    answer_question(people["cabinet-roads"], asked, "We had frost on 40 days.", 2, NOW)
    assert readers(people, asked) == set(PEOPLE) - {"partner"}
    answered = question(asked, people["other-member"], NOW)
    assert answered is not None and answered.answer == "We had frost on 40 days." and answered.draft == ""


def test_only_an_answered_question_is_published_and_a_hold_stops_it(
    people: dict[str, User], asked: int
) -> None:
    with pytest.raises(Refused, match="only an answered question"):
        publish_question(people["clerk"], asked, NOW)
    answer_question(people["cabinet-roads"], asked, "Frost.", 1, NOW)
    set_council(None, CouncilFacts("kent", "Kent", "", "E10000016", "kent-annual-report-2017", "", "#00557f"))
    hold_publication(None, "Election", date(2026, 11, 20), date(2026, 12, 1))
    with pytest.raises(Refused, match="Election"):
        publish_question(people["clerk"], asked, NOW)
    publish_question(people["clerk"], asked, NOW + timedelta(days=30))
    assert questions(AnonymousUser(), NOW) == ()
    [public] = questions(AnonymousUser(), NOW + timedelta(days=31))
    assert (public.text, public.answer, public.draft) == ("Why so many potholes?", "Frost.", "")


@pytest.mark.parametrize(
    "name", sorted(set(PEOPLE) - {"asker", "other-member", "cabinet-roads", "cabinet-care"})
)
def test_only_members_ask(people: dict[str, User], name: str) -> None:
    with pytest.raises(NotAllowed):
        ask_question(people[name], ABOUT, "roads", "Why?", NOW)


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"cabinet-roads"}))
def test_only_the_cabinet_member_who_was_asked_answers(
    people: dict[str, User], asked: int, name: str
) -> None:
    with pytest.raises(NotAllowed):
        answer_question(people[name], asked, "Because.", 1, NOW)


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"clerk"}))
def test_only_democratic_services_publish(people: dict[str, User], asked: int, name: str) -> None:
    answer_question(people["cabinet-roads"], asked, "Frost.", 1, NOW)
    with pytest.raises(NotAllowed):
        publish_question(people[name], asked, NOW)


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"clerk", "lead"}))
def test_only_officers_draft(people: dict[str, User], asked: int, name: str) -> None:
    with pytest.raises(NotAllowed):
        draft_answer(people[name], asked, "Frost.", 1)


def test_the_second_of_two_drafts_is_told_what_the_first_says(people: dict[str, User], asked: int) -> None:
    draft_answer(people["clerk"], asked, "It was a hard winter.", 1)
    with pytest.raises(Refused, match=r"clerk changed the draft .* hard winter"):
        draft_answer(people["lead"], asked, "It rained.", 1)


def test_an_answer_is_not_given_twice(people: dict[str, User], asked: int) -> None:
    answer_question(people["cabinet-roads"], asked, "Frost.", 1, NOW)
    with pytest.raises(Refused, match="answered by cabinet-roads"):
        answer_question(people["cabinet-roads"], asked, "Rain.", 2, NOW)


@pytest.mark.parametrize(("text", "what"), [(" ", "says nothing"), ("x" * 5001, "longer than 5,000")])
def test_a_question_says_something_and_not_too_much(people: dict[str, User], text: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        ask_question(people["asker"], ABOUT, "roads", text, NOW)


def test_from_question_to_answer_on_the_pages(people: dict[str, User], client: Client) -> None:
    client.force_login(people["asker"])
    sent = client.post(
        "/officer/questions/ask/?about=measure&ref=potholes", {"portfolio": "roads", "text": "Why?"}
    )
    assert sent.status_code == 302
    address = sent.headers["Location"]
    client.force_login(people["other-member"])
    assert client.get(address).status_code == 404
    client.force_login(people["clerk"])
    assert client.post(f"{address}draft/", {"draft": "A hard winter.", "version": 1}).status_code == 302
    client.force_login(people["asker"])
    assert "A hard winter." not in client.get(address).content.decode()
    assert client.post(f"{address}answer/", {"answer": "Mine", "version": 2}).status_code == 403
    client.force_login(people["cabinet-roads"])
    assert "A hard winter." in client.get(address).content.decode()
    assert client.post(f"{address}answer/", {"answer": "Frost.", "version": 2}).status_code == 302
    client.force_login(people["other-member"])
    assert (
        "Frost." in client.get("/officer/questions/").content.decode()
        or "Frost." in client.get(address).content.decode()
    )


def test_a_question_does_not_tell_the_title_of_a_measure_that_is_not_public(people: dict[str, User]) -> None:
    define_measure(None, Measure("potholes", "Potholes mended"))
    number = ask_question(people["asker"], ABOUT, "roads", "What of this?", NOW)
    titles = {
        name: sheet.about_title
        for name in ("asker", "clerk")
        if (sheet := question(number, people[name], NOW))
    }
    assert titles == {"asker": "potholes", "clerk": "Potholes mended"}
    publish_measure(None, "potholes", NOW)
    later = datetime(2999, 1, 1, tzinfo=UTC)
    told = question(number, people["asker"], later)
    assert told is not None and told.about_title == "Potholes mended"
