"""What a budget book is refused for, where, and what a book may be though it is odd."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D

import pytest

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.rules.book_fault import BookFault
from goldenthread.rules.budget import (
    Allocation,
    Book,
    Change,
    Correlation,
    Exposure,
    FundingLine,
    FundingUse,
    Override,
    Reserve,
    Scenario,
    TaxYear,
    Touch,
)
from goldenthread.rules.budget_fault import book_faults, book_warnings
from goldenthread.rules.budget_fault_driver import first_impossible
from goldenthread.rules.mtfp import work_out
from tests.areas.finance.sample_book import BALANCED, YEARS, sample_book

SERVICES = (
    "adult-care",
    "childrens-services",
    "highways",
    "public-health",
    "libraries",
    "corporate",
)


def faults(book: Book) -> tuple[BookFault, ...]:
    return book_faults(book, rule_packs(), SERVICES)


def with_part(part: str, at: int, **changed: object) -> Book:
    held = list(getattr(BALANCED, part))
    held[at] = replace(held[at], **changed)
    return sample_book(**{part: tuple(held)})


def with_row(part: str, row: object) -> Book:
    return sample_book(**{part: (*getattr(BALANCED, part), row)})


def test_a_book_that_balances_and_keeps_to_the_limits_is_taken_in_every_state() -> None:
    for state in ("draft", "consultation", "approved", "amended"):
        assert faults(sample_book(state=state)) == ()


# The book, the part and column that is refused, and words of what is said.
ONE_FAULT: tuple[tuple[Book, str, str, str], ...] = (
    (sample_book(rules="england-2020-21"), "book", "rules", "has expired: it holds for 2020/21"),
    (sample_book(rules="england-2022-23"), "book", "rules", "is not in force yet"),
    (sample_book(rules="scotland-2021-22"), "book", "rules", "there is no rule pack"),
    (sample_book(rules="", state="approved"), "book", "rules", "names the rules"),
    (sample_book(state="agreed"), "book", "state", "'agreed' is no state"),
    (sample_book(ref="Budget 2021/22"), "book", "ref", "is no ref"),
    (sample_book(count=0, lines=()), "book", "count", "the plan has 0 years"),
    (sample_book(band_d=D("0"), band_d_care=D("0")), "book", "band_d", "not more than nothing"),
    (with_part("lines", 4, service="roads"), "lines", "service", "there is no service 'roads'"),
    (with_part("lines", 4, mandate="statutory"), "lines", "mandate", "'statutory' is no mandate"),
    (with_row("lines", BALANCED.lines[4]), "lines", "ref", "'roads' is there twice"),
    (
        with_part("lines", 1, exposures=(Exposure("wages", D("1")),)),
        "lines",
        "exposures",
        "no driver 'wages'",
    ),
    (with_part("lines", 1, exposures=(Exposure("delivery", D("1")),)), "lines", "exposures", "of the kind"),
    (with_part("lines", 1, exposures=(Exposure("pay", D("60")),)), "lines", "exposures", "60 is not from 0"),
    (with_part("changes", 0, line="care-home"), "changes", "line", "there is no line 'care-home'"),
    (with_part("changes", 0, year=2019), "changes", "year", "2019/20 is not a year of this plan"),
    (with_part("changes", 0, kind="growth"), "changes", "kind", "'growth' is no kind"),
    (with_part("changes", 2, amount=D("-6000000.00")), "changes", "amount", "less than nothing"),
    (with_part("changes", 2, driver="wage"), "changes", "driver", "of the kind price"),
    (with_part("changes", 1, full_year=D("1.00")), "changes", "full_year", "goes out again"),
    (
        with_part("changes", 2, kind="one_off", one_off=False, full_year=D("1.00"), driver=""),
        "changes",
        "full_year",
        "goes out again",
    ),
    (
        with_part("changes", 0, price_base="2019/20"),
        "changes",
        "price_base",
        "come before the base year 2020/21",
    ),
    (with_part("changes", 0, price_base="real"), "changes", "price_base", "no price base"),
    (with_part("funding", 1, kind="council_tax"), "funding", "kind", "is worked out"),
    (with_part("funding", 1, kind="grant"), "funding", "kind", "'grant' is no kind"),
    (with_part("funding", 1, amounts={2030: D("1")}), "funding", "2030/31", "not a year of this plan"),
    (
        sample_book(funding=(replace(BALANCED.funding[5], services=()),), uses=(), pools=()),
        "funding",
        "services",
        "names no service",
    ),
    (with_part("uses", 1, line="roads"), "uses", "line", "may be spent on public-health, not on highways"),
    (with_part("uses", 1, amount=D("20000000.01")), "uses", "amount", "pays £0.01 more than the £20,000,000"),
    (with_part("uses", 1, funding="rsg"), "uses", "funding", "is not restricted"),
    (with_row("uses", FundingUse("grant", "it", 2021, D("1"))), "uses", "funding", "no funding 'grant'"),
    (with_part("pools", 0, funding="rsg"), "pools", "funding", "not pooled funding"),
    (with_part("pools", 0, our_risk=D("40")), "pools", "our_risk", "40 is not from 0 to 1"),
    (sample_book(tax=BALANCED.tax[:-1]), "tax", "year", "there is no row for 2025/26"),
    (with_part("tax", 2, base=D("0")), "tax", "base", "not more than nothing"),
    (with_part("tax", 2, core=D("1.99")), "tax", "core", "a rise of 199"),
    (with_part("tax", 0, driver="wage"), "tax", "driver", "of the kind price, not tax_base"),
    (with_part("reserves", 0, opening=D("-1")), "reserves", "opening", "less than nothing"),
    (with_part("reserves", 0, kind="savings"), "reserves", "kind", "'savings' is no kind"),
    (with_part("drivers", 0, shape="normal"), "drivers", "shape", "'normal' is no shape"),
    (with_part("drivers", 0, persistence=D("1")), "drivers", "persistence", "below 1"),
    (with_part("drivers", 0, values={}), "drivers", "values", "no assumption for 2021/22"),
    (with_part("drivers", 0, share=D("0.5")), "drivers", "follows", "no driver that it follows"),
    (
        with_part("drivers", 0, follows="care-fees"),
        "drivers",
        "follows",
        "'wage' follows 'care-fees' follows",
    ),
    (with_part("drivers", 0, follows="wage"), "drivers", "follows", "'wage' follows 'wage'"),
    (with_row("correlations", Correlation("pay", "wage", D("0.1"))), "correlations", "other", "there twice"),
    (with_row("correlations", Correlation("pay", "homes", D("1.1"))), "correlations", "value", "not from -1"),
    (with_row("scenarios", Scenario("central", "As planned")), "scenarios", "ref", "without a scenario"),
    (
        with_part("scenarios", 0, overrides=(Override("pays", 2021, D("0")),)),
        "scenarios",
        "driver",
        "there is no driver 'pays'",
    ),
    (with_part("allocations", 0, share=D("0.95"), high=D("1")), "allocations", "share", "come to 1.05"),
    (with_part("allocations", 2, low=D("0.4")), "allocations", "low", "do not lie around the share"),
    (with_part("allocations", 2, basis=" "), "allocations", "basis", "why"),
    (
        with_row("allocations", Allocation("roads", "small", "", D("0.1"), "Use")),
        "allocations",
        "item",
        "go together",
    ),
    (with_row("touches", Touch("closing", "Fewer visits", "small", "o1")), "touches", "change", "no change"),
)


@pytest.mark.parametrize(("book", "part", "column", "words"), ONE_FAULT)
def test_one_thing_wrong_is_refused_once_at_its_place(book: Book, part: str, column: str, words: str) -> None:
    found = faults(book)
    assert [(each.part, each.column) for each in found] == [(part, column)]
    assert words in found[0].what
    assert found[0].do


def test_every_fault_of_a_book_is_told_at_once() -> None:
    lines = (replace(BALANCED.lines[0], service="nowhere"), *BALANCED.lines[1:])
    wrong = sample_book(lines=lines, rules="none", tax=())
    assert {each.part for each in faults(wrong)} >= {"book", "lines", "tax"}


def test_three_things_that_cannot_all_go_together_are_refused_by_their_pair() -> None:
    """Two that both follow a third closely cannot go against each other."""
    found = faults(
        sample_book(
            correlations=(
                Correlation("wage", "pay", D("0.9")),
                Correlation("wage", "homes", D("0.9")),
                Correlation("pay", "homes", D("-0.9")),
            )
        )
    )
    assert [(each.part, each.at, each.column) for each in found] == [("correlations", 1, "value")]


@pytest.mark.parametrize(
    ("matrix", "broken"),
    [
        ([[1.0, 0.9], [0.9, 1.0]], None),
        ([[1.0, 1.0], [1.0, 1.0]], None),
        ([[1.0, 1.0, 0.5], [1.0, 1.0, 0.5], [0.5, 0.5, 1.0]], None),
        ([[1.0, 1.0, 0.5], [1.0, 1.0, 0.6], [0.5, 0.6, 1.0]], 2),
        ([[1.0, 0.9, 0.9], [0.9, 1.0, 0.0], [0.9, 0.0, 1.0]], 2),
    ],
)
def test_correlations_hold_together_or_break_at_a_row(matrix: list[list[float]], broken: int | None) -> None:
    assert first_impossible(matrix) == broken


def unbalanced(book: Book) -> Book:
    return replace(book, contingency=book.contingency + D("1000000.00"))


def excessive(book: Book) -> Book:
    """Core tax at the limit of 2%, and the money that it raises set aside."""
    return replace(book, tax=(TaxYear(2021, D("131000"), D("0.02"), D("0.03")), *book.tax[1:]))


def drawn_out(book: Book) -> Book:
    reserves = (*book.reserves, Reserve("small", "Small", "earmarked", "Odds", D("1"), moves={2023: D("-2")}))
    return replace(book, reserves=reserves)


@pytest.mark.parametrize("state", ["approved", "amended"])
@pytest.mark.parametrize(
    ("spoil", "part", "column", "words"),
    [
        (unbalanced, "book", "state", "spending is £1,000,00"),
        (excessive, "tax", "core", "without care reaches the limit of 2% (england-2021-22)"),
        (drawn_out, "reserves", "2023/24", "£1.00 more is drawn than is there"),
    ],
)
def test_what_the_law_forbids_is_a_fault_of_an_agreed_budget_and_a_warning_of_a_draft(
    spoil: Callable[[Book], Book], part: str, column: str, words: str, state: str
) -> None:
    agreed = faults(spoil(sample_book(state=state)))
    assert (part, column) in [(each.part, each.column) for each in agreed]
    assert any(words in each.what for each in agreed)
    draft = spoil(sample_book())
    assert faults(draft) == ()
    assert any(words in each.what for each in book_warnings(draft, rule_packs()))


def test_more_money_than_spending_is_no_balance_either() -> None:
    found = faults(sample_book(state="approved", contingency=D("1000000.00")))
    assert "the money is £1,000,00" in found[0].what


def test_the_pennies_that_a_whole_band_d_leaves_are_no_fault() -> None:
    """Half a penny for each of 131,000 homes is £655, and a penny of rounding."""
    gap = D("655.01")
    for more, refused in ((gap, False), (gap + 100, True)):
        book = sample_book(state="approved", contingency=BALANCED.contingency + more)
        assert bool(faults(book)) is refused


def test_later_years_of_an_agreed_budget_may_have_a_gap() -> None:
    later = Change("later", "Not yet paid for", "it", 2024, "service", D("90000000.00"))
    assert faults(replace(with_row("changes", later), state="approved")) == ()


def test_a_grant_larger_than_what_its_services_spend_would_pay_for_others_and_is_refused() -> None:
    more = replace(BALANCED.funding[5], amounts=dict.fromkeys(YEARS, D("21000000.00")))
    book = sample_book(funding=(*BALANCED.funding[:5], more, *BALANCED.funding[6:]))
    assert [(each.part, each.at, each.column) for each in faults(book)] == [("funding", 5, "2021/22")]
    kept = Reserve(
        "ph", "Public health kept", "earmarked", "Public health", D("0"), moves={2021: D("1000000")}
    )
    assert faults(replace(book, reserves=(*book.reserves, kept))) == ()


def test_a_grant_that_no_use_ties_to_a_line_is_taken_to_be_spent_by_its_services() -> None:
    assert faults(sample_book(uses=())) == ()


def test_a_line_takes_no_more_restricted_money_than_it_costs() -> None:
    extra = FundingLine(
        "smoking",
        "Smoking grant",
        "specific_grant",
        {2021: D("1.00")},
        services=("public-health", "libraries"),
    )
    use = FundingUse("smoking", "stop-smoking", 2021, D("1.00"))
    book = sample_book(funding=(*BALANCED.funding, extra), uses=(*BALANCED.uses, use))
    assert [(each.part, each.at, each.column) for each in faults(book)] == [
        ("uses", len(BALANCED.uses), "amount")
    ]


def test_without_a_list_of_services_any_service_is_taken() -> None:
    assert book_faults(with_part("lines", 4, service="roads"), rule_packs(), None) == ()


def test_a_one_off_or_a_full_year_effect_of_the_base_year_may_be_entered() -> None:
    """The lines hold last year's changes; without these rows they would keep what was for one year alone."""
    once = Change("once", "Winter grant", "arts", 2020, "service", D("100000.00"), one_off=True)
    more = Change("more", "Opened in October", "roads", 2020, "service", D("1"), full_year=D("200000.00"))
    book = sample_book(changes=(*BALANCED.changes, once, more))
    assert faults(book) == ()
    gaps = [work_out(each).years[0].gap for each in (BALANCED, book)]
    assert gaps[1] - gaps[0] == D("100000.00")
    still = with_row("changes", replace(once, one_off=False))
    assert "does nothing in the plan" in " ".join(each.what for each in book_warnings(still, rule_packs()))


