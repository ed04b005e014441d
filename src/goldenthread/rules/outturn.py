"""Last year's outturn as lines of a budget: which lines of the RSX and RO3 forms count, none of them twice.

RSX says every service in one line; RO3 says children's and adults' social care and public health in many.
Where both are at hand, RO3's lines of a section stand for RSX's one line of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.money import total
from goldenthread.rules.refusal import Refusal

SECTIONS: Final = {
    "TOTAL CHILDREN SOCIAL CARE": "Children Social Care",
    "TOTAL ADULT SOCIAL CARE": "Adult Social Care",
    "TOTAL PUBLIC HEALTH": "Public Health",
}
"""The totals of RO3 and the lines of RSX that say the same."""

EVERYTHING: Final = "Total Service Expenditure"
"""The total of RSX, of all its lines."""

LINE, PART, TOTAL, MEMORANDUM = "line", "part", "total", "memorandum"


@dataclass(frozen=True, slots=True)
class OutturnLine:
    """One line of a council's return, in pounds. `section` is the total that it is part of, or its own title.

    `row` is where it stands in its workbook.
    """

    form: str
    title: str
    section: str
    gross: Decimal
    income: Decimal
    row: int

    @property
    def net(self) -> Decimal:
        """Gross less income."""
        return self.gross - self.income

    @property
    def name(self) -> str:
        """The line as it is known from one year to the next: form and title."""
        return f"{self.form}/{self.title}"


@dataclass(frozen=True, slots=True)
class CouncilOutturn:
    """One form of one council. `totals` are the net totals that it prints, by section.

    `refused` are the lines that could not be taken, `lacking` the sections that they are missing from.
    """

    form: str
    year: int
    area: str
    council: str
    note: str
    lines: tuple[OutturnLine, ...]
    totals: Mapping[str, Decimal]
    refused: tuple[Refusal, ...] = ()
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The lines of a council's outturn that a budget can begin from, each pound counted once.

    `replaced` are the RSX lines that RO3 says in more detail, `nothing` the lines in which nothing was spent;
    `differences` say where lines do not come to the total that the form prints.
    """

    year: int
    area: str
    council: str
    forms: tuple[str, ...]
    lines: tuple[OutturnLine, ...]
    replaced: tuple[OutturnLine, ...] = ()
    nothing: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def gross(self) -> Decimal:
        return total([line.gross for line in self.lines])

    @property
    def income(self) -> Decimal:
        return total([line.income for line in self.lines])

    @property
    def net(self) -> Decimal:
        """What the lines cost after income."""
        return self.gross - self.income


def line_kinds(titles: Sequence[str]) -> dict[str, str]:
    """What each line of a form is, in its order: only `line` counts, the others say it again.

    A part extends the title of a line before it ("of which", or an age), or is headed Subcategory.
    """
    kinds: dict[str, str] = {}
    for title in titles:
        if title.upper().startswith("TOTAL "):
            kinds[title] = TOTAL
        elif "(included " in title:
            kinds[title] = MEMORANDUM
        elif title.startswith("Subcategory:") or any(title.startswith(f"{each} ") for each in kinds):
            kinds[title] = PART
        else:
            kinds[title] = LINE
    return kinds


def sections_of(titles: Sequence[str]) -> dict[str, str]:
    """The section of each line: the next total below it that RSX has a line for, or its own title."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for title in titles:
        if title in SECTIONS:
            found |= dict.fromkeys([*waiting, title], SECTIONS[title])
            waiting = []
        else:
            waiting.append(title)
    return {title: found.get(title, title) for title in titles}


def gather(forms: Sequence[CouncilOutturn]) -> Gathered:
    """The lines of one council from one form or both, each pound once. The forms are of one council and year.

    A section of which RO3 lacks a line stays RSX's: part of it would be less than was spent.
    """
    first = forms[0]
    detail = {section for each in forms if each.form != "RSX" for section in _whole(each)}
    kept: list[OutturnLine] = []
    replaced: list[OutturnLine] = []
    has_main = any(each.form == "RSX" for each in forms)
    for form in forms:
        for line in form.lines:
            if form.form == "RSX":
                (replaced if line.section in detail else kept).append(line)
            elif line.section in detail or not has_main:
                kept.append(line)
    return Gathered(
        year=first.year,
        area=first.area,
        council=first.council,
        forms=tuple(each.form for each in forms),
        lines=tuple(line for line in kept if line.gross or line.income),
        replaced=tuple(replaced),
        nothing=tuple(line.name for line in kept if not line.gross and not line.income),
        refused=tuple(refusal for each in forms for refusal in each.refused),
        differences=tuple(_differences(forms)),
        notes=tuple(f"{each.form}: {each.note}" for each in forms if each.note),
    )


def _whole(form: CouncilOutturn) -> set[str]:
    """The sections of which every line is there."""
    return {line.section for line in form.lines} - form.lacking


def _differences(forms: Iterable[CouncilOutturn]) -> Iterator[str]:
    """Where a form's lines do not come to the total that it prints, and where two forms differ."""
    held = tuple(forms)
    for form in held:
        for section, printed in form.totals.items():
            lines = total([line.net for line in form.lines if section in (EVERYTHING, line.section)])
            whole = not form.lacking if section == EVERYTHING else section not in form.lacking
            if whole and lines != printed:
                yield (
                    f"{form.form}: the lines of {section} come to £{lines:,.2f},"
                    f" and the form prints £{printed:,.2f}"
                )
    main = {line.section: line.net for form in held if form.form == "RSX" for line in form.lines}
    for form in held:
        for section, printed in form.totals.items():
            if form.form != "RSX" and main.get(section, printed) != printed:
                yield f"{section} is £{main[section]:,.2f} in RSX and £{printed:,.2f} in {form.form}"
