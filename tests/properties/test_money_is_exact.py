"""What holds of every budget book, whatever is in it: all sums come out to the penny."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

import numpy as np
import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.budget.pence import parts
from goldenthread.engine.budget.roll import Plan
from goldenthread.engine.budget.sharing import spending_by_years
from goldenthread.engine.budget.simulate import simulate
from goldenthread.finance.commands.edit import put_change, put_line, remove_line
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion, WorkedSum
from goldenthread.finance.queries.difference import compared, gap_parts, side
from goldenthread.finance.queries.version import version_named, whole_book
from goldenthread.finance.storing import store
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import Service, User
from goldenthread.rules.allocation import spending_by_outcome
from goldenthread.rules.book_plain import checksum, plain, read_plain
from goldenthread.rules.budget import (
    MANDATES,
    PRESSURES,
    SAVINGS,
    Allocation,
    Assumption,
    Book,
    BudgetLine,
    Change,
    Driver,
    Exposure,
    FundingLine,
    Override,
    Reserve,
    Scenario,
    TaxYear,
)
from goldenthread.rules.budget_difference import gap_effects, net_effect
from goldenthread.rules.money import ZERO, in_pounds, part, share_out, total
from goldenthread.rules.mtfp import work_out
from goldenthread.rules.virement import Standing, VirementMove
from tests.areas.finance.ledger_ground import finance_officer, kept_sums, sums_worked_out_anew

MANY = settings(max_examples=60, deadline=None)
FEW = settings(max_examples=15, deadline=None)
FEWER = settings(max_examples=8, deadline=None)
FIRST, COUNT = 2021, 3
YEARS = range(FIRST, FIRST + COUNT)
POUNDS = st.integers(-(10**12), 10**12).map(lambda pence: D(pence).scaleb(-2))
POSITIVE = st.integers(0, 10**11).map(lambda pence: D(pence).scaleb(-2))
RATES = st.integers(-3000, 3000).map(lambda rate: D(rate).scaleb(-4))
SHARES = st.integers(0, 10**6).map(lambda share: D(share).scaleb(-6))
DRIVERS = {"fees": "price", "pay": "price", "people": "demand", "arrives": "delivery", "rates": "funding"}
REFS = ("a", "b", "c", "d")


@st.composite
def lines(draw: st.DrawFn, ref: str) -> BudgetLine:
    moved = draw(st.lists(st.sampled_from(("fees", "pay", "people")), unique=True, max_size=3))
    return BudgetLine(
        ref,
        ref,
        draw(st.sampled_from(("care", "roads"))),
        draw(POUNDS),
        draw(POSITIVE),
        draw(st.sampled_from(("staff", "running"))),
        draw(st.sampled_from(tuple(MANDATES))),
        tuple(Exposure(driver, draw(SHARES)) for driver in moved),
    )


@st.composite
def changes(draw: st.DrawFn, at: int, refs: Sequence[str]) -> Change:
    kind = draw(st.sampled_from((*PRESSURES, *SAVINGS)))
    once = draw(st.booleans())
    return Change(
        f"c{at}",
        f"c{at}",
        draw(st.sampled_from(refs)),
        draw(st.integers(FIRST - 1, FIRST + COUNT - 1)),
        kind,
        draw(POSITIVE if kind in SAVINGS else POUNDS),
        once,
        ZERO if once or kind == "one_off" else draw(POUNDS),
        draw(st.sampled_from(("", "cash", "2020/21"))),
        draw(st.sampled_from(("", "arrives", "people"))),
    )


@st.composite
def allocations(draw: st.DrawFn, refs: Sequence[str]) -> list[Allocation]:
    found = []
    for ref in refs:
        cuts = sorted(draw(st.lists(SHARES, max_size=3)))
        whole = [*cuts, D(1)] if cuts and draw(st.booleans()) else cuts
        for at, share in enumerate(b - a for a, b in zip([D(0), *whole], whole, strict=False)):
            found.append(Allocation(ref, "plan" if at else "", f"o{at}" if at else "", share, "Time"))
    return found


def assumptions() -> st.SearchStrategy[Assumption]:
    return st.tuples(RATES, RATES, RATES).map(
        lambda rates: Assumption(*(sorted(rates)[n] for n in (1, 0, 2)))
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A book of up to four lines with changes, drivers, funding, reserves, tax and one scenario."""
    refs = REFS[: draw(st.integers(0, 4))]
    drivers = tuple(
        Driver(
            ref,
            ref,
            kind,
            {year: draw(assumptions()) for year in YEARS},
            draw(st.sampled_from(("fixed", "skewed"))),
        )
        for ref, kind in DRIVERS.items()
    )
    funding = FundingLine(
        "r", "Rates", "business_rates", {year: draw(POUNDS) for year in YEARS}, driver="rates"
    )
    return Book(
        "book",
        "Book",
        "Council",
        "draft",
        FIRST,
        COUNT,
        "england-2021-22",
        band_d=D("1351.26"),
        contingency=draw(POSITIVE),
        prior_deficit=draw(POSITIVE),
        price_base=draw(st.sampled_from(("cash", "2020/21"))),
        lines=tuple(draw(lines(ref)) for ref in refs),
        changes=tuple(draw(changes(at, refs)) for at in range(draw(st.integers(0, 5)))) if refs else (),
        funding=(funding,),
        tax=tuple(TaxYear(year, draw(POSITIVE), draw(RATES), draw(RATES)) for year in YEARS),
        reserves=(
            Reserve("g", "General", "general", "", draw(POUNDS), moves={y: draw(POUNDS) for y in YEARS}),
        ),
        drivers=drivers,
        scenarios=(Scenario("other", "Other", overrides=(Override("fees", FIRST + 1, draw(RATES)),)),),
        allocations=tuple(draw(allocations(refs))),
    )


