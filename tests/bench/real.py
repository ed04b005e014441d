"""The real sets beside the project: how each is read, what its measures are taken to be, how it is judged.

Nobody has declared a polarity for what the Department for Education and the ministry publish, so none is made
up here: only the shipped catalogue of the Office for National Statistics has any. Statistics, multipliers and
kinds of year are what the publications themselves say of a column, by its name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from goldenthread.engine.area import area_register
from goldenthread.engine.comparator import asked_by, comparators_of
from goldenthread.engine.judge import Judging
from goldenthread.engine.neighbours import read_neighbours
from goldenthread.engine.policy import read_policy
from goldenthread.rules.measure import Measure
from tests.bench import material

DATA = Path(__file__).resolve().parents[3] / "shared/data"
ENGLAND = "E92000001"
MODEL = "global"
POLICY = "every-question"


@dataclass(frozen=True, slots=True)
class RealSet:
    """Files of one publisher in one layout, and what a column of them is."""

    name: str
    title: str
    layout: str
    folder: str
    pattern: str
    measure: Callable[[str], Measure]

    def paths(self) -> list[Path]:
        """Its files; none where they are not beside the project."""
        found = sorted((DATA / self.folder).glob(self.pattern))
        return [path for path in found if self.layout != "dfe-ees" or _is_of_education(path)]


class Derived(dict[str, Measure]):
    """A measure for every ref that is asked for."""

    def __init__(self, make: Callable[[str], Measure]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, ref: str) -> Measure:
        self[ref] = self.make(ref)
        return self[ref]

    def __contains__(self, ref: object) -> bool:
        return isinstance(ref, str) and bool(self[ref])


def defined(refs: Iterable[str], source: RealSet) -> dict[str, Measure]:
    """The measures of a set that was read."""
    return {ref: source.measure(ref) for ref in refs}


def year_types(source: RealSet) -> dict[str, Measure]:
    """What the reader asks for a measure's kind of year, before anyone knows which measures there are."""
    return Derived(source.measure)


def judging(measures: dict[str, Measure]) -> Judging:
    """Every question, beside England and the areas that the statistics office finds most alike."""
    register, policy = area_register(), read_policy(POLICY)
    groups = read_neighbours(DATA / "ons_similar_areas/neighbours_long.csv", register).groups
    named = {ref: measure.comparator for ref, measure in measures.items()}
    beside = comparators_of(register, {"": ENGLAND}, groups, named)
    return Judging(measures, policy, comparators=replace(asked_by(policy, beside), model=MODEL))


def _is_of_education(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as file:
        return file.readline().startswith("time_period,")


@cache
def _catalogue() -> dict[str, Measure]:
    return material.measures()


def _of_catalogue(ref: str) -> Measure:
    return _catalogue()[ref]


def _of_education(ref: str) -> Measure:
    dataset, column = ref.split("/", 1)
    year = "financial"
    if dataset.startswith("ks4"):
        year = "academic"
    elif dataset.startswith("ons_mid-year"):
        year = "calendar"
    return Measure(ref, column, year_type=year, **_sort_of_column(column))  # type: ignore[arg-type]


def _sort_of_column(column: str) -> dict[str, object]:
    if "percent" in column or column.startswith("pt_"):
        return {"statistic": "proportion", "unit": "%"}
    if column == "rate_per_10000":
        return {"statistic": "rate", "multiplier": Decimal(10_000)}
    if "rate" in column:
        return {"statistic": "ratio", "unit": "%"}
    if column.startswith(("avg_", "caseload")):
        return {"statistic": "mean"}
    # How many people there are, or hours they work, is no number of events that chance alone could move.
    is_stock = column.startswith("t_") or any(word in column for word in ("score", "population", "fte"))
    return {"statistic": "other" if is_stock else "count"}


def _of_education_with_counts(ref: str) -> Measure:
    if "rate_per_10k" in ref:
        return Measure(ref, ref, statistic="rate", multiplier=Decimal(10_000), decimals=0)
    if ref.startswith(("care_leavers", "placement")):
        return Measure(ref, ref, statistic="proportion", unit="%", decimals=0)
    if ref.endswith("percent"):
        return Measure(ref, ref, statistic="proportion", unit="%", decimals=1)
    return Measure(ref, ref, statistic="count" if ref.startswith("cin_") else "other")


def _money(ref: str) -> Measure:
    return Measure(ref, ref, unit="£", statistic="money", decimals=0, year_type="financial")


EDUCATION = "dfe_childrens_social_care"
OUTTURN, OLDER = "mhclg_revenue_outturn_2024_25", "mhclg_revenue_outturn_2010_18"
SETS = (
    RealSet("ons", "ONS Explore Local Statistics", "ons-els", "ons_explore_local_statistics/csv", "*",
            _of_catalogue),
    RealSet("education", "DfE children's social care, as published", "dfe-ees", EDUCATION, "*.csv",
            _of_education),
    RealSet("counts", "DfE children's social care, with counts", "tidy", EDUCATION, "tidy.parquet",
            _of_education_with_counts),
    RealSet("outturn", "Revenue outturn 2024-25, RSX and RO3", "mhclg-outturn", OUTTURN, "*.ods", _money),
    RealSet("older", "Revenue outturn 2010-11 to 2017-18", "tidy", OLDER, "*.parquet", _money),
    RealSet("power", "Core spending power 2012 to 2021", "tidy", "core_spending_power", "*.parquet", _money),
)  # fmt: skip
