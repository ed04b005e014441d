"""Small budget books for the examples: one line of £1,000.00 unless an example says otherwise."""

from dataclasses import replace
from decimal import Decimal as D

from goldenthread.rules.budget import Assumption, Book, BudgetLine, Change, Driver, Exposure
from goldenthread.rules.mtfp import Mtfp, work_out

YEARS = (2021, 2022, 2023)
EMPTY = Book("book", "Book", "Council", "draft", 2021, 3, "england-2021-22", D("1000.00"))


def line(
    net: str = "1000.00", ref: str = "homes", moved: dict[str, str] | None = None, service: str = "care"
) -> BudgetLine:
    """A line whose budget moves with drivers by weight."""
    exposures = tuple(Exposure(driver, D(weight)) for driver, weight in (moved or {}).items())
    return BudgetLine(ref, ref.title(), service, D(net), exposures=exposures)


def change(kind: str, amount: str, year: int = 2021, on: str = "homes", **more: object) -> Change:
    """A change on a line; `more` are its other fields."""
    return Change(f"{kind}-{year}", kind, on, year, kind, D(amount), **more)  # type: ignore[arg-type]


def driver(
    ref: str, kind: str, central: str, low: str = "", high: str = "", shape: str = "fixed", **more: object
) -> Driver:
    """A driver with the same assumption in every year."""
    assumed = Assumption(D(central), D(low or central), D(high or central))
    return Driver(ref, ref, kind, dict.fromkeys(YEARS, assumed), shape, **more)  # type: ignore[arg-type]


def book(*parts: BudgetLine | Change | Driver, **more: object) -> Book:
    """A book of those lines, changes and drivers; one line where none is given."""
    lines = tuple(each for each in parts if isinstance(each, BudgetLine)) or (line(),)
    return replace(
        EMPTY,
        lines=lines,
        changes=tuple(each for each in parts if isinstance(each, Change)),
        drivers=tuple(each for each in parts if isinstance(each, Driver)),
        **more,  # type: ignore[arg-type]
    )


def costs(*parts: BudgetLine | Change | Driver, **more: object) -> list[str]:
    """What the first line costs net, year by year."""
    return [f"{net:,}" for net in next(iter(worked(*parts, **more).nets.values()))]


def worked(*parts: BudgetLine | Change | Driver, **more: object) -> Mtfp:
    """The plan of such a book."""
    return work_out(book(*parts, **more))
