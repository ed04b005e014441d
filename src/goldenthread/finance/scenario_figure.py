"""A version's scenarios as whoever may read it sees them: the sentences, the pictures and their tables.

Its words are the public's too, so they are said in the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.engine.budget.simulate import Simulated
from goldenthread.finance.queries.scenario import PlanUnder, UnderScenarios, under_scenarios
from goldenthread.finance.queries.version import VersionFacts
from goldenthread.finance.scenario_words import central_said, range_said, share_said
from goldenthread.kit.figure import Caption, DataTable, Figure
from goldenthread.kit.format import cell, number, unit_heading
from goldenthread.kit.range_chart import Course, Spread, range_chart
from goldenthread.kit.telling import in_unit
from goldenthread.kit.tornado_chart import Swing, tornado_chart
from goldenthread.rules.budget import Driver
from goldenthread.rules.financial_year import year_name


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that a page's sums are shown in, and how many pounds one is."""

    name: str
    pounds: Decimal

    def of(self, amount: Decimal) -> Decimal:
        """The sum in this unit, to one decimal."""
        return (amount / self.pounds).quantize(Decimal("0.1"))


MILLION = Unit("£ million", Decimal(1_000_000))
THOUSAND = Unit("£ thousand", Decimal(1_000))


@dataclass(frozen=True, slots=True)
class ScenarioShown:
    """What a page shows of a version's scenarios for one year and for all.

    `table` is each scenario by year, `structure` the central plan's gap without one-off money, `likely` what
    draws of the drivers came to by year, or None where they must be drawn anew. `tornado` says which
    assumption matters most in the year. `drawn` says how often it was drawn, and what a chance in it means.
    """

    year: int
    sentences: tuple[str, ...]
    illustrative: str
    range: Figure
    table: DataTable
    structure: DataTable
    likely: DataTable | None
    tornado: Figure | None
    drawn: str


def scenario_figures(facts: VersionFacts, year: int | None = None, key: str = "scenarios") -> ScenarioShown:
    """The scenarios of a version; `year` is the one that the sentence and the tornado are about.

    Without a year, or with one that the version does not plan, it is the first that is not balanced. `key`
    is unique on the page.
    """
    return shown_of(under_scenarios(facts.ref), year, key)


def shown_of(under: UnderScenarios, year: int | None = None, key: str = "scenarios") -> ScenarioShown:
    """The same, of a version that was read already."""
    at = year if year in under.book.years else under.open_year
    unit = unit_of(under)
    simulated = under.simulated
    return ScenarioShown(
        at,
        _sentences(under, at),
        _illustrative(under),
        _range(under, unit, key),
        _table(under, unit),
        gap_table(under.central, unit),
        likely_table(simulated, unit) if simulated else None,
        _tornado(under, simulated, at, unit, key) if simulated else None,
        _drawn(simulated) if simulated else "",
    )


def unit_of(under: UnderScenarios) -> Unit:
    """Millions, or thousands where no gap reaches a million."""
    gaps = [abs(each.gap) for plan in (under.central, *under.others) for each in plan.years]
    gaps += [abs(each.p90) for each in under.simulated.years] if under.simulated else []
    return MILLION if max(gaps) >= MILLION.pounds else THOUSAND


def _sentences(under: UnderScenarios, year: int) -> tuple[str, ...]:
    said = [central_said(year, under.central.at(year).gap)]
    gaps = [plan.at(year).gap for plan in under.others]
    if gaps:
        said.append(range_said(gaps))
    drawn = _drawn_year(under.simulated, year)
    if drawn:
        said.append(drawn)
    return tuple(said)


def _drawn_year(simulated: Simulated | None, year: int) -> str:
    for each in simulated.years if simulated else ():
        if each.year == year:
            return share_said(each.p90)
    return ""


def _illustrative(under: UnderScenarios) -> str:
    if under.book.illustrative:
        return _("This budget is an example. Its figures are nobody’s forecast.")
    named = [plan.scenario.title for plan in under.others if plan.scenario and plan.scenario.illustrative]
    if not named:
        return ""
    return _("Only an example, and nobody’s forecast: {scenarios}.").format(scenarios="; ".join(named))


def title_of(plan: PlanUnder) -> str:
    """The scenario's title, marked where it is illustrative; the central plan's name without one."""
    if plan.scenario is None:
        return _("Central plan")
    if plan.scenario.illustrative:
        return _("{scenario} (illustrative)").format(scenario=plan.scenario.title)
    return plan.scenario.title


def _course(plan: PlanUnder, unit: Unit) -> Course:
    return Course(title_of(plan), tuple(unit.of(each.gap) for each in plan.years))


def _range(under: UnderScenarios, unit: Unit, key: str) -> Figure:
    name = _("Where it falls eight times in ten")
    spread = spread_of(under.simulated, under.book.years, unit, name)
    return beside_each_other(under, under.others, spread, unit, key)