@given(books(), st.sampled_from(("", "other")))
@MANY
def test_every_bridge_sums_to_the_change_of_its_year_and_of_its_services(book: Book, scenario: str) -> None:
    plan = work_out(book, scenario)
    for at, year in enumerate(plan.years):
        assert total(list(plan.bridge(year.year).values())) == year.net - year.opening
        for service in {line.service for line in book.lines}:
            own = [line for line in book.lines if line.service == service]
            before = [plan.nets[line.ref][at - 1] if at else line.net for line in own]
            after = [plan.nets[line.ref][at] for line in own]
            assert total(list(plan.bridge(year.year, service).values())) == total(after) - total(before)


@given(books())
@MANY
def test_the_years_follow_each_other_and_the_gap_is_what_is_left(book: Book) -> None:
    plan = work_out(book)
    for before, after in zip(plan.years, plan.years[1:], strict=False):
        assert after.opening == before.net
    for at, (year, money) in enumerate(zip(plan.years, plan.funded, strict=True)):
        assert year.gap == year.before_savings - year.savings - year.funding
        prior = book.prior_deficit if at == 0 else ZERO
        assert year.before_savings - year.savings == year.net + book.contingency + money.raised + prior
        raised = money.tax.raised if money.tax else ZERO
        assert year.funding == total([*money.lines.values(), money.used, raised])


@given(books())
@MANY
def test_reserves_close_at_what_they_opened_with_and_what_moved(book: Book) -> None:
    plan = work_out(book)
    held = book.reserves[0].opening
    for money in plan.funded:
        held += money.raised - money.used
        assert money.reserves == {"g": held}


@given(books(), st.sampled_from(("", "other")))
@MANY
def test_a_book_worked_as_columns_comes_to_the_same_pennies(book: Book, scenario: str) -> None:
    exact, columns = work_out(book, scenario), Plan(book)
    assert columns.work_out(scenario) == exact
    outline = columns.outline(scenario)
    assert (outline.years, outline.funded) == (exact.years, exact.funded)
    for year in book.years:
        bridge = {step: amount for step, amount in exact.bridge(year).items() if amount}
        assert outline.bridge(year) == bridge


