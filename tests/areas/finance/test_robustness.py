"""The statement on robust estimates and adequate reserves: worded, signed, kept with its evidence."""

from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.finance.commands.monitoring import LineSaid, monitor_lines
from goldenthread.finance.commands.robustness import sign_robustness, unsign_robustness, word_robustness
from goldenthread.finance.commands.version import begin_budget, publish_budget, replace_budget
from goldenthread.finance.models import Robustness
from goldenthread.finance.pounds_said import signed as signed_pounds
from goldenthread.finance.queries.robustness import Statement, evidence_of, robustness_of, unsigned_warning
from goldenthread.finance.views.robustness import evidence_tables
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
from tests.areas.finance.agreed import agree, lay_agreed_budget
from tests.areas.finance.sample_book import sample_book

pytestmark = pytest.mark.django_db
REF = "budget-2021"


@pytest.fixture
def people(council: CouncilFacts) -> dict[str, User]:
    return lay_agreed_budget()


def shown(who: User | AnonymousUser, ref: str = REF) -> Statement:
    found = robustness_of(who, timezone.now(), ref)
    assert found
    return found


def signed(who: User, ref: str = REF) -> None:
    word_robustness(who, ref, "The estimates are robust.", "The reserves are adequate.")
    sign_robustness(who, ref)


def test_the_evidence_is_what_the_budget_comes_to(people: dict[str, User]) -> None:
    evidence = evidence_of(REF)
    first = evidence.years[0]
    assert (first.year, first.reserves_used, first.one_off) == (2021, D("13000000.00"), D("5000000.00"))
    assert evidence.years[2].if_nothing_is_found == evidence.years[2].gap + D("4000000.00")
    general = next(each for each in evidence.reserves if each.kind == "general")
    assert general.minimum == D("30000000.00") and general.opening == D("37000000.00")
    deficit = next(each for each in evidence.reserves if each.kind == "schools_deficit")
    assert deficit.closings[0].amount == D("-61000000.00") and deficit.is_short
    assert evidence.savings.planned == D("6500000.00") and evidence.savings.finished == 0


def test_the_evidence_says_by_how_much_an_assumption_moves_the_gap_and_what_a_chance_means(
    people: dict[str, User],
) -> None:
    """An assumption at its low and at its high, less the gap of the central plan."""
    evidence = evidence_of(REF)
    gap = next(each.gap for each in evidence.years if each.year == evidence.swings[0].year)
    tables = evidence_tables(evidence)
    first, said = evidence.swings[0], tables[3].rows[0]
    assert said[2:] == (signed_pounds(first.low - gap), signed_pounds(first.high - gap))
    assert first.low < gap < first.high
    assert "if it met every gap so far and nothing else were done" in tables[2].headings[4]
    assert "contingency" in tables[2].caption
    assert evidence.savings.counted == D("5850000.00")


def test_the_year_before_is_evidence_once_it_was_monitored(people: dict[str, User]) -> None:
    assert evidence_of(REF).before is None
    agree(begin_budget(None, sample_book(ref="budget-2020", first=2020, changes=())))
    monitor_lines(None, 2020, 12, [LineSaid("arts", D("1"), D("3000500.00"))])
    before = evidence_of(REF).before
    assert before and (before.month, before.reported, before.lines, before.variance) == (
        12,
        1,
        9,
        D("500.00"),
    )


def test_a_signed_statement_keeps_its_evidence_as_it_was(people: dict[str, User]) -> None:
    draft = begin_budget(None, sample_book(ref="next"))
    signed(people["fiona"], draft)
    gap = shown(people["fiona"], draft).evidence.years[0].gap
    replace_budget(None, draft, sample_book(ref="next", contingency=D("3000000.00")))
    now = shown(people["fiona"], draft)
    assert now.is_signed and now.evidence.years[0].gap == gap
    assert now.has_moved and evidence_of(draft).years[0].gap == gap + D("1000000.00")


def test_nothing_has_moved_just_after_signing(people: dict[str, User]) -> None:
    signed(people["fiona"])
    now = shown(people["fiona"])
    assert not now.has_moved and now.signed_by == "fiona"
    assert [entry.act for entry in TrailEntry.objects.filter(subject_ref=REF)][:2] == [
        "sign_robustness",
        "word_robustness",
    ]


def test_without_words_there_is_nothing_to_sign(people: dict[str, User]) -> None:
    word_robustness(people["fiona"], REF, "Robust.", " ")
    with pytest.raises(Refused) as told:
        sign_robustness(people["fiona"], REF)
    assert [each.column for each in told.value.refusals] == ["reserves"]


