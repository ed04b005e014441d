"""Measures made ready for their chapters: each in its place, with every question answered."""

from collections.abc import Iterable

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.kinds.every_question import every_answer, further
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import ref_of
from goldenthread.publish.kinds.measure_chapter import Subject


def subjects_of(sheets: Iterable[MeasureSheet], held: Evidence) -> tuple[Subject, ...]:
    """Each measure once, in this order."""
    policy, found = every_answer(held)
    made = []
    for sheet in {each.ref: each for each in sheets}.values():
        area = held.place_of(sheet)
        rest = further(sheet, area, held, policy, found)
        made.append(Subject(sheet, area, held.judged(sheet, area), rest, held, ref_of("measure", sheet.slug)))
    return tuple(made)
