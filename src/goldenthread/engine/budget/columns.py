"""A budget book as columns: lines that move alike together, and what changes them, ready to be rolled."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.engine.budget.pence import Pennies
from goldenthread.rules.budget import Book, Exposure
from goldenthread.rules.money import in_pence
from goldenthread.rules.mtfp_change import Term, terms

Exposures = tuple[Exposure, ...]
Moving = tuple[int | None, int, str, int]
"""What moves a term: the prices it is in, those it is brought to, its driver, and the year of its value."""

STILL: Final[Moving] = (None, 0, "", 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Terms of one year and step that one thing moves: the places of their lines in the group, and pence."""

    step: str
    early: bool
    once: bool
    moving: Moving
    places: Pennies
    amounts: Pennies


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that move alike: their places in the book, services, base in pence, and terms by year."""

    exposures: Exposures
    lines: Pennies
    services: Pennies
    base: Pennies
    bundles: Mapping[int, tuple[Bundle, ...]]


def groups(book: Book, services: Mapping[str, int]) -> Iterator[Group]:
    """The lines of a book by what they are exposed to; `services` numbers the services."""
    held: dict[Exposures, list[int]] = defaultdict(list)
    for at, line in enumerate(book.lines):
        held[line.exposures].append(at)
    place = {book.lines[at].ref: (group, n) for group, ats in held.items() for n, at in enumerate(ats)}
    bundled = _bundled(book, place)
    for exposures, ats in held.items():
        yield Group(
            exposures,
            np.array(ats, dtype=np.int64),
            np.array([services[book.lines[at].service] for at in ats], dtype=np.int64),
            np.array([in_pence(book.lines[at].net) for at in ats], dtype=np.int64),
            bundled.get(exposures, {}),
        )


def _bundled(
    book: Book, place: Mapping[str, tuple[Exposures, int]]
) -> dict[Exposures, dict[int, tuple[Bundle, ...]]]:
    found: dict[tuple[Exposures, int, str, bool, bool, Moving], list[tuple[int, int]]] = defaultdict(list)
    for change in book.changes:
        exposures, at = place[change.line]
        for term in terms(change, book.price_base):
            if term.year in book.years:
                key = (exposures, term.year, term.step, term.early, term.once, _moving(term, book))
                found[key].append((at, term.amount))
    bundles: dict[Exposures, dict[int, tuple[Bundle, ...]]] = defaultdict(dict)
    for (exposures, year, step, early, once, moving), held in found.items():
        places, amounts = np.array(held, dtype=np.int64).T
        bundle = Bundle(step, early, once, moving, places, amounts)
        bundles[exposures][year] = (*bundles[exposures].get(year, ()), bundle)
    return bundles


def _moving(term: Term, book: Book) -> Moving:
    driver = term.driver if term.at in book.years else ""
    since = term.since if term.since is not None and max(term.since, book.first - 1) < term.to else None
    if since is None and not driver:
        return STILL
    return since, term.to if since is not None else 0, driver, term.at if driver else 0