def test_a_collection_fund_that_is_not_called_one_off_is_warned_of() -> None:
    """It is what was collected too much or too little: counted as lasting, it would hide a gap."""
    row = FundingLine("cf", "Collection fund", "collection_fund", {2021: D("1")})
    book = sample_book(funding=(*BALANCED.funding, row))
    said = ("funding", len(BALANCED.funding), "one_off")
    assert said in [(each.part, each.at, each.column) for each in book_warnings(book, rule_packs())]
    once = sample_book(funding=(*BALANCED.funding, replace(row, one_off=True)))
    assert said not in [(each.part, each.at, each.column) for each in book_warnings(once, rule_packs())]


def test_a_year_for_which_no_funding_is_written_is_warned_of() -> None:
    without = tuple(
        replace(each, amounts={year: sum_ for year, sum_ in each.amounts.items() if year != 2023})
        for each in BALANCED.funding
    )
    uses = tuple(use for use in BALANCED.uses if use.year != 2023)
    warned = book_warnings(sample_book(funding=without, uses=uses), rule_packs())
    assert "no funding is written for 2023/24" in [each.what for each in warned]


def test_odd_things_that_may_be_are_warned_of() -> None:
    book = replace(with_part("lines", 4, income=D("50000000.00")), rules="", pools=())
    said = [(each.part, each.column) for each in book_warnings(book, rule_packs())]
    assert {("lines", "income"), ("book", "rules"), ("funding", "ref")} <= set(said)


