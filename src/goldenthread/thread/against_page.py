"""Two policies set against each other: what differs between them, and which answers would flip."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.engine.area import AreaRegister
from goldenthread.kit.download import Value
from goldenthread.kit.figure import DataTable
from goldenthread.measures import queries
from goldenthread.measures.figures import Figures, read_figures
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policies
from goldenthread.rules.measure import Target
from goldenthread.rules.policy import Policy
from goldenthread.rules.question import title_of
from goldenthread.rules.rejudgement import Difference, Pair, can_differ, differences, flips, pairs
from goldenthread.rules.verdict import CANNOT_JUDGE, Verdict
from goldenthread.thread.judged import Judged, judged_as
from goldenthread.thread.past import Both, Then, past
from goldenthread.thread.place import Choice, composites, name_of
from goldenthread.thread.reader import Reader

Table = tuple[tuple[str, ...], list[tuple[Value, ...]]]

MOST_SHOWN = 200
"""Measures on the page; the file has them all."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One measure whose answer differs."""

    sheet: MeasureSheet
    question: str
    ours: Judged
    theirs: Judged

    @property
    def both(self) -> tuple[Judged, Judged]:
        return self.ours, self.theirs

    @property
    def is_gap(self) -> bool:
        """Has one of the two no answer?"""
        return CANNOT_JUDGE in (self.ours.verdict.verdict, self.theirs.verdict.verdict)


@dataclass(frozen=True, slots=True)
class AgainstPage:
    """What flips in one area; `past` is of the measure chosen.

    `asked` counts the questions that at least one of the policies answers, `silent` those that neither does.
    """

    policy: Policy
    other: Policy
    area: str
    area_name: str
    areas: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    same: tuple[str, ...]
    differences: tuple[tuple[str, str, str, str], ...]
    asked: int
    silent: int
    flips: tuple[Flip, ...]
    chosen: MeasureSheet | None
    past: tuple[Then, ...]

    @property
    def shown(self) -> tuple[Flip, ...]:
        return self.flips[:MOST_SHOWN]

    @property
    def difference_table(self) -> DataTable:
        headings = (_("Question"), _("What"), self.policy.title, self.other.title)
        return DataTable(_("What differs between the policies"), headings, self.differences)

    @property
    def count_table(self) -> DataTable:
        rows = tuple((ours, theirs, str(count)) for ours, theirs, count in self.counts)
        headings = (self.policy.title, self.other.title, _("Answers"))
        return DataTable(_("Answers that differ, from what to what"), headings, rows, (2,))

    @property
    def marks(self) -> tuple[str, ...]:
        """Those of the past, whose letters need a note; of the flips the sentences tell."""
        return tuple(mark for then in self.past for each in then.both for mark in each.verdict.marks)

    @property
    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """How many answers flip from what to what, the most first."""
        counted = Counter((flip.ours.word, flip.theirs.word) for flip in self.flips)
        return tuple((ours, theirs, count) for (ours, theirs), count in counted.most_common())


def read(ref: str, other: str, area: str, slug: str, reader: Reader) -> AgainstPage | None:
    """The page; None where there is no such policy, or they are one, or share nothing."""
    known = {policy.ref: policy for policy in policies()}
    if ref == other or ref not in known or other not in known:
        return None
    both = Both(known[ref], known[other], can_differ(known[ref], known[other]))
    return _page(both, area, slug, reader) if pairs(both.policy, both.other) else None


def _page(both: Both, area: str, slug: str, reader: Reader) -> AgainstPage:
    register = queries.register()
    areas = places(area, reader, register)
    place = next(each.value for each in areas if each.chosen)
    # A measure's own policy is left aside: here every measure is judged by these two.
    sheets = [replace(sheet, policy="") for sheet in reader.sight.told()]
    figures = read_figures(reader.sight, sheets, [place])
    targets = queries.aims(figures.sheets)
    count, silent, found = flipped(figures, targets, both, reader)
    chosen = next((sheet for sheet in sheets if sheet.slug == slug), None)
    asked = pairs(both.policy, both.other)
    return AgainstPage(
        policy=both.policy,
        other=both.other,
        area=place,
        area_name=name_of(place, register),
        areas=areas,
        measures=tuple(Choice(each.slug, each.title, each is chosen) for each in sheets),
        same=tuple(title_of(pair.ours.name) for pair in asked if pair not in both.pairs),
        differences=tuple(in_words(each) for each in differences(both.policy, both.other)),
        asked=count,
        silent=silent,
        flips=found,
        chosen=chosen,
        past=past(read_figures(reader.sight, [chosen], [place]), targets, both) if chosen else (),
    )


