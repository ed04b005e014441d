"""Drivers of a draft: added, rewritten and removed. The whole plan hangs on them and is worked out anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction

from goldenthread.delivery.free_ref import free_ref
from goldenthread.finance.commands.scenario import seen_draft
from goldenthread.finance.commands.version import draft_to_keep, replace_budget
from goldenthread.finance.queries.driver import hanging
from goldenthread.finance.storing import book_of
from goldenthread.people.access import Officer
from goldenthread.rules.book_fault import BookFault, Known
from goldenthread.rules.budget import TAX_CARE, TAX_CORE, Assumption, Book, Correlation, Driver
from goldenthread.rules.budget_fault_driver import driver_faults
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.refusal import Refusal, Refused, refuse


@dataclass(frozen=True, slots=True)
class DriverWords:
    """What an officer says of a driver. `goes_with` is by the ref of the other driver."""

    title: str
    kind: str
    shape: str
    source: str
    values: Mapping[int, Assumption]
    persistence: Decimal = Decimal(0)
    follows: str = ""
    share: Decimal = Decimal(0)
    goes_with: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def add_driver(who: Officer | None, ref: str, words: DriverWords, seen: int) -> str:
    """Add a driver to a draft, as it was `seen`; returns the driver's ref.

    Raises Refused where the draft is frozen or was changed since, or where the driver cannot stand.
    """
    book = book_of(seen_draft(who, ref, seen))
    driver = free_ref(words.title, [TAX_CORE, TAX_CARE, *(each.ref for each in book.drivers)], "driver")
    made = _driver(driver, words)
    changed = replace(
        book,
        drivers=(*book.drivers, made),
        correlations=(*book.correlations, *_correlations(driver, words)),
    )
    _refuse_faults(changed, driver)
    replace_budget(who, ref, changed, "add_driver")
    return driver


@transaction.atomic
def change_driver(who: Officer | None, ref: str, driver: str, words: DriverWords, seen: int) -> None:
    """Rewrite a driver of a draft. Raises Refused as `add_driver` does, and where its kind is in use."""
    book = book_of(seen_draft(who, ref, seen))
    before = _named(book, driver)
    if words.kind != before.kind and hanging(ref, book)[driver].is_used:
        raise refuse(
            "what hangs on it hangs on its kind", "leave its kind, or add another driver", column="kind"
        )
    made = _driver(driver, words)
    changed = replace(
        book,
        drivers=tuple(made if each.ref == driver else each for each in book.drivers),
        correlations=(*_without(book, driver), *_correlations(driver, words)),
    )
    _refuse_faults(changed, driver)
    replace_budget(who, ref, changed, "change_driver")


@transaction.atomic
def remove_driver(who: Officer | None, ref: str, driver: str) -> None:
    """Take a driver out of a draft. Raises Refused where anything hangs on it, saying what."""
    book = book_of(draft_to_keep(who, ref))
    title, held = _named(book, driver).title, hanging(ref, book)[driver]
    if held.is_used:
        raise refuse(f"{title} is used: {held.in_words}", "take it out there first")
    kept = tuple(each for each in book.drivers if each.ref != driver)
    replace_budget(
        who, ref, replace(book, drivers=kept, correlations=_without(book, driver)), "remove_driver"
    )


def _driver(ref: str, words: DriverWords) -> Driver:
    return Driver(
        ref,
        words.title,
        words.kind,
        words.values,
        words.shape,
        words.persistence,
        words.follows,
        words.share if words.follows else Decimal(0),
        words.source,
    )


def _correlations(driver: str, words: DriverWords) -> tuple[Correlation, ...]:
    return tuple(Correlation(driver, other, value) for other, value in words.goes_with.items() if value)


def _without(book: Book, driver: str) -> tuple[Correlation, ...]:
    return tuple(each for each in book.correlations if driver not in (each.driver, each.other))


def _named(book: Book, driver: str) -> Driver:
    for each in book.drivers:
        if each.ref == driver:
            return each
    raise refuse(f"there is no driver {driver!r}", "look in the list of drivers")


def _refuse_faults(book: Book, driver: str) -> None:
    faults = [_refusal(book, each) for each in _own_faults(book, driver)]
    if faults:
        raise Refused(faults)


def _own_faults(book: Book, driver: str) -> Iterator[BookFault]:
    """What is wrong with this driver, with a circle it is in, or with how it goes with others."""
    at = next(n for n, each in enumerate(book.drivers) if each.ref == driver)
    for fault in driver_faults(Known.of(book, None)):
        if fault.part == "correlations":
            pair = book.correlations[fault.at or 0]
            if driver in (pair.driver, pair.other) or fault.column == "value":
                yield fault
        elif fault.part == "drivers" and (fault.at == at or f"'{driver}'" in fault.what):
            yield fault


def _refusal(book: Book, fault: BookFault) -> Refusal:
    """The fault at the field of the form; of a correlation above the form, because it names two drivers."""
    names = {year_name(year): f"central-{year}" for year in book.years}
    column = None if fault.part == "correlations" else names.get(fault.column, fault.column)
    return Refusal("", None, column, fault.what, fault.do)
