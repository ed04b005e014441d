"""An Easy Read summary: suggested from the facts, made easier line by line, and frozen with the edition."""

import pytest
from django.test import Client

from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.publish.block import EasyLine
from goldenthread.publish.commands.easy import write_easy_read
from goldenthread.publish.models import EasyReadLine, Edition
from goldenthread.publish.queries.easy import seen
from goldenthread.rules.refusal import Refused
from tests.conftest import officer

REF = "report-2024"
PAGE = f"/officer/editions/{REF}/easy-read/"


def version() -> int:
    return Edition.objects.get(ref=REF).version


def lines() -> list[str]:
    return list(EasyReadLine.objects.values_list("text", flat=True))


def sent(*texts: str, **more: str) -> dict[str, str]:
    """What the page sends for these lines."""
    return {
        "version": str(version()),
        "lines": str(len(texts)),
        **{f"text-{at}": text for at, text in enumerate(texts)},
        **more,
    }


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.usefixtures("draft")
def test_lines_are_suggested_from_the_facts_that_are_shown(signed_in: Client) -> None:
    assert signed_in.get(PAGE).status_code == 200
    signed_in.post(PAGE, sent(suggest="yes"))
    said = lines()
    assert said[1] == "This report says how things are going where you live."
    assert any(line.startswith("This is about: Good GCSEs") for line in said)
    assert "This is getting better." in said and "This is not getting better." in said


@pytest.mark.usefixtures("draft")
def test_lines_are_saved_moved_put_plainly_and_taken_out(signed_in: Client) -> None:
    signed_in.post(PAGE, sent("How we do", "Buses are late.", "Roads are good.", **{"heading-0": "on"}))
    assert lines() == ["How we do", "Buses are late.", "Roads are good."]
    signed_in.post(PAGE, sent(*lines(), move="up:2"))
    assert lines() == ["How we do", "Roads are good.", "Buses are late."]
    signed_in.post(
        PAGE, sent("We commence today.", "Gone", **{"plain-0": "We start today.", "remove-1": "on"})
    )
    assert lines() == ["We start today."]


@pytest.mark.usefixtures("draft")
def test_two_editors_never_overwrite_each_other(signed_in: Client, alice: User) -> None:
    old = sent("Mine.")
    write_easy_read(alice, REF, version(), [EasyLine("Theirs.")])
    answer = signed_in.post(PAGE, old)
    assert answer.status_code == 409
    assert "somebody else changed this edition" in answer.content.decode()
    assert 'value="Mine."' in answer.content.decode()
    assert lines() == ["Theirs."]


@pytest.mark.usefixtures("draft")
def test_a_drawing_that_is_not_there_and_a_line_too_long_are_refused(alice: User) -> None:
    with pytest.raises(Refused, match="there is no drawing 'dragon'"):
        write_easy_read(alice, REF, version(), [EasyLine("Hello.", "dragon")])
    with pytest.raises(Refused, match="the line is too long"):
        write_easy_read(alice, REF, version(), [EasyLine("a" * 301)])


@pytest.mark.usefixtures("draft")
def test_only_those_who_edit_editions_write_the_summary(db: None) -> None:
    with pytest.raises(NotAllowed):
        write_easy_read(officer("carla", "councillor"), REF, version(), [EasyLine("Hello.")])


def test_a_summary_is_looked_through_in_english_alone() -> None:
    hard = (EasyLine("We commence.", ""), EasyLine("How it is going (so far)", "", True))
    english = seen(hard, "en-gb")
    assert [each.plain for each in english.lines] == ["We start.", "How it is going (so far)"]
    assert english.hard == 1
    assert seen(hard, "cy").lines[0].swaps == ()


@pytest.mark.usefixtures("draft")
def test_the_claim_check_is_for_officers_alone(client: Client, signed_in: Client) -> None:
    page = f"/officer/editions/{REF}/claims/"
    assert "no figure and no direction" in signed_in.get(page).content.decode()
    client.logout()
    assert client.get(page).status_code == 302
