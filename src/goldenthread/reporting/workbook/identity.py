"""Whether a row of a workbook names something that its sender owes, and if not, which cell is wrong."""

from collections.abc import Iterable

from goldenthread.reporting.workbook.column import FIGURES, KEY, SHEETS, columns, named
from goldenthread.reporting.workbook.held import Held, Key
from goldenthread.reporting.workbook.read import RowRead
from goldenthread.rules.finding import Finding, error

AGAIN = "correct it, or download the return again"


class Identities:
    """Tells the rows of one workbook apart; asked row by row, in order."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.seen: dict[tuple[str, Key], int] = {}
        # Every beginning of a key that there is, so that the first part that is wrong can be named.
        self.known = {sheet: _beginnings(held.lines(sheet)) for sheet in SHEETS}

    def fault(self, row: RowRead) -> Finding | None:
        """What is wrong with what the row names; None where it is owed and named once."""
        service = row.key[0]
        if not service:
            return error("unknown_service", "service", "the row does not say whose it is", AGAIN)
        if service in self.held.others:
            do = "take the row out; only the service's own lead may fill it in"
            return error("not_allowed", "service", f"the return of {service} is not yours to fill in", do)
        if service not in self.held.returns:
            return error("unknown_service", "service", f"no return is owed by '{service}'", AGAIN)
        return self._unknown(row) or self._repeated(row)

    def _unknown(self, row: RowRead) -> Finding | None:
        for at, column in enumerate(columns(row.sheet, KEY)):
            if row.key[: at + 1] not in self.known[row.sheet]:
                return self._wrong(row, column.name, row.key[at])
        return None

    def _wrong(self, row: RowRead, column: str, said: str) -> Finding:
        if column == "period":
            what = f"'{said}' is not the period that is asked for here, {self.held.title}"
            do = "download the return of this quarter, and copy only what belongs in it"
            return error("wrong_period", column, what, do)
        noun = named(row.sheet, column).heading.split()[0].lower()
        whose = self.held.returns[row.key[0]].title
        what = (
            f"'{said}' is no {noun} that {whose} owes" if column != "area" else f"'{said}' is no area of it"
        )
        return error(f"unknown_{column}", column, what, AGAIN)

    def _repeated(self, row: RowRead) -> Finding | None:
        first = self.seen.setdefault((row.sheet, row.key), row.row)
        if first == row.row:
            return None
        column = "measure" if row.sheet == FIGURES else "action"
        return error("repeated_row", column, f"it stands in row {first} already", "keep one of the two rows")


def _beginnings(keys: Iterable[Key]) -> frozenset[Key]:
    return frozenset(key[:length] for key in keys for length in range(1, len(key) + 1))