@given(st.lists(st.integers(-(10**17), 10**17), max_size=5), st.fractions(-3, 3), st.integers(1, 10**9))
@MANY
def test_columns_of_pence_are_rounded_as_single_sums_are(
    pence: list[int], share: Fraction, under: int
) -> None:
    for each in (share, share / under):
        assert parts(np.array(pence, dtype=np.int64), each).tolist() == [part(n, each) for n in pence]


def test_sums_that_64_bits_cannot_hold_are_worked_out_all_the_same() -> None:
    line = BudgetLine("a", "a", "care", D("90000000000000.00"), exposures=(Exposure("fees", D(1)),))
    rate = Assumption(D(999), D(999), D(999))
    fees = Driver("fees", "fees", "price", dict.fromkeys(YEARS, rate))
    book = Book("b", "b", "c", "draft", FIRST, COUNT, "r", D(1), lines=(line,), drivers=(fees,))
    assert Plan(book).work_out() == work_out(book)
    assert Plan(book).outline().years == work_out(book).years
    assert work_out(book).years[-1].net == D("90000000000000.00") * 10**9


@given(POUNDS, st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=8).filter(any))
@MANY
def test_what_is_shared_out_sums_to_what_there_was(amount: D, weights: list[D]) -> None:
    shared = share_out(amount, weights)
    assert total(shared) == amount
    for got, weight in zip(shared, weights, strict=True):
        assert abs(Fraction(got) - Fraction(amount) * Fraction(weight) / Fraction(sum(weights))) < Fraction(
            1, 100
        )


@given(books())
@MANY
def test_what_outcomes_come_to_sums_to_all_the_lines(book: Book) -> None:
    nets = {line.ref: line.net for line in book.lines}
    spent = spending_by_outcome(book.allocations, nets)
    assert total(list(spent.values())) == total(list(nets.values()))
    pence = np.array([[int(net * 100)] for net in nets.values()], dtype=np.int64).reshape(len(nets), 1)
    columns: dict[str, int] = {"": 0}
    by_service = spending_by_years(book.allocations, list(nets), pence, [line.service for line in book.lines])
    for (_, key), amounts in by_service.items():
        columns[key] = columns.get(key, 0) + int(amounts[0])
    assert columns == {key: int(amount * 100) for key, amount in spent.items()}


@given(books())
@MANY
def test_a_book_written_out_and_read_back_is_the_same_book(book: Book) -> None:
    again = read_plain(Book, plain(book))
    assert again == book
    assert checksum(again) == checksum(book)


@given(books(), st.integers(1, 3))
@MANY
def test_another_book_has_another_checksum(book: Book, pennies: int) -> None:
    other = replace(book, contingency=book.contingency + D(pennies).scaleb(-2))
    assert checksum(other) != checksum(book)


@given(books(), st.integers(0, 5))
@FEW
def test_drivers_without_doubt_come_to_the_plan_exactly_in_every_draw(book: Book, seed: int) -> None:
    sure = tuple(
        replace(
            each,
            values={year: Assumption(v.central, v.central, v.central) for year, v in each.values.items()},
        )
        for each in book.drivers
    )
    book = replace(book, drivers=sure)
    for year, exact in zip(
        simulate(book, "other", 200, seed).years, work_out(book, "other").years, strict=True
    ):
        assert (year.gap, year.p10, year.p50, year.p90) == (exact.gap,) * 4
        assert year.short == (1 if exact.gap > 0 else 0)


@given(books())
@FEW
def test_the_two_ends_of_a_swing_are_plans_of_their_own(book: Book) -> None:
    for swing in simulate(book, "", 50).swings:
        held = {driver.ref: driver for driver in book.drivers}[swing.driver].values
        for end in ("low", "high"):
            overrides = tuple(Override(swing.driver, year, getattr(each, end)) for year, each in held.items())
            at_end = replace(book, scenarios=(Scenario("end", "End", overrides=overrides),))
            gaps = {year.year: year.gap for year in work_out(at_end, "end").years}
            assert gaps[swing.year] == getattr(swing, end)


