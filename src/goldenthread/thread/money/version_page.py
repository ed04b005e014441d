"""The versions that a year's budget had, and how each differs from the one before it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.public_budget import sums_in
from goldenthread.finance.queries.version import VersionFacts, versions
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import CHANGE, POUNDS, Column, Sheet, pounds


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """The versions of one year, the latest first, and what separates this one from the one before."""

    opened: Opened
    versions: tuple[VersionFacts, ...]
    before: VersionFacts | None
    sheet: Sheet | None

    @property
    def sentence(self) -> str:
        """How this version differs from the one before, in all."""
        if self.sheet is None or self.before is None:
            return _("There is no other public version of this budget to set it against.")
        change = self.sheet.rows[-1][-1]
        if not isinstance(change, Decimal) or not any(row[-1] for row in self.sheet.rows):
            return _("Every service costs the same as in “{other}”.").format(other=self.before.title)
        said = _("Services cost {sum} more than in “{other}”.")
        if change < 0:
            said = _("Services cost {sum} less than in “{other}”.")
        if change == 0:
            said = _("Services cost the same in all as in “{other}”, but not each of them.")
        return said.format(sum=pounds(abs(change)), other=self.before.title)


def read(opened: Opened) -> VersionsPage:
    """The public versions of the year beside this one."""
    held = versions(opened.reader.viewer, opened.reader.now)
    same = tuple(
        each for each in held if each.first == opened.first and (each.is_public or each == opened.facts)
    )
    before = _before(opened, same)
    return VersionsPage(opened, same, before, differences_sheet(opened, before) if before else None)


def _before(opened: Opened, same: tuple[VersionFacts, ...]) -> VersionFacts | None:
    """The version it was made from, where that may be read; else the next older one of the year."""
    made_from = next((each for each in same if each.ref == opened.facts.made_from), None)
    older = same[same.index(opened.facts) + 1 :] if opened.facts in same else ()
    return made_from or next(iter(older), None)


def differences_sheet(opened: Opened, before: VersionFacts) -> Sheet:
    """What each service costs in both versions, the largest difference first."""
    year = opened.first
    old = sums_in(before.ref, (year,), "service").by_service("service", year)
    new = opened.sums((year,), "service").by_service("service", year)
    gone = {ref: (old.get(ref, ZERO), new.get(ref, ZERO)) for ref in {*old, *new}}
    order = sorted(gone, key=lambda ref: (-abs(gone[ref][1] - gone[ref][0]), ref))
    rows = [
        (opened.service_title(ref), ref, *gone[ref], gone[ref][1] - gone[ref][0])
        for ref in order
        if gone[ref][0] != gone[ref][1]
    ]
    total = sum(old.values(), ZERO), sum(new.values(), ZERO)
    return Sheet(
        "differences",
        _("Where the two versions differ"),
        (
            Column("service", _("Service")),
            Column("ref"),
            Column("before", before.title, POUNDS),
            Column("after", opened.facts.title, POUNDS),
            Column("difference", _("Difference"), CHANGE),
        ),
        (*rows, (_("All services"), "", *total, total[1] - total[0])),
    )


def sheet_of(opened: Opened) -> Sheet | None:
    """The differences as a file; None where there is nothing to set it against."""
    return read(opened).sheet
