"""Whatever a budget book holds, it goes out as a file and comes in the same."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.budget.book_file import file_book
from goldenthread.engine.budget.book_xlsx_write import write_book_xlsx
from goldenthread.engine.budget.book_yaml_write import write_book_yaml
from goldenthread.rules.book_plain import checksum
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

POUNDS = st.integers(-(10**12), 10**12).map(lambda pence: D(pence).scaleb(-2))
SHARES = st.integers(-(10**6), 10**6).map(lambda share: D(share).scaleb(-6))
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"))
WORDS = (
    st.text(LETTERS, max_size=30)
    .map(lambda said: " ".join(said.split()))
    .filter(lambda said: not said.startswith("# ") and "_x" not in said)
)
REFS = st.text("abcdefghijklmnop0123456789-/.", min_size=1, max_size=12)
YEARS = (2021, 2022, 2023)


@st.composite
def lines(draw: st.DrawFn, drivers: Sequence[str]) -> BudgetLine:
    moved = draw(st.lists(st.sampled_from(drivers), unique=True, max_size=2)) if drivers else []
    return BudgetLine(
        draw(REFS),
        draw(WORDS),
        draw(REFS),
        draw(POUNDS),
        draw(POUNDS),
        draw(WORDS),
        draw(st.sampled_from(tuple(MANDATES))),
        tuple(Exposure(driver, draw(SHARES)) for driver in moved),
        draw(WORDS),
        draw(WORDS),
    )


@st.composite
def changes(draw: st.DrawFn) -> Change:
    return Change(
        draw(REFS),
        draw(WORDS),
        draw(REFS),
        draw(st.sampled_from(YEARS)),
        draw(st.sampled_from((*PRESSURES, *SAVINGS))),
        draw(POUNDS),
        draw(st.booleans()),
        draw(POUNDS),
        draw(st.sampled_from(("", "cash", "2020/21"))),
        evidence=draw(WORDS),
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A book of anything: whether it could stand is not asked."""
    drivers = draw(st.lists(REFS, unique=True, max_size=3))
    by_year = st.dictionaries(st.sampled_from(YEARS), POUNDS)
    values = st.dictionaries(st.sampled_from(YEARS), st.builds(Assumption, SHARES, SHARES, SHARES))
    overrides = st.lists(st.builds(Override, REFS, st.sampled_from(YEARS), SHARES), max_size=3).map(tuple)
    return Book(
        ref=draw(REFS),
        title=draw(WORDS.filter(bool)),
        body=draw(WORDS.filter(bool)),
        state="draft",
        first=2021,
        count=3,
        rules=draw(REFS),
        band_d=draw(POUNDS),
        contingency=draw(POUNDS),
        illustrative=draw(st.booleans()),
        note=draw(WORDS),
        lines=tuple(draw(st.lists(lines(drivers), max_size=4))),
        changes=tuple(draw(st.lists(changes(), max_size=4))),
        funding=tuple(
            FundingLine(
                draw(REFS),
                draw(WORDS),
                "schools_grant",
                draw(by_year),
                tuple(draw(st.lists(REFS, max_size=2))),
            )
            for _ in range(draw(st.integers(0, 3)))
        ),
        tax=tuple(
            TaxYear(year, draw(SHARES), draw(SHARES), draw(SHARES), draw(st.none() | POUNDS))
            for year in YEARS
        ),
        reserves=(
            Reserve("r", draw(WORDS), "general", draw(WORDS), draw(POUNDS), draw(POUNDS), draw(by_year)),
        ),
        drivers=tuple(
            Driver(ref, draw(WORDS), "price", draw(values), "skewed", draw(SHARES)) for ref in drivers
        ),
        scenarios=tuple(
            Scenario(ref, draw(WORDS), draw(WORDS), draw(st.booleans()), draw(overrides))
            for ref in draw(st.lists(REFS, unique=True, max_size=3))
        ),
        allocations=(Allocation("l", "", "", draw(SHARES), draw(WORDS), low=draw(st.none() | SHARES)),),
    )


def filled(book: Book) -> Book:
    """The book with words where a cell must not be empty."""
    return replace(
        book,
        lines=tuple(replace(each, title=each.title or "a") for each in book.lines),
        changes=tuple(replace(each, title=each.title or "a") for each in book.changes),
        funding=tuple(replace(each, title=each.title or "a") for each in book.funding),
        reserves=tuple(
            replace(each, title=each.title or "a", purpose=each.purpose or "a") for each in book.reserves
        ),
        drivers=tuple(replace(each, title=each.title or "a") for each in book.drivers),
        scenarios=tuple(replace(each, title=each.title or "a") for each in book.scenarios),
        allocations=tuple(replace(each, basis=each.basis or "a") for each in book.allocations),
    )


@pytest.mark.parametrize(("ending", "most"), [("yaml", 100), ("xlsx", 25)])
def test_any_book_goes_out_and_comes_in_without_a_difference(
    tmp_path_factory: pytest.TempPathFactory, ending: str, most: int
) -> None:
    path = tmp_path_factory.mktemp("books") / f"book.{ending}"

    @settings(max_examples=most, deadline=None)
    @given(books())
    def same(made: Book) -> None:
        book = filled(made)
        path.write_bytes(write_book_xlsx(book) if ending == "xlsx" else write_book_yaml(book).encode())
        filed = file_book(path)
        assert filed.refusals == ()
        assert checksum(filed.book) == checksum(book)

    same()