@pytest.mark.parametrize(
    ("part", "column", "text", "what"),
    [
        ("lines", "title", "a\0b", "the title holds U+0000"),
        ("lines", "note", "a\u202eb", "the note holds U+202E"),
        ("lines", "ref", "a\u202eb", "'U+202E' is no ref"),
        ("lines", "ref", "../roads", "'../roads' is no ref"),
        ("lines", "ref", "roads/a", "'roads/a' is no ref"),
        ("lines", "subjective", "s" * 101, "the subjective is longer than 100 letters"),
        ("lines", "outturn_line", "s" * 201, "the outturn_line is longer than 200 letters"),
        ("changes", "approval", "s" * 301, "the approval is longer than 300 letters"),
        ("allocations", "basis", "s" * 301, "the basis is longer than 300 letters"),
        ("touches", "why", "s" * 301, "the why is longer than 300 letters"),
        ("touches", "measure", "s" * 201, "the measure is longer than 200 letters"),
        ("funding", "source", "s" * 5001, "the source is longer than 5,000 letters"),
    ],
)
def test_a_text_that_cannot_be_kept_or_seen_is_refused(part: str, column: str, text: str, what: str) -> None:
    found = [each for each in faults(with_part(part, 0, **{column: text})) if each.part == part]
    assert any(each.what.startswith(what) and each.column == column for each in found)


