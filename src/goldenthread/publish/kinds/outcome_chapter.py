"""One outcome of a plan as a chapter: key results, progress, activity, challenges, and where to read more."""

from django.utils.translation import gettext as _

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.document import Part, Section
from goldenthread.publish.kinds.delivery_section import deliverers, quarter_delivery
from goldenthread.publish.kinds.direction_section import (
    beneath_counts,
    outcome_table,
    sentence_of,
    standing_lines,
    told_in_summary,
)
from goldenthread.publish.kinds.made import ref_of
from goldenthread.publish.kinds.measure_section import results
from goldenthread.publish.kinds.plan_section import below, entries, in_words
from goldenthread.publish.kinds.source_section import read_more
from goldenthread.publish.kinds.told import Told, section
from goldenthread.publish.kinds.worry_section import worries
from goldenthread.publish.kinds.year_report import YearReport
from goldenthread.rules.plan import PlanItem

PROMISED = ("priority", "objective", "ambition")


def outcome_chapter(item: PlanItem, report: YearReport, *, after_summary: bool = False) -> Part:
    """The chapter of one outcome, without sections that would have nothing in them.

    After a summary of the whole plan, which has the outcome's table, the table does not stand again.
    """
    key = ref_of("item", item.ref)
    direction = (told_in_summary if after_summary else outcome_table)(item, report.travel)
    sections = (
        key_results(item, report, key, direction),
        progress(item, report, key),
        activity(item, report, key),
        challenges(item, report, key),
        section(f"{key}/read-more", _("Where to read more"), read_more(item, report, key)),
    )
    return Part(key, item.title, tuple(each for each in sections if each.blocks), summary(item, report))


def summary(item: PlanItem, report: YearReport) -> str:
    """How the outcome is going in a sentence; its title where nothing says."""
    below_it = report.travel.beneath(item.ref)
    return sentence_of(below_it, report.travel) if below_it else item.title


def key_results(item: PlanItem, report: YearReport, key: str, direction: Told) -> Section:
    """The outcome's direction, its supporting outcomes', and every measure that is not activity."""
    travel = report.travel
    own = standing_lines(item, travel, ("one_year", "three_year", "overall"))
    opening = beneath_counts(item, travel) if travel.beneath(item.ref) else own
    measures = [each for each in report.measures_of(item) if not each.measure.is_activity]
    return section(
        f"{key}/key-results",
        _("Key results"),
        in_words(item) if item.description else Told(),
        opening,
        direction,
        results(measures, report.evidence, key),
    )


def progress(item: PlanItem, report: YearReport, key: str) -> Section:
    """The year's priorities in the plan's words, who delivers them, and what quarters said of it."""
    promised = below(report.view, item, *PROMISED)
    return section(
        f"{key}/progress",
        _("Progress on the year's priorities"),
        entries(promised, report.view, key),
        deliverers(item, report.view, report.year, report.reader, key),
        quarter_delivery(item, report.view.document.ref, report.quarter, key),
    )


def activity(item: PlanItem, report: YearReport, key: str) -> Section:
    """What was done in the year, and the measures of demand and activity."""
    measures = [each for each in report.measures_of(item) if _is_activity(each)]
    return section(
        f"{key}/activity",
        _("Activity"),
        entries(below(report.view, item, "action"), report.view, key),
        results(measures, report.evidence, f"{key}-activity"),
    )


def challenges(item: PlanItem, report: YearReport, key: str) -> Section:
    """The plan's own challenges, and the measures that are not improving or cannot be judged."""
    return section(
        f"{key}/challenges",
        _("Challenges"),
        entries(below(report.view, item, "challenge"), report.view, key),
        worries(report.measures_of(item), report.evidence, key),
    )


def _is_activity(sheet: MeasureSheet) -> bool:
    return sheet.measure.is_activity
