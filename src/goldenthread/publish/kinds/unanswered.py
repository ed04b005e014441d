"""What a report says where there is no answer: the reasons in one list, and a figure that stands alone."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Run, said
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import as_reason, list_of, value_cell
from goldenthread.publish.kinds.measure_section import status_in_words
from goldenthread.publish.kinds.told import Told
from goldenthread.rules.observation import Observation
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.judged import Judged


def answered(several: Sequence[Judged]) -> tuple[Judged, ...]:
    """Those with a verdict."""
    return tuple(each for each in several if each.verdict.verdict != CANNOT_JUDGE)


def not_answered(several: Sequence[Judged]) -> Told:
    """Questions without an answer, those with one reason in one line: "Not answered, because …"."""
    reasons: dict[str, list[str]] = {}
    for each in several:
        reasons.setdefault(as_reason(each.said), []).append(each.question)
    lines = [
        (Run(_("Not answered, because {reason}:").format(reason=reason)), Run(f" {' '.join(questions)}"))
        for reason, questions in reasons.items()
    ]
    return Told((list_of(lines),)) if lines else Told()


def only_figure(sheet: MeasureSheet, row: Observation, held: Evidence) -> Told:
    """The one figure of a measure in a sentence, with its mark and its note."""
    words = _("There is one figure so far: {figure} for {period} in {place}.").format(
        figure=value_cell(row, sheet.measure).text,
        period=row.period.label(sheet.measure.year_type),
        place=held.name(row.area),
    )
    mark = status_in_words(row.status)
    marked = _("It is {status}.").format(status=mark) if mark else ""
    note = _("Note: {note}").format(note=row.note) if row.note else ""
    told = " ".join(each for each in (words, marked, note) if each)
    return Told((said(told),))
