"""Reading a council's revenue outturn out of the ministry's workbooks, RSX and RO3, as published."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from goldenthread.engine.outturn_sheet import (
    AREA,
    AS_PUBLISHED,
    MARK,
    OutturnSheet,
    in_pounds,
    plain_heading,
    read_outturn_sheet,
)
from goldenthread.engine.workbook_ods import Row
from goldenthread.rules.money import PENNY, penny
from goldenthread.rules.outturn import (
    EVERYTHING,
    LINE,
    SECTIONS,
    TOTAL,
    CouncilOutturn,
    OutturnLine,
    line_kinds,
    sections_of,
)
from goldenthread.rules.refusal import Refusal, refuse

FORMS: Final = ("RSX", "RO3")
CODE: Final = re.compile(r"E\d{8}")
HEADING: Final = re.compile(
    r"(?P<title>.*?)\s*-\s*(?P<what>Total Expenditure|Total Income|Net Current Expenditure) \(C\d\b[^)]*\)"
)
WANTED: Final = ("Total Expenditure", "Total Income", "Net Current Expenditure")
_LEFT_OUT = "enter it by hand in the draft, once you know it"


@dataclass(frozen=True)
class OutturnWorkbook:
    """One workbook: every council's return of one form and year."""

    sheet: OutturnSheet

    @property
    def form(self) -> str:
        return self.sheet.form

    @property
    def year(self) -> int:
        return self.sheet.year

    @cached_property
    def councils(self) -> Mapping[str, str]:
        """The councils by code, with their names, in the order of the sheet."""
        return {code: self.sheet.cell(row[1], "Local authority") or code for code, row in self._rows.items()}

    @cached_property
    def headings(self) -> Mapping[str, Mapping[str, str]]:
        """The headings of each line's expenditure, income and net, by the line's title."""
        found: dict[str, dict[str, str]] = {}
        for heading in self.sheet.figures:
            said = HEADING.fullmatch(plain_heading(heading))
            if said:
                found.setdefault(said["title"], {})[said["what"]] = heading
        return {title: held for title, held in found.items() if len(held) == len(WANTED)}

    @cached_property
    def _rows(self) -> Mapping[str, Row]:
        found = {}
        for row in self.sheet.rows:
            code = self.sheet.cell(row[1], AREA) or ""
            if CODE.fullmatch(code):
                found[code] = row
        return found

    def of(self, area: str) -> CouncilOutturn:
        """A council's return, by its code. Raises Refused where the workbook has none of it."""
        if area not in self._rows:
            what = f"there is no council {area} in it"
            raise refuse(what, "choose a council that is", file=self.sheet.file, column=AREA)
        line, cells = self._rows[area]
        titles = tuple(self.headings)
        kinds, sections = line_kinds(titles), sections_of(titles)
        taken: list[OutturnLine] = []
        refused: list[Refusal] = []
        lacking = set()
        for title in titles:
            if kinds[title] != LINE:
                continue
            said = self._line(line, cells, title, sections[title])
            if isinstance(said, OutturnLine):
                taken.append(said)
            else:
                refused.append(said)
                lacking.add(sections[title])
        return CouncilOutturn(
            form=self.form,
            year=self.year,
            area=area,
            council=self.councils[area],
            note=self.sheet.note(cells) or "",
            lines=tuple(taken),
            totals=dict(self._totals(cells, titles, kinds)),
            refused=tuple(refused),
            lacking=frozenset(lacking),
        )

    def _line(self, at: int, cells: Sequence[str | None], title: str, section: str) -> OutturnLine | Refusal:
        """A line in pounds and pence, or why it cannot be taken."""
        said = {what: self.sheet.cell(cells, self.headings[title][what]) for what in WANTED}
        pounds = {what: in_pounds(text or "", self.sheet.unit) for what, text in said.items()}
        for what in WANTED:
            if pounds[what] is None:
                return Refusal(
                    self.sheet.file, at, self.headings[title][what], _missing(said[what]), _LEFT_OUT
                )
        gross, income, net = (penny(pounds[what] or Decimal(0)) for what in WANTED)
        if abs(gross - income - net) > PENNY:
            what = f"expenditure £{gross:,.2f} less income £{income:,.2f} is not the net £{net:,.2f}"
            return Refusal(self.sheet.file, at, self.headings[title][WANTED[2]], what, _LEFT_OUT)
        return OutturnLine(self.form, title, section, gross, income, at)

    def _totals(
        self, cells: Sequence[str | None], titles: Sequence[str], kinds: Mapping[str, str]
    ) -> Iterator[tuple[str, Decimal]]:
        """The net totals that the form prints, by section."""
        for title in titles:
            if kinds[title] != TOTAL or title not in (*SECTIONS, EVERYTHING):
                continue
            text = self.sheet.cell(cells, self.headings[title][WANTED[2]]) or ""
            printed = in_pounds(text, self.sheet.unit)
            if printed is not None:
                yield SECTIONS.get(title, title), penny(printed)


def read_outturn(path: Path) -> OutturnWorkbook:
    """A workbook of RSX or RO3. Raises Refused where it is neither, or has no line with its three figures."""
    sheet = read_outturn_sheet(path)
    if sheet.form not in FORMS:
        what = f"the sheet is of the form {sheet.form}, not {' or '.join(FORMS)}"
        raise refuse(what, "give the workbooks RSX and RO3", file=sheet.file)
    book = OutturnWorkbook(sheet)
    if not book.headings:
        what = "no line has its expenditure, its income and its net"
        raise refuse(what, AS_PUBLISHED, file=sheet.file, row=1, column=AREA)
    return book


def _missing(said: str | None) -> str:
    if not said:
        return "the figure is empty"
    if MARK.fullmatch(said):
        return f"the figure is {said}: the council did not give it, or it is not available"
    return f"{said!r} is no number"