def test_a_ref_may_have_the_letters_of_any_language_and_single_stops() -> None:
    book = sample_book(scenarios=(Scenario("tŷ-1.a_b", "A home"),))
    assert not faults(book)


@pytest.mark.parametrize(
    ("part", "column"), [("lines", "gross"), ("changes", "amount"), ("reserves", "opening")]
)
def test_a_sum_that_no_council_has_is_refused(part: str, column: str) -> None:
    (fault,) = (each for each in faults(with_part(part, 0, **{column: D(10) ** 11})) if each.column == column)
    assert fault.what == "this is larger than any council's sum"


def test_sums_that_come_to_more_than_any_council_spends_are_refused_together() -> None:
    many = tuple(replace(BALANCED.lines[0], ref=f"line-{n}", gross=D(10) ** 11 - 1) for n in range(101))
    found = faults(sample_book(state="draft", lines=(*BALANCED.lines, *many)))
    assert [each.what[:21] for each in found] == ["the plan comes to £10"]


def test_a_book_holds_no_more_drivers_and_scenarios_than_can_be_worked_out() -> None:
    scenarios = tuple(Scenario(f"s{n}", "One of many") for n in range(31))
    (fault,) = faults(sample_book(scenarios=scenarios))
    assert (fault.at, fault.what) == (30, "there are 31 scenarios, and a book holds 30 at most")
