"""What a workbook would change, cell by cell, what it asks and what stops it. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from goldenthread.kit.format import day
from goldenthread.reporting.workbook.cell_finding import CellFinding
from goldenthread.reporting.workbook.change import Change, Merged, is_untouched, merge
from goldenthread.reporting.workbook.column import DAY, ENTRY, FIGURES, Column, columns, named
from goldenthread.reporting.workbook.entry import action_said, day_of, figure_said, read_entries
from goldenthread.reporting.workbook.held import Held, Line
from goldenthread.reporting.workbook.identity import Identities
from goldenthread.reporting.workbook.read import Reading, RowRead
from goldenthread.reporting.workbook.worked_out import follow_parts, worked_out
from goldenthread.rules.finding import Finding, error
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.return_check import check_action, check_figure


@dataclass(frozen=True, slots=True)
class Taken:
    """One line as it would stand. `confirmed` are the codes of its warnings, answered before or now."""

    line: Line
    entries: Mapping[str, str]
    confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a workbook would do. `changes` are cells that it changes, `newer` those that others changed and it
    leaves alone. `same` counts rows that say what stands, `passed` untouched rows of other services.
    """

    name: str
    changes: tuple[Change, ...]
    newer: tuple[Change, ...]
    taken: tuple[Taken, ...]
    errors: tuple[CellFinding, ...]
    warnings: tuple[CellFinding, ...]
    same: int
    passed: int

    @property
    def overtaken(self) -> tuple[Change, ...]:
        """The changes to cells that somebody else has changed since the download."""
        return tuple(change for change in self.changes if change.overtaken)

    @property
    def services(self) -> tuple[str, ...]:
        """The services whose returns would change."""
        return tuple(sorted({each.line.key[0] for each in self.taken}))

    @property
    def may_be_taken(self) -> bool:
        """Whether it changes something and nothing stops it."""
        return bool(self.taken) and not self.errors

    @property
    def fingerprint(self) -> str:
        """Stands for all that it would change, and from what; another one means that somebody else saved."""
        told = [(each.sheet, each.cell, each.was, each.now, each.overtaken) for each in self.changes]
        asked = [(each.cell, each.finding.code) for each in self.warnings]
        held = [(each.line.key, each.line.version) for each in self.taken]
        return blake2b(repr((told, asked, held)).encode(), digest_size=16).hexdigest()


def rehearse(reading: Reading, held: Held, policy: QuarterPolicy, today: date) -> Rehearsal:
    """Compare a workbook with what stands. Every row is looked at, whatever is wrong with the others."""
    return _Comparison(reading, held, policy, today).rehearsal()