def test_a_signed_statement_is_reworded_only_once_the_signature_is_taken_back(
    people: dict[str, User],
) -> None:
    signed(people["fiona"])
    with pytest.raises(Refused, match="take the signature back first"):
        word_robustness(people["fiona"], REF, "Other words", "Other words")
    with pytest.raises(Refused, match="no reason"):
        unsign_robustness(people["fiona"], REF, " ")
    unsign_robustness(people["fiona"], REF, "The settlement changed")
    word_robustness(people["fiona"], REF, "Other words", "Other words")
    assert TrailEntry.objects.get(act="unsign_robustness").note == "The settlement changed"


def test_once_it_is_public_its_signature_stays(people: dict[str, User]) -> None:
    signed(people["fiona"])
    publish_budget(None, REF)
    with pytest.raises(Refused, match="public"):
        unsign_robustness(people["fiona"], REF, "Why not")


def test_what_somebody_else_changed_meanwhile_is_not_signed_unread(people: dict[str, User]) -> None:
    word_robustness(people["fiona"], REF, "One", "Two")
    seen = Robustness.objects.get().version
    word_robustness(None, REF, "Three", "Four")
    with pytest.raises(Refused, match="somebody else"):
        sign_robustness(people["fiona"], REF, seen)


@pytest.mark.parametrize("name", ["lee", "perry", "audrey", "cory"])
def test_only_finance_officers_word_and_sign_it(name: str, people: dict[str, User]) -> None:
    for act in (
        lambda: word_robustness(people[name], REF, "x", "y"),
        lambda: sign_robustness(people[name], REF),
        lambda: unsign_robustness(people[name], REF, "x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_public_reads_it_once_the_version_is_public_and_it_is_signed(people: dict[str, User]) -> None:
    resident = AnonymousUser()
    word_robustness(people["fiona"], REF, "The estimates are robust.", "The reserves are adequate.")
    assert robustness_of(resident, timezone.now(), REF) is None
    publish_budget(None, REF)
    assert shown(resident).estimates == "" and not shown(resident).is_signed
    sign_robustness(people["fiona"], REF)
    assert shown(resident).estimates == "The estimates are robust."


def test_an_unsigned_version_is_warned_of_and_not_blocked(people: dict[str, User]) -> None:
    assert "section 25" in unsigned_warning(REF)
    signed(people["fiona"])
    assert unsigned_warning(REF) == ""


def test_an_officer_words_and_signs_it_on_its_page(people: dict[str, User], client: Client) -> None:
    client.force_login(people["fiona"])
    address = reverse("budget-robustness", args=[REF])
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert "Not signed" in page.get_text() and len(page.select("table")) >= 2
    assert client.post(address, {"estimates": "Robust.", "reserves": "Adequate."}).status_code == 302
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.find("form", action=reverse("sign-robustness", args=[REF]))
    assert form
    seen = form.find("input", attrs={"name": "seen"})["value"]  # type: ignore[index]
    assert (
        client.post(reverse("sign-robustness", args=[REF]), {"seen": seen, "post": "Treasurer"}).status_code
        == 302
    )
    text = BeautifulSoup(client.get(address).content, "html.parser").get_text(" ", strip=True)
    assert "Account: fiona" in text and "as it was when it was signed" in text and "Robust." in text


def test_others_read_the_page_and_find_no_form(people: dict[str, User], client: Client) -> None:
    client.force_login(people["audrey"])
    answer = client.get(reverse("budget-robustness", args=[REF]))
    assert answer.status_code == 200
    assert not BeautifulSoup(answer.content, "html.parser").select("main form")
    assert client.post(reverse("budget-robustness", args=[REF]), {}).status_code == 403


def test_the_post_is_shown_to_everybody_and_the_account_to_officers_alone(
    people: dict[str, User], client: Client
) -> None:
    word_robustness(people["fiona"], REF, "The estimates are robust.", "The reserves are adequate.")
    publish_budget(None, REF)
    client.force_login(people["fiona"])
    seen = Robustness.objects.get().version
    client.post(
        reverse("sign-robustness", args=[REF]), {"post": "Deputy chief finance officer", "seen": seen}
    )
    assert "Account: fiona" in client.get(reverse("budget-robustness", args=[REF])).content.decode()
    client.logout()
    page = client.get(reverse("public-budget-statement", args=[REF])).content.decode()
    assert "Deputy chief finance officer" in page and "fiona" not in page
    assert "after the decision" in page


def test_nobody_signs_without_saying_as_what(people: dict[str, User]) -> None:
    word_robustness(people["fiona"], REF, "The estimates are robust.", "The reserves are adequate.")
    with pytest.raises(Refused, match="no post"):
        sign_robustness(people["fiona"], REF, post=" ")


def test_a_statement_signed_before_the_version_was_frozen_came_before_the_decision(
    people: dict[str, User],
) -> None:
    draft = begin_budget(None, sample_book(ref="next"))
    signed(people["fiona"], draft)
    assert not shown(people["fiona"], draft).is_after_decision
    agree(draft)
    assert not shown(people["fiona"], draft).is_after_decision
    signed(people["fiona"])
    assert shown(people["fiona"]).is_after_decision
