"""Virements: money moved between lines in the year, with authority; the amended budget that takes it in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from goldenthread.finance.commands.amending import begin_amendment
from goldenthread.finance.commands.edit import put_change, remove_change, remove_line
from goldenthread.finance.commands.freezing import freeze_budget
from goldenthread.finance.commands.version import replace_budget
from goldenthread.finance.commands.virement import VirementWords, enter_virement
from goldenthread.finance.models import BudgetVersion, Virement
from goldenthread.finance.queries.version import worked
from goldenthread.finance.queries.virement import agreed_budget, lines_standing, taken_in, virements_of
from goldenthread.finance.storing import book_of
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.money import total
from goldenthread.rules.refusal import Refused
from tests.areas.finance.agreed import agree, lay_agreed_budget

pytestmark = pytest.mark.django_db

BOOKS = VirementWords(
    year=2021,
    on=date(2021, 7, 14),
    reason="Arts grants were not taken up",
    authority="service",
    minute="Decision 12, 14 July 2021",
    amounts={"arts": D("-50000.00"), "libraries": D("50000.00")},
)


@pytest.fixture
def people() -> dict[str, User]:
    return lay_agreed_budget()


def budgets() -> dict[str, D]:
    """The budget of every line in the year, as it stands."""
    in_force = agreed_budget(2021)
    assert in_force
    return {line.ref: line.budget for line in lines_standing(in_force)}


def refused(**changed: object) -> dict[str | None, str]:
    """What is said, by field or line, of a virement that may not be made."""
    with pytest.raises(Refused) as told:
        enter_virement(None, replace(BOOKS, **changed))  # type: ignore[arg-type]
    return {each.column: each.what for each in told.value.refusals}


def test_a_virement_moves_the_budget_of_its_lines_and_of_no_other(people: dict[str, User]) -> None:
    before = budgets()
    ref = enter_virement(people["fiona"], BOOKS)
    after = budgets()
    assert ref == "2021-1"
    assert after["arts"] == before["arts"] - D("50000.00")
    assert after["libraries"] == before["libraries"] + D("50000.00")
    assert total(list(after.values())) == total(list(before.values()))
    assert {line for line in after if after[line] != before[line]} == {"arts", "libraries"}


def test_it_says_who_allowed_it_and_stands_in_the_trail(people: dict[str, User]) -> None:
    enter_virement(people["fiona"], BOOKS)
    in_force = agreed_budget(2021)
    assert in_force
    (shown,) = virements_of(people["audrey"], in_force)
    assert shown.authority == "Head of service, Decision 12, 14 July 2021" and shown.by == "fiona"
    entry = TrailEntry.objects.get(act="enter_virement")
    assert entry.after["arts"] == "-50000.00" and entry.note == "Arts grants were not taken up"


@pytest.mark.parametrize("name", ["lee", "perry", "audrey", "cory"])
def test_only_finance_officers_enter_virements(name: str, people: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        enter_virement(people[name], BOOKS)


def test_what_is_taken_out_is_what_is_put_in_to_the_penny(people: dict[str, User]) -> None:
    found = refused(amounts={"arts": D("-50000.00"), "libraries": D("49999.99")})
    assert found == {None: "£50,000.00 is taken out and £49,999.99 is put in"}
    assert refused(amounts={}) == {None: "nothing is moved"}


def test_no_more_comes_out_of_a_line_than_it_has(people: dict[str, User]) -> None:
    enter_virement(
        None, replace(BOOKS, authority="cabinet", amounts={"arts": D("-2999999.99"), "it": D("2999999.99")})
    )
    found = refused(authority="cabinet", amounts={"arts": D("-0.02"), "libraries": D("0.02")})
    assert found == {"arts": "arts has £0.01 and would give £0.02"}


def test_an_unknown_line_is_named(people: dict[str, User]) -> None:
    assert refused(amounts={"arts": D("-1.00"), "art": D("1.00")}) == {
        "art": "there is no line 'art' in the budget in force"
    }


@pytest.mark.parametrize(
    ("authority", "amount", "taker", "allowed"),
    [
        ("service", "100000.00", "libraries", True),
        ("service", "100000.01", "libraries", False),
        ("service", "0.01", "it", False),
        ("director", "250000.00", "it", True),
        ("director", "250000.01", "it", False),
        ("finance", "1000000.00", "it", True),
        ("finance", "1000000.01", "it", False),
        ("cabinet", "2900000.00", "it", True),
    ],
)
def test_each_authority_allows_up_to_its_limit(
    authority: str, amount: str, taker: str, allowed: bool, people: dict[str, User]
) -> None:
    words = replace(BOOKS, authority=authority, amounts={"arts": -D(amount), taker: D(amount)})
    if allowed:
        assert enter_virement(None, words)
    else:
        with pytest.raises(Refused, match="may allow up to"):
            enter_virement(None, words)


def test_an_authority_a_minute_and_a_reason_are_asked_for(people: dict[str, User]) -> None:
    assert set(refused(authority="mayor", minute=" ", reason="")) == {"authority", "minute", "reason"}


def test_a_year_without_an_agreed_budget_has_no_virements(people: dict[str, User]) -> None:
    assert refused(year=2022) == {"year": "no budget is agreed for 2022/23"}


def test_restricted_money_stays_in_its_service(people: dict[str, User]) -> None:
    """High needs costs £250 million, of which £240 million is the Dedicated Schools Grant."""
    ten = {"high-needs": D("-10000000.00"), "roads": D("10000000.00")}
    assert enter_virement(None, replace(BOOKS, authority="cabinet", amounts=ten))
    found = refused(authority="cabinet", amounts={"high-needs": D("-0.01"), "roads": D("0.01")})
    assert found == {"high-needs": "£0.01 of it is dsg, which is given for childrens-services alone"}
    within = {"high-needs": D("-5000000.00"), "fostering": D("5000000.00")}
    assert enter_virement(None, replace(BOOKS, authority="cabinet", amounts=within))


def test_restricted_money_that_was_moved_on_is_still_restricted(people: dict[str, User]) -> None:
    """£240 million of schools grant moves to fostering; all that may leave it is what else is there."""
    moves = {"high-needs": D("-250000000.00"), "fostering": D("250000000.00")}
    enter_virement(None, replace(BOOKS, authority="cabinet", amounts=moves))
    free = budgets()["fostering"] - D("240000000.00")
    out = {"fostering": -free, "roads": free}
    assert enter_virement(None, replace(BOOKS, authority="cabinet", amounts=out))
    more = refused(authority="cabinet", amounts={"fostering": D("-0.01"), "roads": D("0.01")})
    assert "fostering" in more


# --- the amended budget ------------------------------------------------------------------------------------


def test_an_amended_budget_takes_in_recurring_virements_and_balances_as_it_did(
    people: dict[str, User],
) -> None:
    enter_virement(None, replace(BOOKS, recurring=True))
    enter_virement(None, replace(BOOKS, amounts={"it": D("-10.00"), "arts": D("10.00")}, authority="finance"))
    before = budgets()
    begin_amendment(people["fiona"], "budget-2021", "budget-2021-amended", "Amended budget 2021/22")
    row = BudgetVersion.objects.get(ref="budget-2021-amended")
    made = {change.ref: change for change in book_of(row).changes if change.ref.startswith("virement-")}
    assert {ref: change.amount for ref, change in made.items()} == {
        "virement-2021-1-1": D("-50000.00"),
        "virement-2021-1-2": D("50000.00"),
    }
    assert made["virement-2021-1-1"].evidence == "Arts grants were not taken up"
    assert made["virement-2021-1-1"].approval == "Head of service, Decision 12, 14 July 2021"
    old, new = (worked(ref, "total").total("gap", 2021) for ref in ("budget-2021", "budget-2021-amended"))
    assert new == old and row.made_from and row.made_from.ref == "budget-2021"
    agree("budget-2021-amended", "amended")
    assert budgets() == before, "what was taken in counts once, and what was one-off still counts"


def test_a_virement_is_taken_in_once_however_often_the_budget_is_amended(people: dict[str, User]) -> None:
    enter_virement(None, replace(BOOKS, recurring=True))
    for at, (ref, new) in enumerate([("budget-2021", "second"), ("second", "third")]):
        begin_amendment(None, ref, new, f"Amendment {at + 1}")
        agree(new, "amended")
    assert (
        len([c for c in book_of(BudgetVersion.objects.get(ref="third")).changes if "virement" in c.ref]) == 2
    )
    assert budgets()["arts"] == D("2950000.00")


def test_restricted_money_follows_what_it_paid_for_into_the_amended_budget(people: dict[str, User]) -> None:
    """£200 million of high needs moves to fostering for good, and with it schools grant that paid for it."""
    moves = {"high-needs": D("-200000000.00"), "fostering": D("200000000.00")}
    enter_virement(None, replace(BOOKS, authority="cabinet", amounts=moves, recurring=True))
    begin_amendment(None, "budget-2021", "second", "Amendment")
    book = book_of(BudgetVersion.objects.get(ref="second"))
    paid = {(use.line, use.year): use.amount for use in book.uses if use.funding == "dsg"}
    assert all(paid["high-needs", year] + paid["fostering", year] == D("240000000.00") for year in book.years)
    assert 0 < paid["high-needs", 2021] < D("100000000.00")
    assert freeze_budget(None, "second", "amended", "Council")


def test_an_amended_budget_takes_a_virement_in_whole_or_not_at_all(people: dict[str, User]) -> None:
    """Half of one, with a change of its own in place of the other half, would count that half twice."""
    ref = enter_virement(None, replace(BOOKS, recurring=True))
    begin_amendment(None, "budget-2021", "second", "Amendment")
    half = f"virement-{ref}-1"
    with pytest.raises(Refused, match="a part of the virement 2021-1"):
        remove_change(None, "second", half)
    with pytest.raises(Refused, match="a part of the virement 2021-1"):
        remove_line(None, "second", "arts")
    row = BudgetVersion.objects.get(ref="second")
    (change,) = (each for each in book_of(row).changes if each.ref == half)
    with pytest.raises(Refused, match="a part of the virement 2021-1"):
        put_change(None, "second", replace(change, amount=D("-1.00")))
    book = book_of(row)
    rest = tuple(replace(each, ref="own") if each.ref == half else each for each in book.changes)
    replace_budget(None, "second", replace(book, changes=rest))
    with pytest.raises(Refused, match="takes in parts of the virement 2021-1"):
        freeze_budget(None, "second", "amended", "Council")
    agree("second", "amended")
    in_force = agreed_budget(2021)
    assert in_force and taken_in(in_force) == ()


def test_an_amendment_begins_from_an_agreed_budget_by_a_finance_officer(people: dict[str, User]) -> None:
    BudgetVersion.objects.filter(ref="budget-2021").update(state="draft", frozen_at=None)
    with pytest.raises(Refused, match="no agreed budget"):
        begin_amendment(people["fiona"], "budget-2021", "new", "New")
    with pytest.raises(NotAllowed):
        begin_amendment(people["lee"], "budget-2021", "new", "New")


# --- the pages ---------------------------------------------------------------------------------------------

SENT = {
    "year": "2021",
    "on": "2021-07-14",
    "given": "arts 50,000",
    "gained": "libraries £30000.50\nit 19999.50",
    "reason": "Arts grants were not taken up",
    "authority": "director",
    "minute": "Decision 21/00043",
    "recurring": "on",
}


def test_a_finance_officer_enters_a_virement_and_amends_the_budget_by_it(
    people: dict[str, User], council: CouncilFacts, client: Client
) -> None:
    client.force_login(people["fiona"])
    wrong = client.post(reverse("enter-virement"), SENT | {"gained": "it lots"})
    assert "is not a plain number" in wrong.content.decode()
    wrong = client.post(reverse("enter-virement"), SENT | {"authority": "service"})
    assert "may allow up to £0.00 between services" in wrong.content.decode()
    assert not Virement.objects.exists()
    answer = client.post(reverse("enter-virement"), SENT)
    assert answer["Location"] == reverse("budget-virement", args=["2021-1"])
    page = BeautifulSoup(client.get(answer["Location"]).content, "html.parser")
    assert "Corporate Director, Decision 21/00043" in page.get_text()
    assert "Virement 2021-1" in client.get(reverse("amend-budget")).content.decode()
    sent = {"title": "Amended", "ref": "amended"}
    assert client.post(reverse("amend-budget"), sent)["Location"] == reverse("budget", args=["amended"])
    row = BudgetVersion.objects.get(ref="amended")
    assert row.reasons["changes#virement-2021-1-1"] == "Arts grants were not taken up"


def test_a_form_that_is_sent_twice_enters_one_virement(
    people: dict[str, User], council: CouncilFacts, client: Client
) -> None:
    client.force_login(people["fiona"])
    tokens = [
        BeautifulSoup(client.get(reverse("enter-virement")).content, "html.parser").select_one(
            "input[name=token]"
        )
        for _ in range(2)
    ]
    first, second = (SENT | {"token": str(each["value"])} for each in tokens if each)
    assert client.post(reverse("enter-virement"), first).status_code == 302
    again = client.post(reverse("enter-virement"), first)
    assert "sent before, and entered as 2021-1" in again.content.decode()
    assert Virement.objects.count() == 1
    assert client.post(reverse("enter-virement"), second).status_code == 302


def test_the_list_says_what_moved_and_who_may_allow_how_much(
    people: dict[str, User], council: CouncilFacts, client: Client
) -> None:
    enter_virement(None, BOOKS)
    client.force_login(people["lee"])
    text = client.get(reverse("budget-virements")).content.decode()
    assert "Arts grants were not taken up" in text and "Corporate Director" in text and "Illustrative" in text
    assert reverse("enter-virement") not in text
    assert client.get(reverse("enter-virement")).status_code == 403
    assert client.get(reverse("amend-budget")).status_code == 403
