"""Where the figures of a report come from, and where to read more."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.publish.block import Cell, Column, Run, Table
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import list_of, number_cell, ref_of
from goldenthread.publish.kinds.plan_section import address, below, listed_items
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.publish.kinds.year_report import YearReport
from goldenthread.rules.plan import PlanItem


def read_more(item: PlanItem, report: YearReport, key: str) -> Told:
    """The plan's own signposts, the item's page and its measures' pages."""
    signposts = below(report.view, item, "signpost")
    own = (Run(_("This outcome, with everything that hangs on it"), address(report.view, item)),)
    pages = [(Run(sheet.title, reverse("measure", args=[sheet.slug])),) for sheet in report.measures_of(item)]
    return joined(
        (
            Told((list_of([own]),)),
            listed_items(signposts, report.view).under(
                3, _("Related strategies and reports"), ref_of(key, "signposts")
            ),
            (Told((list_of(pages),)) if pages else Told()).under(
                3, _("The measures, with every figure"), ref_of(key, "pages")
            ),
        )
    )


def sources(sheets: Iterable[MeasureSheet], held: Evidence) -> Told:
    """The releases that the figures come from, with who published each and when: a table."""
    wanted = {ref for sheet in sheets for ref in held.releases.get(sheet.ref, ())}
    return releases_table([each for each in held.reader.sight.releases() if each.ref in wanted])


def releases_table(found: Sequence[ReleaseSheet]) -> Told:
    """Releases, the earliest received first."""
    if not found:
        return Told()
    columns = (
        Column(_("Release")),
        Column(_("Publisher")),
        Column(_("Published here")),
        Column(_("Measures"), is_numeric=True),
        Column(_("Name")),
    )
    rows = tuple(
        (
            Cell(each.title or each.ref, href=each.address),
            Cell(each.publisher or _("not stated")),
            Cell(day(timezone.localdate(each.publish_at)) if each.publish_at else ""),
            number_cell(len(each.measures)),
            Cell(each.ref),
        )
        for each in found
    )
    return Told((Table("releases", _("Releases that the figures come from"), columns, rows),))