@pytest.mark.django_db
@given(books(), books())
@FEW
def test_a_version_holds_its_book_whole_whatever_it_held_before(book: Book, other: Book) -> None:
    BudgetVersion.objects.all().delete()
    begin_budget(None, other)
    row = BudgetVersion.objects.get()
    store(row, book)
    assert whole_book("book") == book
    assert checksum(whole_book("book")) == checksum(book)


@pytest.mark.django_db
@given(books())
@FEW
def test_kept_sums_by_service_mandate_subjective_and_outcome_all_come_to_the_same(book: Book) -> None:
    BudgetVersion.objects.all().delete()
    begin_budget(None, book)
    plan = work_out(book)
    for year in plan.years:
        for what in ("service", "mandate", "subjective", "outcome", "served"):
            kept = WorkedSum.objects.filter(scenario="", year=year.year, what=what)
            assert total([each.amount for each in kept]) == year.net


@pytest.mark.django_db
@given(books(), st.data())
@FEWER
def test_an_edit_of_one_line_moves_every_sum_as_storing_the_whole_anew_would(
    book: Book, data: st.DataObject
) -> None:
    BudgetVersion.objects.all().delete()
    for service in ("care", "roads"):
        if not Service.objects.filter(ref=service).exists():
            open_service(None, service, service, "directorate")
    begin_budget(None, book)
    for _ in range(3):
        ref = data.draw(st.sampled_from(REFS))
        held = {line.ref: line for line in whole_book("book").lines}
        if ref in held and data.draw(st.booleans()):
            remove_line(None, "book", ref)
        else:
            put_line(None, "book", data.draw(lines(ref)))
            changed = Change("new", "New", ref, FIRST, "pay", data.draw(POUNDS), data.draw(st.booleans()))
            put_change(None, "book", replace(changed, ref=f"new-{ref}"))
    assert kept_sums("book") == sums_worked_out_anew("book")


@pytest.mark.django_db
@given(books(), books())
@FEW
def test_what_differs_between_two_versions_sums_to_the_difference_of_their_totals(
    this: Book, that: Book
) -> None:
    User.objects.all().delete()
    BudgetVersion.objects.all().delete()
    begin_budget(None, this)
    begin_budget(None, replace(that, ref="other-book"))
    officer, now = finance_officer(), timezone.now()
    sides = [side(version_named(officer, now, ref), "") for ref in ("book", "other-book")]  # type: ignore[arg-type]
    found = compared(*sides)
    lines = [in_pounds(amount) for amount in net_effect(found.lines, len(found.years))]
    for at, (was, new) in enumerate(zip(work_out(this).years, work_out(that).years, strict=True)):
        assert lines[at] == new.net - was.net
        parts_of = gap_effects(*(gap_parts(each, was.year) for each in sides))
        assert total(list(parts_of.values())) == new.gap - was.gap


@given(
    st.dictionaries(st.sampled_from(REFS), POSITIVE, min_size=4, max_size=4),
    st.lists(st.tuples(st.sampled_from(REFS), st.sampled_from(REFS), SHARES), max_size=6),
)
@MANY
def test_virements_move_budget_and_make_none(budgets: dict[str, D], asked: list[tuple[str, str, D]]) -> None:
    held = {ref: {"grant": (amount * D("0.3")).quantize(D("0.01"))} for ref, amount in budgets.items()}
    standing = Standing(dict(budgets), dict.fromkeys(REFS, "care"), held, {"grant": ("care",)})
    granted = total([each["grant"] for each in held.values()])
    for giver, taker, share in asked:
        amount = (standing.budgets[giver] * share).quantize(D("0.01"))
        if giver != taker and amount:
            standing.apply(VirementMove({giver: -amount, taker: amount}))
    assert total(list(standing.budgets.values())) == total(list(budgets.values()))
    assert total([each["grant"] for each in standing.restricted.values()]) == granted
    assert all(standing.free(ref) >= 0 for ref in REFS)
