"""What was refused, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing in a file that cannot be taken.

    `row` is the line as a person sees it, the header being row 1. In a workbook the sheet is part of `file`,
    as in `book.xlsx[Items]`.
    """

    file: str
    row: int | None
    column: str | None
    what: str
    do: str

    def __str__(self) -> str:
        place = (self.file, "" if self.row is None else str(self.row), self.column or "")
        return ": ".join(
            part for part in (":".join(part for part in place if part), self.what, self.do) if part
        )


class Refused(Exception):
    """Raised when nothing can be taken; `refusals` says why, in the order found.

    `count` is how many there are, where they are too many to be told one by one.
    """

    def __init__(self, refusals: Iterable[Refusal], count: int | None = None) -> None:
        self.refusals: tuple[Refusal, ...] = tuple(refusals)
        self.count: int = len(self.refusals) if count is None else count
        super().__init__("\n".join(str(refusal) for refusal in self.refusals))

    def __reduce__(self) -> tuple[type["Refused"], tuple[tuple[Refusal, ...], int]]:
        """Carried whole from one process to another."""
        return Refused, (self.refusals, self.count)


def refuse(
    what: str, do: str, *, file: str = "", row: int | None = None, column: str | None = None
) -> Refused:
    """One refusal, ready to raise."""
    return Refused([Refusal(file, row, column, what, do)])
