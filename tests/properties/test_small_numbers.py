"""Whoever adds and takes away, over every filter and every edition, learns no withheld count closely.

The attacker is another programme by another hand: `scipy.optimize.linprog`, over the totals as the test makes
them and not as the product reads them from areas, groups and periods.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.disclosure.observation import Shown, key_of, masked, withheld_of
from goldenthread.engine.disclosure.policy import SmallNumbers, read_protection
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period

Key = tuple[str, str, str]
Table = dict[Key, int]
POLICY = read_protection("small-numbers")
COUNTY, EVERYONE, YEAR = "E10000016", "", "2016-04-01/P1Y"
QUARTERS = ("2016-04-01/P3M", "2016-07-01/P3M", "2016-10-01/P3M", "2017-01-01/P3M")
MEASURE = Measure("children-in-care", "Children in care", "children", "count")


@dataclass(frozen=True)
class Shape:
    """How many districts, groups and periods, and how many people stand in a cell on average."""

    districts: int
    groups: int
    quarters: int
    mean: float

    @property
    def places(self) -> list[str]:
        return [f"E0700{at:04d}" for at in range(self.districts)]

    @property
    def members(self) -> list[str]:
        return [f"need=kind {at}" for at in range(self.groups)]

    @property
    def spans(self) -> list[str]:
        return list(QUARTERS[: self.quarters])

    @property
    def register(self) -> AreaRegister:
        areas = {code: Area(code, code, "district") for code in self.places}
        areas[COUNTY] = Area(COUNTY, "County", "county")
        return AreaRegister(areas, dict.fromkeys(self.places, COUNTY))

    @property
    def totals(self) -> list[tuple[Key, list[Key]]]:
        """Every total with its parts."""
        spans = [*self.spans, *([YEAR] if self.quarters == 4 else [])]
        places, members = [*self.places, COUNTY], [*self.members, EVERYONE]
        found = [((COUNTY, g, p), [(a, g, p) for a in self.places]) for g, p in product(members, spans)]
        found += [((a, EVERYONE, p), [(a, g, p) for g in self.members]) for a, p in product(places, spans)]
        if self.quarters == 4:
            found += [((a, g, YEAR), [(a, g, p) for p in QUARTERS]) for a, g in product(places, members)]
        return found

    def with_totals(self, cells: Table) -> Table:
        """The cells of districts, groups and quarters, with all their totals."""
        whole = dict(cells)
        for total, parts in self.totals:
            if all(part in whole for part in parts):
                whole[total] = sum(whole[part] for part in parts)
        return whole

    def drawn(self, random: np.random.Generator) -> Table:
        keys = list(product(self.places, self.members, self.spans))
        counts = random.poisson(random.gamma(0.6, self.mean / 0.6, len(keys)))
        return dict(zip(keys, counts.tolist(), strict=True))


def rows_of(table: Table) -> list[Observation]:
    return [
        Observation(MEASURE.ref, area, read_period(period), Decimal(count), group)
        for (area, group, period), count in table.items()
    ]


def published(shape: Shape, tables: list[Table], policy: SmallNumbers = POLICY) -> list[frozenset[Key]]:
    """Publish one table after another; what is withheld of each."""
    shown: list[Shown] = []
    for table in tables:
        rows = rows_of(table)
        answer = withheld_of(rows, MEASURE, policy, shape.register, shown)
        assert not answer.open, "this could not be hidden"
        shown.append(Shown(tuple(rows), frozenset(answer.withheld)))
    return [each.withheld for each in shown]


class Attacker:
    """Knows the totals, what is seen of each edition, and that nobody counts fewer than none.

    Also knows which of the unseen counts did not change from one edition to the next, and what they cannot
    know: that is more than anyone does.
    """

    def __init__(self, shape: Shape, tables: list[Table], seen: list[set[Key]]) -> None:
        self.unknown: dict[tuple[Key, int], int] = {}
        known = {(key, table[key]) for table, keys in zip(tables, seen, strict=True) for key in keys}
        self.rows: list[dict[int, float]] = []
        self.sides: list[float] = []
        for table in tables:
            for total, parts in shape.totals:
                self._state(table, known, total, parts)
        self.left = np.zeros((len(self.rows), len(self.unknown)))
        for at, row in enumerate(self.rows):
            for column, sign in row.items():
                self.left[at, column] = sign

    def _state(self, table: Table, known: set[tuple[Key, int]], total: Key, parts: list[Key]) -> None:
        row, side = {}, 0.0
        for key, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
            if (key, table[key]) in known:
                side -= sign * table[key]
            else:
                row[self.unknown.setdefault((key, table[key]), len(self.unknown))] = sign
        if row:
            self.rows.append(row)
            self.sides.append(side)

    def interval(self, key: Key, count: int) -> float:
        """How far apart the least and the most are that this count can be."""
        at = self.unknown[key, count]
        ends = []
        for way in (1.0, -1.0):
            aim = np.zeros(len(self.unknown))
            aim[at] = way
            found = linprog(aim, A_eq=self.left, b_eq=self.sides, bounds=(0, None), method="highs")
            ends.append(np.inf if found.status == 3 else way * found.fun)
        return float(ends[1] - ends[0])


def narrowest(
    shape: Shape, tables: list[Table], seen: list[set[Key]], withheld: list[frozenset[Key]]
) -> float:
    attacker = Attacker(shape, tables, seen)
    hidden = {(key, table[key]) for table, keys in zip(tables, withheld, strict=True) for key in keys}
    return min((attacker.interval(*each) for each in hidden & set(attacker.unknown)), default=np.inf)


def filtered(table: Table, withheld: frozenset[Key], random: np.random.Generator) -> set[Key]:
    """What somebody sees of a table who asks for it through a few filters, as many as they like."""
    seen: set[Key] = set()
    for _ in range(int(random.integers(1, 6))):
        wanted = [set(random.permutation(sorted({key[at] for key in table}))[: random.integers(1, 30)])
                  for at in range(3)]  # fmt: skip
        seen |= {key for key in table if all(key[at] in wanted[at] for at in range(3))}
    return seen - withheld


SHAPES = st.builds(
    Shape,
    districts=st.integers(2, 6),
    groups=st.integers(2, 5),
    quarters=st.sampled_from([1, 1, 4]),
    mean=st.sampled_from([2.0, 8.0, 40.0]),
)
SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=25, deadline=None)
@given(shape=SHAPES, seed=SEEDS)
def test_no_withheld_count_of_a_table_with_totals_is_narrowed(shape: Shape, seed: int) -> None:
    table = shape.with_totals(shape.drawn(np.random.default_rng(seed)))
    (withheld,) = published(shape, [table])
    assert {key for key, count in table.items() if 0 < count < POLICY.threshold} <= withheld
    seen = set(table) - withheld
    assert narrowest(shape, [table], [seen], [withheld]) >= POLICY.interval - 1e-6


@settings(max_examples=15, deadline=None)
@given(shape=SHAPES, seed=SEEDS)
def test_filters_tell_no_more_than_the_whole_table(shape: Shape, seed: int) -> None:
    random = np.random.default_rng(seed)
    table = shape.with_totals(shape.drawn(random))
    (withheld,) = published(shape, [table])
    seen = filtered(table, withheld, random)
    assert narrowest(shape, [table], [seen], [withheld]) >= POLICY.interval - 1e-6


@settings(max_examples=20, deadline=None)
@given(shape=SHAPES, seed=SEEDS, share=st.sampled_from([0.05, 0.3, 1.0]))
def test_two_editions_of_revised_data_tell_no_more_together(shape: Shape, seed: int, share: float) -> None:
    random = np.random.default_rng(seed)
    first = shape.drawn(random)
    again = shape.drawn(random)
    second = {key: again[key] if random.random() < share else count for key, count in first.items()}
    tables = [shape.with_totals(first), shape.with_totals(second)]
    withheld = published(shape, tables)
    assert withheld[0] <= withheld[1], "what was withheld stays withheld"
    seen = [set(table) - keys for table, keys in zip(tables, withheld, strict=True)]
    assert narrowest(shape, tables, seen, withheld) >= POLICY.interval - 1e-6


@settings(max_examples=10, deadline=None)
@given(shape=SHAPES, seed=SEEDS)
def test_a_year_that_is_published_after_its_quarters_gives_none_of_them_away(shape: Shape, seed: int) -> None:
    shape = Shape(shape.districts, shape.groups, 4, shape.mean)
    second = shape.with_totals(shape.drawn(np.random.default_rng(seed)))
    first = {key: count for key, count in second.items() if key[2] != YEAR}
    withheld = published(shape, [first, second])
    tables = [second, second]
    seen = [set(first) - withheld[0], set(second) - withheld[1]]
    assert narrowest(shape, tables, seen, withheld) >= POLICY.interval - 1e-6


def test_the_attacker_works_out_what_is_withheld_alone() -> None:
    shape = Shape(3, 3, 1, 20)
    cells = {key: 20 for key in product(shape.places, shape.members, shape.spans)}
    one = (shape.places[0], shape.members[0], shape.spans[0])
    table = shape.with_totals(cells | {one: 3})
    assert narrowest(shape, [table], [set(table) - {one}], [frozenset({one})]) == pytest.approx(0)


def test_nothing_more_is_withheld_than_a_square_for_one_small_count() -> None:
    shape = Shape(3, 3, 1, 20)
    cells = {key: 20 for key in product(shape.places, shape.members, shape.spans)}
    one = (shape.places[0], shape.members[0], shape.spans[0])
    (withheld,) = published(shape, [shape.with_totals(cells | {one: 3})])
    assert one in withheld
    assert len(withheld) == 4


def test_a_table_without_small_counts_is_published_whole() -> None:
    shape = Shape(4, 4, 4, 20)
    cells = {key: 20 for key in product(shape.places, shape.members, shape.spans)}
    assert published(shape, [shape.with_totals(cells)]) == [frozenset()]


def test_a_withheld_row_keeps_its_place_and_none_of_its_figures() -> None:
    (row,) = rows_of({(COUNTY, EVERYONE, YEAR): 3})
    hidden = masked(row)
    assert key_of(hidden) == key_of(row)
    assert (hidden.value, hidden.status, hidden.note) == (None, "suppressed", "Withheld to protect people")