def places(area: str, reader: Reader, register: AreaRegister) -> tuple[Choice, ...]:
    """The council's area, those in it and those it declares; the one asked for is chosen, else its own."""
    own = reader.council.area
    codes = [own, *(each.code for each in register.children(own)), *composites(register)]
    place = area if area in codes else own
    return tuple(Choice(code, name_of(code, register), code == place) for code in dict.fromkeys(codes))


def flipped(
    figures: Figures, targets: Sequence[Target], both: Both, reader: Reader
) -> tuple[int, int, tuple[Flip, ...]]:
    """How many questions have an answer, how many have none by either, and the answers that differ.

    Those with two answers come first.
    """
    if not both.pairs:
        return 0, 0, ()
    ours = figures.verdicts(both.ours_alone, targets, reader.today)
    theirs = figures.verdicts(both.theirs_alone, targets, reader.today)
    sheets = {sheet.ref: sheet for sheet in figures.sheets}
    found, count, silent = [], 0, 0
    for key in sorted((key for key in ours if not key[2]), key=lambda key: sheets[key[0]].title):
        for pair, mine, other in both.matched(ours[key], theirs.get(key, ())):
            none = mine.verdict == other.verdict == CANNOT_JUDGE
            silent, count = silent + none, count + (not none)
            if flips(pair, both.policy, both.other, mine, other):
                found.append(_flip(sheets[key[0]], pair, mine, other, both))
    return count, silent, tuple(sorted(found, key=lambda flip: flip.is_gap))


def _flip(sheet: MeasureSheet, pair: Pair, mine: Verdict, other: Verdict, both: Both) -> Flip:
    title = title_of(pair.ours.name)
    if pair.by_side:
        title = f"{title} {title_of(pair.theirs.name)}"
    judged = (judged_as(mine, sheet.measure, both.policy), judged_as(other, sheet.measure, both.other))
    return Flip(sheet, title, *judged)


def in_words(found: Difference) -> tuple[str, str, str, str]:
    """A difference as a row: the question, the number, and what each policy has."""
    if found.name == "question":
        return _("Direction of travel"), _("the question asked"), title_of(found.ours), title_of(found.theirs)
    asked = title_of(found.question) if found.question else _("Every question")
    return asked, found.name.replace("_", " "), plain(found.ours), plain(found.theirs)


def plain(value: object) -> str:
    """A number as a policy has it; _("not stated") for none."""
    if value is None or value == "":
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return _(" then ").join(str(each) for each in value)
    return str(value).replace("_", " ")


def table(page: AgainstPage) -> Table:
    """Every answer that flips: headings and rows."""
    return HEADINGS, [_row(flip.sheet, flip.ours, flip.theirs) for flip in page.flips]


def past_table(page: AgainstPage) -> Table:
    """The past of the measure that is chosen, judged by both: headings and rows."""
    sheet = page.chosen
    rows = [_row(sheet, then.ours, then.theirs) for then in page.past] if sheet else []
    return HEADINGS, rows


def _row(sheet: MeasureSheet, ours: Judged, theirs: Judged) -> tuple[Value, ...]:
    mine, other = ours.verdict, theirs.verdict
    return (
        mine.measure, sheet.title, mine.area, str(mine.period or ""), mine.value,
        mine.question, mine.verdict, mine.reason, other.question, other.verdict, other.reason,
        ours.said, theirs.said,
    )  # fmt: skip


HEADINGS = (
    "measure", "title", "area", "period", "value",
    "question", "verdict", "reason", "other_question", "other_verdict", "other_reason", "said", "other_said",
)  # fmt: skip
