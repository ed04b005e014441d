"""A draft budget begun from last year's outturn, as the ministry's workbooks give it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.text import slugify

from goldenthread.engine.budget.outturn import OutturnWorkbook, read_outturn
from goldenthread.engine.budget.rule_pack import pack_for
from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.commands.version import KEEP, begin_budget
from goldenthread.finance.council_choice import code_among
from goldenthread.finance.models import UploadedBook
from goldenthread.finance.queries.from_outturn import OUTTURN, uploaded_outturn
from goldenthread.people.access import Officer, require
from goldenthread.people.queries.council import council
from goldenthread.rules.book_plain import plain
from goldenthread.rules.budget import Book, BudgetLine, TaxYear
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.outturn import Gathered, OutturnLine, gather
from goldenthread.rules.refusal import Refusal, Refused, refuse

DEMAND_LED = ("Children Social Care", "Adult Social Care")
ENABLING = ("Central services", "Other services")
_NAMED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What the draft is called, how many years it plans, and last year's charge for Band D with its base."""

    ref: str
    title: str
    count: int
    band_d: Decimal
    band_d_care: Decimal
    base: Decimal


@transaction.atomic
def hand_over_outturn(who: Officer, files: Sequence[tuple[str, bytes]], area: str) -> int:
    """Keep what the workbooks say of one council, for the officer to look at; returns its number.

    Raises Refused where a file is no such workbook, where two are of one form or of two years, or where the
    council is not in them.
    """
    require(may_keep_budget(who), KEEP)
    books = [_read(name, content) for name, content in files]
    _fit(books)
    gathered = gather([book.of(code_among(area, book.councils)) for book in books])
    content = json.dumps(plain(gathered), ensure_ascii=False).encode()
    name = f"{', '.join(gathered.forms)} {year_name(gathered.year)}, {gathered.council}"
    row = UploadedBook.objects.create(who=who, name=name[:200], content=content, into=OUTTURN)
    return int(row.pk)


@transaction.atomic
def begin_from_outturn(who: Officer, number: int, services: Mapping[str, str], wanted: NewDraft) -> str:
    """Begin a draft for the year after the outturn, each line under its service; returns its ref.

    Raises Refused with every line that has no service, and where the ref is taken.
    """
    require(may_keep_budget(who), KEEP)
    gathered = uploaded_outturn(who, number)
    if gathered is None:
        raise refuse("there is no such upload", "upload the workbooks again")
    without = [line for line in gathered.lines if not services.get(line.name)]
    if without:
        raise Refused(
            [
                Refusal("", line.row, line.name, f"{line.title} has no service", "choose one for it")
                for line in without[:_NAMED_AT_ONCE]
            ],
            len(without),
        )
    ref = begin_budget(who, _book(gathered, services, wanted))
    UploadedBook.objects.filter(pk=number, who=who, into=OUTTURN).delete()
    return ref


def _read(name: str, content: bytes) -> OutturnWorkbook:
    kept = PurePath(name).name[-100:] or "outturn"
    with TemporaryDirectory() as folder:
        path = Path(folder) / kept
        path.write_bytes(content)
        return read_outturn(path)


def _fit(books: Sequence[OutturnWorkbook]) -> None:
    """Raise Refused where the workbooks would count something twice or mix years."""
    if not books:
        raise refuse("no workbook was given", "choose RSX, RO3 or both", column="rsx")
    forms = [book.form for book in books]
    if len(set(forms)) < len(forms):
        raise refuse(f"both workbooks are {forms[0]}", "give one RSX and one RO3", column="ro3")
    if len({book.year for book in books}) > 1:
        said = " and ".join(f"{book.form} of {year_name(book.year)}" for book in books)
        raise refuse(f"they are of two years: {said}", "give workbooks of the same year", column="ro3")


def _book(gathered: Gathered, services: Mapping[str, str], wanted: NewDraft) -> Book:
    """The draft: the outturn is its base year, and nothing is decided yet."""
    first = gathered.year + 1
    pack, facts = pack_for(first), council()
    years = range(first, first + wanted.count)
    forms = " and ".join(gathered.forms)
    return Book(
        ref=wanted.ref,
        title=wanted.title,
        body=facts.title if facts else gathered.council,
        state="draft",
        first=first,
        count=wanted.count,
        rules=pack.ref if pack else "",
        band_d=wanted.band_d,
        band_d_care=wanted.band_d_care,
        price_base="cash",
        note=f"Begun from the outturn of {year_name(gathered.year)}: {forms} of {gathered.council}.",
        lines=tuple(_lines(gathered.lines, services)),
        tax=tuple(TaxYear(year, wanted.base, Decimal(0), Decimal(0)) for year in years),
    )


def _lines(lines: Sequence[OutturnLine], services: Mapping[str, str]) -> Iterator[BudgetLine]:
    taken: set[str] = set()
    for line in lines:
        ref = _ref(line, taken)
        taken.add(ref)
        yield BudgetLine(
            ref=ref,
            title=line.title[:300],
            service=services[line.name],
            gross=line.gross,
            income=line.income,
            mandate=_mandate(line),
            outturn_line=line.name[:200],
        )


def _ref(line: OutturnLine, taken: set[str]) -> str:
    """A short name of its own for a line."""
    said = slugify(f"{line.form} {line.title}")[:90].strip("-")
    found, number = said, 2
    while found in taken:
        found, number = f"{said}-{number}", number + 1
    return found


def _mandate(line: OutturnLine) -> str:
    """A first reading of what makes the council spend it; the officer says otherwise in the draft."""
    if line.section in DEMAND_LED:
        return "demand_led"
    return "enabling" if line.section in ENABLING else "level"