def beside_each_other(
    under: UnderScenarios, others: Sequence[PlanUnder], spread: Spread | None, unit: Unit, key: str
) -> Figure:
    """The gap by year of the central plan and of those others, with the central plan's likely range."""
    caption = Caption(
        f"{key}-range",
        _("The gap by year"),
        in_unit(unit.name, _("Above zero the plan is short; below zero there is money over")),
        unit.name,
        1,
        under.book.title,
    )
    names = [year_name(year) for year in under.book.years]
    courses = [_course(plan, unit) for plan in others]
    return range_chart(caption, names, _course(under.central, unit), courses, spread)


def spread_of(simulated: Simulated | None, years: Sequence[int], unit: Unit, name: str) -> Spread | None:
    """From P10 to P90 in each year, under that name; None where the drivers must be drawn anew."""
    if simulated is None:
        return None
    ranges = {each.year: (unit.of(each.p10), unit.of(each.p90)) for each in simulated.years}
    return Spread(name, tuple(ranges.get(year) for year in years))


def _table(under: UnderScenarios, unit: Unit) -> DataTable:
    years = under.book.years
    caption = _("The gap under each scenario, {unit}. A minus means money over.").format(
        unit=unit_heading(unit.name)
    )
    rows = tuple(
        (title_of(plan), *(cell(unit.of(each.gap), unit.name, 1) for each in plan.years))
        for plan in (under.central, *under.others)
    )
    headings = (_("Scenario"), *(year_name(year) for year in years))
    return DataTable(caption, headings, rows, tuple(range(1, len(years) + 1)))


def gap_table(plan: PlanUnder, unit: Unit) -> DataTable:
    """The gap of each year, without savings that are still to be found, and without one-off money."""
    headings = (
        _("Year"),
        _("Gap"),
        _("If no more savings are found"),
        _("Without one-off money"),
    )
    rows = tuple(
        (
            year_name(each.year),
            *(
                cell(unit.of(sum_), unit.name, 1)
                for sum_ in (each.gap, each.if_nothing_more, each.structural)
            ),
        )
        for each in plan.years
    )
    caption = _("{plan}: the gap, {unit}. A minus means money over.").format(
        plan=title_of(plan), unit=unit_heading(unit.name)
    )
    return DataTable(caption, headings, rows, (1, 2, 3))


def likely_table(simulated: Simulated, unit: Unit) -> DataTable:
    """What draws of the drivers came to in each year, and how often the plan was short."""
    headings = (
        _("Year"),
        _("Low (P10)"),
        _("Middle (P50)"),
        _("High (P90)"),
        _("A gap"),
        _("Low reserves"),
    )
    rows = tuple(
        (
            year_name(each.year),
            *(cell(unit.of(gap), unit.name, 1) for gap in (each.p10, each.p50, each.p90)),
            _percent(each.short),
            _percent(each.below_minimum),
        )
        for each in simulated.years
    )
    caption = _("How large the gap may be, {unit}, and the chance of a gap and of low reserves").format(
        unit=unit_heading(unit.name)
    )
    return DataTable(caption, headings, rows, (1, 2, 3, 4, 5))


def _percent(share: Decimal) -> str:
    """A chance in whole per cent; what is near nothing or near certain is not said to be either."""
    if 0 < share < Decimal("0.01"):
        return _("under {percent}%").format(percent=1)
    if Decimal("0.99") < share < 1:
        return _("over {percent}%").format(percent=99)
    return f"{round(share * 100)}%"


def _drawn(simulated: Simulated) -> str:
    return _(
        "Worked out by drawing every assumption {draws} times, with seed {seed}: the same seed gives the"
        " same answer. One time in ten the gap is below the low, and one time in ten above the high. Reserves"
        " are low where meeting that year’s gap, and those before it, would take the general reserve below"
        " its minimum."
    ).format(draws=number(simulated.draws), seed=simulated.seed)


def _tornado(under: UnderScenarios, simulated: Simulated, year: int, unit: Unit, key: str) -> Figure | None:
    drivers = {driver.ref: driver for driver in under.book.drivers}
    swings = [
        Swing(
            drivers[each.driver].title,
            unit.of(each.low),
            unit.of(each.high),
            *taken(drivers[each.driver], year),
        )
        for each in simulated.swings
        if each.year == year and each.driver in drivers and each.low != each.high
    ]
    if not swings:
        return None
    caption = Caption(
        f"{key}-tornado",
        _("Which assumption matters most for {year}").format(year=year_name(year)),
        in_unit(unit.name, _("The gap where one assumption is at its low or its high all along")),
        unit.name,
        1,
        under.book.title,
    )
    return tornado_chart(caption, unit.of(under.central.at(year).gap), swings, _("Central plan"))


def taken(driver: Driver, year: int) -> tuple[str, str]:
    """What the driver is taken to be in the year, at its low and at its high: "1%", "4%"."""
    held = driver.values.get(year)
    return (rate(held.low), rate(held.high)) if held else ("", "")


def rate(share: Decimal) -> str:
    """0.015 as "1.5%"."""
    return f"{number((share * 100).normalize() + 0)}%"
