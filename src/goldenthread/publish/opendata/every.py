"""Every table that the public sees today, each under its lasting name."""

from django.conf import settings

from goldenthread.publish.opendata.live import LiveTable
from goldenthread.publish.opendata.live_measures import figures_of, measure_tables
from goldenthread.publish.opendata.live_money import money_tables
from goldenthread.publish.opendata.live_plans import plan_tables
from goldenthread.publish.opendata.live_reports import report_tables
from goldenthread.publish.opendata.table import Credit
from goldenthread.thread.reader import Reader

OF_ONE = "figures-"


def every_table(reader: Reader) -> tuple[LiveTable, ...]:
    """The tables of measures, plans, money and reports; then the figures of each measure alone."""
    measures = tuple(measure_tables(reader))
    wide = tuple(each for each in measures if not each.measure)
    others = (*plan_tables(reader), *money_tables(reader), *report_tables(reader))
    return (*wide, *others, *(each for each in measures if each.measure))


def table_named(ref: str, reader: Reader) -> LiveTable | None:
    """The table of that name; one measure's figures are found without looking at any other table."""
    if ref.startswith(OF_ONE):
        sheet = next(iter(reader.sight.told(slug=ref.removeprefix(OF_ONE))), None)
        return figures_of(reader, sheet) if sheet else None
    return next((each for each in every_table(reader) if each.ref == ref), None)


def credit_of(reader: Reader) -> Credit:
    """Whose the open data are, on which terms, and whom to ask."""
    return Credit(reader.council.title, settings.LICENCE, settings.CONTACT)
