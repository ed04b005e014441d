"""Corrections of published figures, as the report tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from goldenthread.kit.format import with_unit
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.reporting.models import Correction
from goldenthread.reporting.observed import Returned

WITHHELD = "a figure that is now withheld"
"""Stands for every earlier value of a figure that was corrected to be withheld, which must not tell it."""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A published figure put right: when, from what to what, and why."""

    at: datetime
    was: str
    now: str
    reason: str


def corrections(
    figures: Sequence[Returned], sheets: Mapping[str, MeasureSheet]
) -> dict[int, tuple[CorrectionLine, ...]]:
    """What was corrected in these figures after they were published, the latest first."""
    by_number = {each.number: each for each in figures}
    found: dict[int, list[CorrectionLine]] = {}
    for row in Correction.objects.filter(figure__given_in__in={each.given_in for each in figures}):
        figure = by_number.get(row.figure_id)
        if figure is not None:
            sheet = sheets[figure.measure]
            is_withheld = figure.said.says_status == "suppressed"
            was = WITHHELD if is_withheld else _told(row.was, sheet)
            now = "no figure (suppressed)" if is_withheld else _told(row.now, sheet)
            line = CorrectionLine(timezone.localtime(row.at), was, now, row.reason)
            found.setdefault(row.figure_id, []).append(line)
    return {number: tuple(lines) for number, lines in found.items()}


def _told(said: Mapping[str, str], sheet: MeasureSheet) -> str:
    if said["status"] in ("missing", "suppressed"):
        return f"no figure ({said['status']})"
    if said["value"]:
        return with_unit(Decimal(said["value"]), sheet.measure.unit, sheet.measure.decimals)
    return f"{said['numerator']} of {said['denominator']}"
