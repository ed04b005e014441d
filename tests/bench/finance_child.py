"""One drawing of a budget in a process of its own: `python -m tests.bench.finance_child NAME DRAWS`."""

import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from goldenthread.engine.budget.simulate import simulate
from goldenthread.rules.budget import Book
from goldenthread.rules.mtfp import work_out
from tests.bench.finance import COUNT, KINDS, YEARS, invented

LINES = 130
"""Ten for each of thirteen services."""


def golden_thread(book: Book, draws: int) -> float:
    """The plan, all of its draws and its tornado; the P90 of the last year's gap."""
    return float(simulate(book, "", draws, 1).years[-1].p90)


def normals(_: Book, draws: int) -> float:
    """A floor: merely draw as many standard normals, a year at a time."""
    stream = np.random.default_rng(1)
    return float(sum(stream.standard_normal((len(KINDS), draws))[0, 0] for _ in YEARS))


def line_by_line(book: Book, draws: int) -> float:
    """A peer: the same model as it would be written in numpy, each line by itself, all draws at once."""
    drawn = _plain_draws(book, draws)
    gap = np.zeros((COUNT, draws))
    for line in book.lines:
        cost = np.full(draws, float(line.net))
        changes = [change for change in book.changes if change.line == line.ref]
        for at, year in enumerate(YEARS):
            cost = cost - sum(
                _effect(change, drawn) for change in changes if change.one_off and change.year == year - 1
            )
            for kind in ("price", "demand"):
                cost = cost * (
                    1
                    + sum(
                        float(each.weight) * drawn[each.driver][at]
                        for each in line.exposures
                        if KINDS[each.driver] == kind
                    )
                )
            cost = cost + sum(_effect(change, drawn) for change in changes if change.year == year)
            gap[at] += cost
    exact = work_out(book)
    for at, year in enumerate(YEARS):
        gap[at] -= float(book.funding[0].amounts[year]) * (1 + drawn["rates"][at])
        gap[at] -= float(book.tax[at].base) * (1 + drawn["homes"][at]) * float(exact.funded[at].tax.band_d)  # type: ignore[union-attr]
    return float(np.quantile(gap[-1], 0.9))


def _effect(change, drawn):  # type: ignore[no-untyped-def]
    amount = float(change.effect)
    return amount * np.clip(drawn[change.driver][change.year - YEARS[0]], 0, 1) if change.driver else amount


def _plain_draws(book: Book, draws: int) -> dict[str, NDArray[np.float64]]:
    stream = np.random.default_rng(2)
    size = len(KINDS)
    root = np.linalg.cholesky(np.full((size, size), 0.3) + 0.7 * np.eye(size))
    normal = np.einsum("ij,tjn->tin", root, stream.standard_normal((COUNT, size, draws)))
    for at in range(1, COUNT):
        normal[at] = 0.5 * normal[at - 1] + 0.75**0.5 * normal[at]
    found = {}
    for place, driver in enumerate(book.drivers):
        low, central, high = (
            float(getattr(driver.values[YEARS[0]], name)) for name in ("low", "central", "high")
        )
        z = normal[:, place]
        found[driver.ref] = (
            central + np.where(z > 0, z * (high - central), z * (central - low)) / 1.2815515655446004
        )
    return found


CONTENDERS: dict[str, Callable[[Book, int], float]] = {
    "golden thread": golden_thread,
    "floor: numpy draws the normals": normals,
    "peer: numpy, line by line": line_by_line,
}


def main(name: str, draws: int) -> None:
    """Draw once to be warm, then once in earnest; print processor time, the answer and the most memory."""
    book = invented(LINES)
    run = CONTENDERS[name]
    run(book, min(draws, 1000))
    started = time.process_time()
    answer = run(book, draws)
    taken = time.process_time() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": taken, "answer": answer, "most": most}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
