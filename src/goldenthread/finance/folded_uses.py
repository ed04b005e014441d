"""What restricted money pays for, after virements moved what it paid for from one line to another."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from goldenthread.engine.budget.roll import Plan
from goldenthread.rules.budget import Book, FundingUse
from goldenthread.rules.money import ZERO

Move = Mapping[str, Decimal]
"""What each line gains (positive) or gives (negative) by one virement."""
Uses = dict[tuple[str, str, int], Decimal]
"""Amounts by funding, line and year."""


def fold_uses(book: Book, moves: Sequence[Move]) -> tuple[FundingUse, ...]:
    """The uses of a book that holds the virements already: what a line no longer costs, its money follows.

    A use moves with its virement, in every year, and only to a line that the fund may pay for and that costs
    so much. What finds no place stays where it is, and is told when the budget is frozen.
    """
    used = {use.line for use in book.uses}
    if not any(amount < 0 and line in used for move in moves for line, amount in move.items()):
        return book.uses
    plan = Plan(book).work_out()
    income = {line.ref: line.income for line in book.lines}
    held: Uses = {(use.funding, use.line, use.year): use.amount for use in book.uses}
    for at, year in enumerate(book.years):
        room = {line: plan.nets[line][at] + income[line] for move in moves for line in move}
        for (_, line, of), amount in held.items():
            if of == year and line in room:
                room[line] -= amount
        for move in moves:
            _follow(book, move, year, held, room)
    return tuple(FundingUse(*key, amount) for key, amount in held.items() if amount)


def _follow(book: Book, move: Move, year: int, held: Uses, room: dict[str, Decimal]) -> None:
    services = {line.ref: line.service for line in book.lines if line.ref in move}
    payable = {fund.ref: fund.services for fund in book.funding}
    takers = [line for line, amount in move.items() if amount > 0]
    for giver in (line for line, amount in move.items() if amount < 0):
        for funding, _, _ in [key for key in held if key[1:] == (giver, year)]:
            for taker in (line for line in takers if services[line] in payable[funding]):
                moved = max(ZERO, min(-room[giver], room[taker], held[funding, giver, year]))
                held[funding, giver, year] -= moved
                held[funding, taker, year] = held.get((funding, taker, year), ZERO) + moved
                room[giver] += moved
                room[taker] -= moved
