"""What a report must not pass over: measures that do not improve, and those that nobody can judge."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Bullets, Run
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import list_of, ref_of
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.rules.sentence import REASON_WORDS
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.judged import Judged

WORSE = (
    "not_improving",
    "red",
    "worsening",
    "special_concern",
    "increasing_worse",
    "decreasing_worse",
    "worse",
    "much_worse",
    "off_track",
    "wrong_direction",
    "consistently_misses",
)


def worries(sheets: Sequence[MeasureSheet], held: Evidence, key: str) -> Told:
    """Two lists: what does not improve, with its verdict; and what cannot be judged, with the reason."""
    return joined(
        (
            _listed(_worse(sheets, held)).under(3, _("Measures that do not improve"), ref_of(key, "worse")),
            _reasons(sheets, held).under(3, _("What cannot be judged yet"), ref_of(key, "unjudged")),
        )
    )


def _worse(sheets: Sequence[MeasureSheet], held: Evidence) -> Iterator[tuple[MeasureSheet, Judged]]:
    for sheet in sheets:
        judged = held.judged(sheet, held.place_of(sheet))
        found = next((each for each in judged if each.verdict.verdict in WORSE), None)
        if found is not None:
            yield sheet, found


def _listed(found: Iterator[tuple[MeasureSheet, Judged]]) -> Told:
    lines = [
        (Run(sheet.title, reverse("measure", args=[sheet.slug])), Run(f". {judged.word}: {judged.said}"))
        for sheet, judged in found
    ]
    return Told((list_of(lines),)) if lines else Told()


def _reasons(sheets: Sequence[MeasureSheet], held: Evidence) -> Told:
    """How many measures have no verdict at all, by the reason, the commonest first."""
    counts: dict[str, int] = {}
    for sheet in sheets:
        judged = held.judged(sheet, held.place_of(sheet))
        if judged and all(each.verdict.verdict == CANNOT_JUDGE for each in judged):
            reason = judged[0].verdict.reason
            counts[reason] = counts.get(reason, 0) + 1
    lines = [
        _("{measures}: {reason}.").format(
            measures=measures_said(count), reason=REASON_WORDS.get(reason, reason)
        )
        for reason, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]
    return Told((Bullets(tuple((Run(line),) for line in lines)),)) if lines else Told()
