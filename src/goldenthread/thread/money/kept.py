"""What is kept by: each reserve with its purpose, what moves in and out, and the least it should hold."""

from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.rules.budget import Book
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import CHANGE, POUNDS, Column, Sheet
from goldenthread.thread.money.words import RESERVES


def reserves_sheet(opened: Opened) -> Sheet:
    """Each reserve over the budget's year."""
    year = opened.first
    closing = opened.sums((year,), "reserve").by("reserve", year)
    rows = tuple(
        (
            reserve.title,
            RESERVES[reserve.kind],
            reserve.purpose,
            closing[reserve.ref] - reserve.moves.get(year, ZERO),
            reserve.moves.get(year, ZERO),
            closing[reserve.ref],
            reserve.minimum or None,
        )
        for reserve in opened.book.reserves
        if reserve.ref in closing
    )
    return Sheet(
        "reserves",
        _("Reserves"),
        (
            Column("reserve", _("Reserve")),
            Column("kind", _("Kind")),
            Column("purpose", _("What it is for")),
            Column("opening", _("Start of the year"), POUNDS),
            Column("moves", _("In or out"), CHANGE),
            Column("closing", _("End of the year"), POUNDS),
            Column("minimum", _("The least it should hold"), POUNDS),
        ),
        rows,
    )


def general_reserve(book: Book, closing: dict[str, Decimal]) -> tuple[Decimal, Decimal]:
    """What all general reserves hold together, and the least that they should."""
    general = [each for each in book.reserves if each.kind == "general"]
    return (
        sum((closing.get(each.ref, ZERO) for each in general), ZERO),
        sum((each.minimum for each in general), ZERO),
    )
