"""Drawn values of a book's drivers: a Gaussian copula over years, as columns of float64."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldenthread.engine.budget.normal import normal_below
from goldenthread.rules.budget import Book, Driver
from goldenthread.rules.mtfp_driver import Drivers
from goldenthread.rules.refusal import refuse

Column = NDArray[np.float64]
Value = float | Column
"""One number where it is certain, one of each draw where it is not."""
Values = Mapping[tuple[str, int], Value]
"""What drivers come to, with what they follow, by ref and year."""

TENTH: Final = 1.2815515655446004
"""One in ten of a standard normal lies above it."""
_NEGLIGIBLE: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Surprises:
    """The drivers of a book that are uncertain, in its order, and how their surprises hang together.

    `mixing` is the lower triangle whose product with its transpose is how one year's surprises correlate.
    """

    drivers: tuple[Driver, ...]
    mixing: NDArray[np.float64]
    years: tuple[int, ...]


def surprises(book: Book) -> Surprises:
    """What has to be drawn. Raises Refused where no surprises could go together as the book says."""
    uncertain = tuple(each for each in book.drivers if any(_spread(each, year) for year in book.years))
    return Surprises(uncertain, mixing(correlations(book, uncertain)), book.years)


def correlations(book: Book, drivers: Sequence[Driver]) -> NDArray[np.float64]:
    """The matrix of how those drivers' surprises go together; what the book does not say is nothing."""
    at = {driver.ref: place for place, driver in enumerate(drivers)}
    matrix = np.eye(len(drivers))
    for each in book.correlations:
        if each.driver in at and each.other in at:
            matrix[at[each.driver], at[each.other]] = matrix[at[each.other], at[each.driver]] = float(
                each.value
            )
    return matrix


def mixing(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lower triangle of a correlation matrix, by Cholesky; a pivot of nothing is allowed.

    Raises Refused where the matrix is not positive semi-definite: no numbers could be correlated so.
    """
    lower = np.zeros_like(matrix)
    for place in range(len(matrix)):
        rest = matrix[place:, place] - lower[place:, :place] @ lower[place, :place]
        if rest[0] < -_NEGLIGIBLE or (rest[0] <= _NEGLIGIBLE and np.abs(rest).max() > 1e-5):
            raise refuse(
                "the correlations contradict each other: no drivers could go together so",
                "make them smaller, or correct those of three drivers that do not agree",
                column="correlations",
            )
        if rest[0] > _NEGLIGIBLE:
            lower[place:, place] = rest / np.sqrt(rest[0])
    return lower


def drawn(of: Surprises, draws: int, seed: int, chunk: int) -> Iterator[NDArray[np.float64]]:
    """Standard normals of (years, drivers, draws), `chunk` draws at a time.

    They are the same numbers whatever the chunk: each draw takes its own from one stream. Persistence carries
    part of a year's number into the next and keeps its variance.
    """
    stream = np.random.default_rng(seed)
    count, years = len(of.drivers), len(of.years)
    for start in range(0, draws, chunk):
        size = min(chunk, draws - start)
        raw = stream.standard_normal((size, years * count))
        yield _persisting(of, np.ascontiguousarray(raw.T).reshape(years, count, size))


def _persisting(of: Surprises, raw: NDArray[np.float64]) -> NDArray[np.float64]:
    held = np.empty_like(raw)
    for at in range(len(of.years)):
        _mixed(of.mixing, raw[at], held[at])
        if at:
            for place, driver in enumerate(of.drivers):
                kept = float(driver.persistence)
                if kept:
                    held[at, place] *= np.sqrt(1 - kept * kept)
                    held[at, place] += kept * held[at - 1, place]
    return held


def _mixed(lower: NDArray[np.float64], raw: NDArray[np.float64], into: NDArray[np.float64]) -> None:
    """Row by row and not by a matrix product, whose last bits change with the number of columns."""
    for place, row in enumerate(lower):
        np.multiply(raw[place], row[place], out=into[place])
        for other in np.flatnonzero(row[:place]):
            into[place] += row[other] * raw[other]


def values(book: Book, central: Drivers, of: Surprises, normals: NDArray[np.float64] | None) -> Values:
    """What each driver comes to in each year under each draw; without normals, at its central value."""
    place = {driver.ref: at for at, driver in enumerate(of.drivers)}
    found: dict[tuple[str, int], Value] = {}
    for driver in followed_first(book.drivers):
        for at, year in enumerate(book.years):
            own: Value = float(central.own(driver.ref, year))
            if normals is not None and driver.ref in place:
                own = _shaped(driver, year, float(own), normals[at, place[driver.ref]])
            if driver.follows:
                own = own + float(driver.share) * found[driver.follows, year]
            found[driver.ref, year] = own
    return found


def followed_first(drivers: Sequence[Driver]) -> Iterable[Driver]:
    """The drivers in an order in which whatever one follows comes before it. Raises Refused on a circle."""
    held = {driver.ref: driver for driver in drivers}
    done: dict[str, Driver] = {}
    for driver in drivers:
        chain: dict[str, Driver] = {}
        while driver.ref not in done:
            if driver.ref in chain:
                raise refuse(f"{driver.ref} follows itself", "let one of them follow none", column="follows")
            chain[driver.ref] = driver
            if not driver.follows:
                break
            driver = held[driver.follows]
        done |= dict(reversed(chain.items()))
    return done.values()


def _spread(driver: Driver, year: int) -> bool:
    held = driver.values.get(year)
    return driver.shape != "fixed" and held is not None and held.low != held.high


def _shaped(driver: Driver, year: int, central: float, normal: Column) -> Value:
    """The central value, moved by a draw. An override moves the low and the high as far as the central."""
    if not _spread(driver, year):
        return central
    held = driver.values[year]
    below, above = float(held.central - held.low), float(held.high - held.central)
    if driver.shape == "triangular":
        return _triangular(central, below, above, normal)
    return central + np.maximum(normal, 0) * (above / TENTH) + np.minimum(normal, 0) * (below / TENTH)


def _triangular(central: float, below: float, above: float, normal: Column) -> Column:
    whole = below + above
    share = normal_below(normal)
    left = -below + np.sqrt(share * (whole * below))
    right = above - np.sqrt((1 - share) * (whole * above))
    return central + np.where(share * whole < below, left, right)
