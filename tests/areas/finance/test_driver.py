"""Drivers of a draft: what hangs on each, and what is refused because it cannot stand or is in use."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal as D

import pytest

from goldenthread.finance.commands.driver import DriverWords, add_driver, change_driver, remove_driver
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.driver_page import DriverSection, drivers_shown
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.driver import Hanging, drivers_of, hanging
from goldenthread.finance.queries.version import bare_book, worked
from goldenthread.finance.storing import book_of
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.rules.budget import Assumption, Driver
from goldenthread.rules.mtfp import work_out
from goldenthread.rules.refusal import Refused
from tests.areas.finance.agreed import agree, person
from tests.areas.finance.sample_book import YEARS, sample_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiona(db: None) -> User:
    return person("fiona", "finance")


@pytest.fixture
def ref(fiona: User) -> str:
    return begin_budget(fiona, sample_book())


def words_of(driver: Driver, **changed: object) -> DriverWords:
    """What an officer who changes nothing, or only that, would say of a driver."""
    words = DriverWords(
        driver.title,
        driver.kind,
        driver.shape,
        driver.source or "Officers' own judgement",
        driver.values,
        driver.persistence,
        driver.follows,
        driver.share,
    )
    return replace(words, **changed)  # type: ignore[arg-type]


def named(ref: str, driver: str) -> Driver:
    return next(each for each in bare_book(ref).drivers if each.ref == driver)


def change(who: User, ref: str, driver: str, **changed: object) -> None:
    words = words_of(named(ref, driver), **changed)
    change_driver(who, ref, driver, words, BudgetVersion.objects.get(ref=ref).version)


def held(ref: str) -> Mapping[str, Hanging]:
    return hanging(ref, bare_book(ref))


def section(ref: str, driver: str) -> DriverSection:
    return next(each for each in drivers_shown(drivers_of(ref)) if each.ref == driver)


def fact(ref: str, driver: str, key: str) -> str:
    return next(row.value for row in section(ref, driver).facts if row.key == key)


def test_what_hangs_on_a_driver_is_counted_from_the_lines_and_their_weights(ref: str) -> None:
    pay = held(ref)["pay"]
    assert (pay.lines, pay.net, pay.moved) == (2, D("87000000.00"), D("76200000.00"))
    assert fact(ref, "pay", "What hangs on it").startswith(
        "2 budget lines, £87 million net, of which £76.2 million moves with it"
    )


def test_funding_changes_the_tax_base_and_other_drivers_hang_on_drivers_too(ref: str) -> None:
    drivers = held(ref)
    assert drivers["rates-growth"].funding == ("Business rates kept",)
    assert drivers["homes"].tax_base
    assert (drivers["delivery"].changes, drivers["delivery"].amount) == (2, D("6500000.00"))
    assert drivers["wage"].followers == ("Fees of care homes",)


def test_each_driver_says_its_kind_shape_what_it_follows_and_its_source_in_words(ref: str) -> None:
    assert fact(ref, "care-fees", "What it moves") == "Price"
    assert fact(ref, "care-fees", "Follows") == "National Living Wage: 60% of it is added"
    assert fact(ref, "wage", "How uncertain") == "One chance in ten below the low, one in ten above the high"
    assert fact(ref, "wage", "A surprise lasts") == "50% of it is still there the next year"
    assert fact(ref, "wage", "Goes together with") == "Pay award (0.6)"
    assert fact(ref, "wage", "Source") == "Low Pay Commission"
    assert fact(ref, "ageing", "Source") == "No source is given"


def test_its_values_stand_by_year_with_their_low_and_high(ref: str) -> None:
    table = section(ref, "pay").table
    assert table.headings[1] == "2021/22"
    assert [row[:2] for row in table.rows] == [("Low", "1%"), ("Central", "2%"), ("High", "4%")]


def test_a_changed_driver_works_the_whole_plan_out_anew(fiona: User, ref: str) -> None:
    values = {year: Assumption(D("0.03"), D("0.01"), D("0.04")) for year in YEARS}
    change(fiona, ref, "pay", values=values)
    book = book_of(BudgetVersion.objects.get(ref=ref))
    sums = worked(ref, "total")
    assert [sums.total("gap", year) for year in YEARS] == [each.gap for each in work_out(book).years]


def test_saving_a_driver_as_it_is_changes_nothing_but_what_is_asked(fiona: User, ref: str) -> None:
    before = bare_book(ref)
    change(fiona, ref, "pay", goes_with={"wage": D("0.6")})
    after = bare_book(ref)
    assert after.drivers == tuple(
        replace(each, source="Officers' own judgement") if each.ref == "pay" else each
        for each in before.drivers
    )
    assert {frozenset((each.driver, each.other)) for each in after.correlations} == {
        frozenset(("wage", "pay"))
    }


def test_drivers_that_would_follow_each_other_in_a_circle_are_refused_with_the_circle_named(
    fiona: User, ref: str
) -> None:
    with pytest.raises(Refused) as refused:
        change(fiona, ref, "wage", follows="care-fees", share=D("0.1"))
    [told] = refused.value.refusals
    assert told.column == "follows"
    assert "circle" in told.what
    assert "wage" in told.what
    assert "care-fees" in told.what


def test_correlations_that_contradict_each_other_are_refused(fiona: User, ref: str) -> None:
    change(fiona, ref, "ageing", goes_with={"wage": D("0.6")})
    with pytest.raises(Refused, match="cannot go together"):
        change(fiona, ref, "pay", goes_with={"wage": D("0.9"), "ageing": D("-0.9")})


def test_a_driver_in_use_keeps_its_kind_and_its_place(fiona: User, ref: str) -> None:
    with pytest.raises(Refused, match="hangs on its kind"):
        change(fiona, ref, "pay", kind="demand")
    with pytest.raises(Refused, match="2 budget lines"):
        remove_driver(fiona, ref, "pay")


def test_a_new_driver_hangs_alone_and_may_go_again(fiona: User, ref: str) -> None:
    words = words_of(named(ref, "pay"), title="Energy", goes_with={"wage": D("0.2")})
    made = add_driver(fiona, ref, words, BudgetVersion.objects.get(ref=ref).version)
    assert fact(ref, made, "What hangs on it").startswith("It moves nothing yet. Join it")
    assert section(ref, made).may_go
    remove_driver(fiona, ref, made)
    assert made not in held(ref)
    assert all(made not in (each.driver, each.other) for each in bare_book(ref).correlations)


def test_only_finance_officers_change_drivers_and_only_of_a_draft(fiona: User, ref: str) -> None:
    with pytest.raises(NotAllowed):
        change(person("perry", "performance"), ref, "pay")
    agree(ref)
    with pytest.raises(Refused, match="frozen"):
        change(fiona, ref, "pay")
