"""The drivers of a version, and what hangs on each: lines, changes, funding, the tax base, other drivers."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from goldenthread.finance.models import ChangeRow, Line
from goldenthread.finance.queries.version import bare_book
from goldenthread.kit.format import count_of, money
from goldenthread.rules.budget import Book, Driver
from goldenthread.rules.money import ZERO


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a driver moves. `net` is the base year's net budget of its lines, in pounds.

    A line that moves by 60% of a driver counts whole in `net` and as 60% of itself in `moved`.
    """

    lines: int = 0
    net: Decimal = ZERO
    moved: Decimal = ZERO
    changes: int = 0
    amount: Decimal = ZERO
    funding: tuple[str, ...] = ()
    tax_base: bool = False
    followers: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether anything would lose what moves it if the driver went."""
        return bool(
            self.lines or self.changes or self.funding or self.tax_base or self.followers or self.scenarios
        )

    @property
    def in_words(self) -> str:
        """ "2 budget lines, £345 million net; funding: Business rates"; "nothing yet"."""
        said = []
        if self.lines:
            part = "" if self.moved == self.net else f", of which {money(_whole(self.moved))} moves with it"
            said.append(f"{count_of(self.lines, 'budget line')}, {money(_whole(self.net))} net{part}")
        if self.changes:
            said.append(f"{count_of(self.changes, 'change')} of {money(_whole(self.amount))} together")
        if self.funding:
            said.append(f"funding: {', '.join(self.funding)}")
        if self.tax_base:
            said.append("the council tax base")
        if self.followers:
            said.append(f"drivers that follow it: {', '.join(self.followers)}")
        if self.scenarios:
            said.append(f"scenarios that override it: {', '.join(self.scenarios)}")
        return "; ".join(said) or "nothing yet"


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1))


@dataclass(frozen=True, slots=True)
class DriverShown:
    """A driver, what hangs on it, and the title and correlation of each that goes with it."""

    driver: Driver
    hanging: Hanging
    follows: str
    goes_with: tuple[tuple[str, Decimal], ...]


def drivers_of(ref: str) -> tuple[DriverShown, ...]:
    """The drivers of a version in their order: sums made by the database, however many lines there are."""
    book = bare_book(ref)
    titles = {driver.ref: driver.title for driver in book.drivers}
    held = hanging(ref, book)
    return tuple(
        DriverShown(driver, held[driver.ref], titles.get(driver.follows, ""), _goes_with(book, driver.ref))
        for driver in book.drivers
    )


def hanging(ref: str, book: Book) -> dict[str, Hanging]:
    """What hangs on each driver of a version, by the driver's ref."""
    lines, changes = _lines(ref), _changes(ref)
    return {
        driver.ref: Hanging(
            *lines[driver.ref],
            *changes[driver.ref],
            funding=tuple(each.title for each in book.funding if each.driver == driver.ref),
            tax_base=any(each.driver == driver.ref for each in book.tax),
            followers=tuple(each.title for each in book.drivers if each.follows == driver.ref),
            scenarios=tuple(
                each.title
                for each in book.scenarios
                if any(override.driver == driver.ref for override in each.overrides)
            ),
        )
        for driver in book.drivers
    }


def _lines(ref: str) -> dict[str, tuple[int, Decimal, Decimal]]:
    """Lines that move alike are added up by the database; there are few ways in which lines move."""
    found: dict[str, tuple[int, Decimal, Decimal]] = defaultdict(lambda: (0, ZERO, ZERO))
    alike = Line.objects.filter(budget__ref=ref).order_by().values_list("exposures")
    sums = alike.annotate(count=Count("id"), spent=Sum("gross"), taken=Sum("income"))
    for exposures, count, spent, taken in sums:
        net = spent - taken
        for driver, weight in exposures:
            lines, whole, moved = found[driver]
            found[driver] = (lines + count, whole + net, moved + net * Decimal(weight))
    return found


def _changes(ref: str) -> dict[str, tuple[int, Decimal]]:
    found: dict[str, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
    rows = ChangeRow.objects.filter(budget__ref=ref).exclude(driver="").order_by().values_list("driver")
    found.update(
        {
            driver: (count, total)
            for driver, count, total in rows.annotate(count=Count("id"), total=Sum("amount"))
        }
    )
    return found


def _goes_with(book: Book, ref: str) -> tuple[tuple[str, Decimal], ...]:
    titles = {driver.ref: driver.title for driver in book.drivers}
    pairs = [
        (each.other if each.driver == ref else each.driver, each.value)
        for each in book.correlations
        if ref in (each.driver, each.other)
    ]
    return tuple((titles.get(other, other), value) for other, value in pairs)