@dataclass(slots=True)
class _Comparison:
    """One workbook beside what stands; what is found is gathered on the way."""

    reading: Reading
    held: Held
    policy: QuarterPolicy
    today: date
    findings: list[CellFinding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    same: int = 0
    passed: int = 0

    def rehearsal(self) -> Rehearsal:
        unread: dict[tuple[str, int], set[str]] = {}
        for each in self.reading.faults:
            unread.setdefault((each.sheet, each.row), set()).add(each.finding.column)
        self.findings += [self._titled(fault) for fault in self.reading.faults]
        identities = Identities(self.held)
        for row in self.reading.rows:
            self._row(row, identities, unread.get((row.sheet, row.row), set()))
        changes = [self._spoken(change) for change in self.changes]
        found = sorted(self.findings, key=lambda each: (each.sheet != FIGURES, each.row))
        return Rehearsal(
            name=self.reading.name,
            changes=tuple(change for change in changes if change.taken),
            newer=tuple(change for change in changes if not change.taken),
            taken=tuple(self.taken),
            errors=tuple(each for each in found if each.finding.is_error),
            warnings=tuple(each for each in found if not each.finding.is_error),
            same=self.same,
            passed=self.passed,
        )

    def _spoken(self, change: Change) -> Change:
        """A change in the words that people use: the scale's, and days as they are written out."""
        column = named(change.sheet, change.column)
        return replace(change, was=self._words(column, change.was), now=self._words(column, change.now))

    def _words(self, column: Column, text: str) -> str:
        if column.name == "confidence":
            said = self.policy.confidence(text)
            return said.word if said else text
        when = day_of(text) if column.kind == DAY else None
        return day(when) if when else text

    def _row(self, row: RowRead, identities: Identities, unread: set[str]) -> None:
        service = row.key[0]
        if service in self.held.others and is_untouched(row.sheet, row.said, row.mark):
            self.passed += 1
            return
        fault = identities.fault(row)
        line = self.held.lines(row.sheet).get(row.key)
        if fault is not None or line is None:
            # A key that could not be read has its finding already.
            self.findings += [self._at(row, fault, "")] if fault and fault.column not in unread else []
            return
        entries = read_entries(line, row.said, self.held, self.policy)
        merged = self._merged(row, line, entries.said)
        shut = self.held.returns[service].shut
        if not merged.taken and not unread:
            self.same += 1
            self.changes += merged.changes
        elif shut:
            self._shut(row, line, merged, shut)
        else:
            self._take(row, line, merged, entries.faults, bool(unread))

    def _merged(self, row: RowRead, line: Line, said: Mapping[str, str]) -> Merged:
        places = self.reading.places[row.sheet]
        merged = merge(line, said, row.mark, row.row, places)
        if line.sheet != FIGURES or not merged.taken:
            return merged
        place = places.get("value") or next(iter(places.values()))
        return follow_parts(line, merged, self.held.asked[line.key], place, row.row)

    def _shut(self, row: RowRead, line: Line, merged: Merged, shut: str) -> None:
        column = merged.taken[0].column if merged.taken else columns(row.sheet, ENTRY)[0].name
        do = "leave this row as it was, or ask the performance team"
        self.findings.append(self._at(row, error("return_shut", column, shut, do), line.title))

    def _take(
        self, row: RowRead, line: Line, merged: Merged, faults: tuple[Finding, ...], is_unread: bool
    ) -> None:
        """Check the row as it would stand; a cell that was not understood is not asked about twice."""
        changed = {change.column for change in merged.taken}
        found = [fault for fault in faults if fault.column in changed]
        wrong = {fault.column for fault in found}
        if not is_unread:
            found += [each for each in self._checked(line, merged) if each.column not in wrong]
        self.findings += [self._at(row, each, line.title) for each in found]
        self.changes += merged.changes
        codes = frozenset(each.code for each in found if not each.is_error)
        kept = line.confirmed if self._is_same_figure(merged) else frozenset()
        entries = merged.entries
        if line.sheet == FIGURES and not merged.is_worked_out:
            entries = {**entries, "value": worked_out(entries, self.held.asked[line.key])}
        self.taken.append(Taken(line, entries, kept | codes))

    def _is_same_figure(self, merged: Merged) -> bool:
        """Whether the numbers stay; a warning that was answered for another figure is asked again."""
        return not any(change.column in _NUMBERS for change in merged.taken)

    def _checked(self, line: Line, merged: Merged) -> tuple[Finding, ...]:
        """What the rules say of the row; one that was emptied is unanswered again, which is no error."""
        if not any(merged.entries.values()):
            return ()
        if line.sheet == FIGURES:
            confirmed = line.confirmed if self._is_same_figure(merged) else frozenset()
            # A value that nobody typed is not asked about beside the numbers that make it.
            typed = {**merged.entries, "value": ""} if merged.is_worked_out else merged.entries
            said = figure_said(typed, confirmed)
            return check_figure(said, self.held.asked[line.key], self.policy, self.today)
        return check_action(action_said(merged.entries), self.held.dues.get(line.key), self.policy)

    def _at(self, row: RowRead, finding: Finding, title: str) -> CellFinding:
        places = self.reading.places[row.sheet]
        letter = places.get(finding.column) or next(iter(places.values()))
        return CellFinding(row.sheet, row.row, f"{letter}{row.row}", finding, title)

    def _titled(self, fault: CellFinding) -> CellFinding:
        keys = (row.key for row in self.reading.rows if (row.sheet, row.row) == (fault.sheet, fault.row))
        line = self.held.lines(fault.sheet).get(next(keys, ()))
        return replace(fault, title=line.title) if line else fault


_NUMBERS = ("value", "numerator", "denominator")
