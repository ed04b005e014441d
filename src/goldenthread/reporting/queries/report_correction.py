"""Corrections of published figures, as the report tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from goldenthread.kit.format import with_unit
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.reporting.models import Correction
from goldenthread.reporting.observed import Returned
from goldenthread.rules.period import read_period


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A published figure put right: for which period, when, from what to what, and why."""

    period_label: str
    at: datetime
    was: str
    now: str
    reason: str


def corrections(
    figures: Sequence[Returned], sheets: Mapping[str, MeasureSheet]
) -> dict[tuple[str, str], tuple[CorrectionLine, ...]]:
    """What was corrected after these figures were published, by measure and area, the latest first."""
    by_number = {each.number: each for each in figures}
    found: dict[tuple[str, str], list[CorrectionLine]] = {}
    for row in Correction.objects.filter(figure__given_in__in={each.given_in for each in figures}):
        figure = by_number.get(row.figure_id)
        if figure is not None:
            line = _line(row, figure, sheets[figure.measure])
            found.setdefault((figure.measure, figure.area), []).append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def _line(row: Correction, figure: Returned, sheet: MeasureSheet) -> CorrectionLine:
    label = read_period(figure.period).label(sheet.measure.year_type)
    is_withheld = figure.said.says_status == "suppressed"
    # No earlier value of a figure that is withheld now may be told.
    was = _("a figure that is now withheld") if is_withheld else _told(row.was, sheet)
    now = _("no figure (suppressed)") if is_withheld else _told(row.now, sheet)
    return CorrectionLine(label, timezone.localtime(row.at), was, now, row.reason)


def _told(said: Mapping[str, str], sheet: MeasureSheet) -> str:
    if said["status"] == "suppressed":
        return _("no figure (suppressed)")
    if said["status"] == "missing":
        return _("no figure (missing)")
    if said["value"]:
        return with_unit(Decimal(said["value"]), sheet.measure.unit, sheet.measure.decimals)
    return _("{part} of {whole}").format(part=said["numerator"], whole=said["denominator"])
