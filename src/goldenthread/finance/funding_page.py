"""A version's money and reserves as their pages show them, read from its bare book and its kept sums."""

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.finance.queries.version import Worked
from goldenthread.rules.budget import (
    FUNDING_KINDS,
    RESERVE_KINDS,
    RESTRICTED,
    Book,
    FundingLine,
    FundingUse,
    Pool,
    Reserve,
)
from goldenthread.rules.money import ZERO, total


@dataclass(frozen=True, slots=True)
class FundShown:
    """One line of funding by year, as drivers move it, with what of it is tied to lines."""

    line: FundingLine
    amounts: tuple[Decimal, ...]
    uses: tuple[FundingUse, ...]
    years: tuple[int, ...]

    @property
    def kind_in_words(self) -> str:
        return FUNDING_KINDS.get(self.line.kind, self.line.kind)

    @property
    def is_restricted(self) -> bool:
        return self.line.kind in RESTRICTED

    @property
    def by_line(self) -> list[tuple[str, list[Decimal]]]:
        """What it pays for each line that it is tied to, by year."""
        refs = dict.fromkeys(use.line for use in self.uses)
        return [(ref, [self._tied(ref, year) for year in self.years]) for ref in refs]

    def _tied(self, line: str, year: int) -> Decimal:
        return total([use.amount for use in self.uses if (use.line, use.year) == (line, year)])


@dataclass(frozen=True, slots=True)
class PoolShown:
    """A pooled fund with what each side puts in and bears of an overspend, in per cent."""

    pool: Pool
    whole: Decimal
    our_risk: Decimal
    their_risk: Decimal


@dataclass(frozen=True, slots=True)
class ReserveShown:
    """A reserve with its moves and what it closes at, by year; `below` is where it is under its minimum."""

    reserve: Reserve
    moves: tuple[Decimal, ...]
    closing: tuple[Decimal, ...]

    @property
    def kind_in_words(self) -> str:
        return RESERVE_KINDS.get(self.reserve.kind, self.reserve.kind)

    @property
    def is_deficit(self) -> bool:
        return self.reserve.kind == "schools_deficit"

    @property
    def below(self) -> tuple[bool, ...]:
        """By year: whether it closes below its minimum."""
        return tuple(not self.is_deficit and amount < self.reserve.minimum for amount in self.closing)


def funds(book: Book, sums: Worked) -> tuple[FundShown, ...]:
    """Every line of funding, from sums of `funding`."""
    uses: dict[str, list[FundingUse]] = {}
    for use in book.uses:
        uses.setdefault(use.funding, []).append(use)
    return tuple(
        FundShown(
            line,
            tuple(sums.sums.get(("", "funding", year, "", line.ref), ZERO) for year in book.years),
            tuple(uses.get(line.ref, ())),
            book.years,
        )
        for line in book.funding
    )


def pools(book: Book) -> tuple[PoolShown, ...]:
    """The pooled funds: who puts in what, and who bears which risk."""
    return tuple(
        PoolShown(pool, pool.ours + pool.theirs, pool.our_risk * 100, (1 - pool.our_risk) * 100)
        for pool in book.pools
    )


def reserves(book: Book, sums: Worked) -> tuple[ReserveShown, ...]:
    """Every reserve by year, from sums of `reserve`."""
    return tuple(
        ReserveShown(
            reserve,
            tuple(reserve.moves.get(year, ZERO) for year in book.years),
            tuple(sums.sums.get(("", "reserve", year, "", reserve.ref), ZERO) for year in book.years),
        )
        for reserve in book.reserves
    )
