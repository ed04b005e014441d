"""Observations of a measure of people as counts, and the same observations with some of them withheld."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.disclosure.count import Count, Key
from goldenthread.engine.disclosure.policy import SmallNumbers
from goldenthread.engine.disclosure.protect import Protected, protect
from goldenthread.engine.disclosure.system import Edition, system_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.refusal import Refusal, Refused

WITHHELD: Final = "Withheld to protect people"
SHARES: Final = ("proportion", "rate", "standardised_rate")
PLAIN: Final = ("count", "")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public was shown of a measure at one time: its rows, and the keys of those withheld."""

    rows: tuple[Observation, ...]
    withheld: frozenset[Key] = frozenset()


def key_of(row: Observation) -> Key:
    """The cell that a row fills."""
    return row.area, row.group, str(row.period)


def counts_of(rows: Iterable[Observation], measure: Measure) -> tuple[Count, ...]:
    """How many people each row counts: its value, or for a share or a rate its numerator.

    Rows without a value count nobody. Raises Refused where a row does not say how many it counts.
    """
    found, faults = [], []
    for row in rows:
        if row.value is None and row.numerator is None:
            continue
        count = _count(row, measure)
        if count is None or count < 0:
            faults.append(_fault(row, measure))
        else:
            found.append(Count(key_of(row), float(count), _most(row, measure)))
    if faults:
        raise Refused(faults[:50], len(faults))
    return tuple(found)


def _count(row: Observation, measure: Measure) -> Decimal | None:
    if row.numerator is not None:
        return row.numerator
    if measure.statistic in PLAIN:
        return row.value
    if measure.statistic in SHARES and row.denominator is not None and row.value is not None:
        times = measure.multiplier or (100 if measure.statistic == "proportion" else None)
        return None if times is None else row.value * row.denominator / times
    return None


def _most(row: Observation, measure: Measure) -> float | None:
    """Of a share nobody counts more than its denominator, which is taken to be known."""
    if measure.statistic != "proportion" or row.denominator is None:
        return None
    return float(row.denominator)


def _fault(row: Observation, measure: Measure) -> Refusal:
    what = f"the row of {row.area} in {row.period} {f'({row.group}) ' if row.group else ''}counts nobody"
    do = "give its numerator, a count from 0 up, or lift the protection of the measure"
    return Refusal(measure.ref, None, "numerator", what, do)


def withheld_of(
    rows: Iterable[Observation],
    measure: Measure,
    policy: SmallNumbers,
    register: AreaRegister,
    before: Iterable[Shown] = (),
) -> Protected:
    """Which rows are withheld, knowing what was shown before, the oldest first. Raises Refused.

    A share of very few people, or of all but very few, is withheld as a count of very few is.
    """
    held = tuple(rows)
    shown = tuple(before)
    editions = [Edition(counts_of(each.rows, measure), each.withheld) for each in shown]
    few = {key_of(row) for row in held if row.denominator is not None and _few(row, measure, policy)}
    kept = {key for each in shown for key in each.withheld}
    system = system_of(editions, counts_of(held, measure), register)
    return protect(system, policy, kept, few)


def _few(row: Observation, measure: Measure, policy: SmallNumbers) -> bool:
    """Whether a share is of very few people, or leaves very few out: 38 of 40 leaves 2 out."""
    if measure.statistic != "proportion" or row.denominator is None:
        return False
    count = _count(row, measure)
    left_out = 0.0 if count is None else float(row.denominator - count)
    return policy.is_small(float(row.denominator)) or policy.is_small(left_out)


def masked(row: Observation) -> Observation:
    """The row without its figures."""
    return replace(
        row,
        value=None,
        numerator=None,
        denominator=None,
        lower=None,
        upper=None,
        status="suppressed",
        qualifier="",
        note=WITHHELD,
    )


def rounded_numbers(
    said: Mapping[str, Decimal | None], measure: Measure, base: int
) -> dict[str, Decimal | None]:
    """A row's numbers with its counts rounded to a base, and its share worked out from those.

    A share that says no numerator is not shown, for nobody knows what it would be.
    """
    near = _nearest(base)
    numerator, denominator = near(said["numerator"]), near(said["denominator"])
    found = {"numerator": numerator, "denominator": denominator, "lower": None, "upper": None}
    if measure.statistic in PLAIN:
        return found | {"value": near(said["value"])}
    if numerator is None or not denominator:
        return found | {"value": None}
    times = measure.multiplier or Decimal(100 if measure.statistic == "proportion" else 1)
    places = Decimal(1).scaleb(-(measure.decimals if measure.decimals is not None else 1))
    value = (numerator * times / denominator).quantize(places, rounding=ROUND_HALF_EVEN)
    return found | {"value": value}


def _nearest(base: int) -> Callable[[Decimal | None], Decimal | None]:
    def near(count: Decimal | None) -> Decimal | None:
        return None if count is None else (count / base).quantize(Decimal(1), ROUND_HALF_EVEN) * base

    return near


def cannot_hide(ref: str, answer: Protected) -> None:
    """Raises Refused where something of a measure can be worked out whatever is withheld."""
    do = "leave it out of this release, or bring in and publish the totals that were revised with it"
    faults = []
    for area, group, period in answer.open[:50]:
        where = f"{area} in {period}{f' ({group})' if group else ''}"
        what = f"the small count of {where} could be worked out from what was published before"
        faults.append(Refusal(ref, None, "value", what, do))
    if faults:
        raise Refused(faults, len(answer.open))


def observations_in(table: pa.Table, ref: str) -> tuple[Observation, ...]:
    """The rows of one measure in OBSERVATIONS, in their order."""
    chosen = table.filter(pc.equal(table.column("measure").cast(pa.string()), ref))
    periods: dict[str, Period] = {}
    found = []
    for row in chosen.to_pylist():
        text = row["period"]
        row["period"] = periods.setdefault(text, read_period(text))
        row |= {name: row[name] or "" for name in ("group", "qualifier", "note")}
        row["status"] = row["status"] or "normal"
        found.append(Observation(**row))
    return tuple(found)
