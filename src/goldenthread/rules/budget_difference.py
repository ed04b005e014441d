"""Two versions of a budget side by side: what was added, removed and changed, and what each does to the sums.

Rows are plain tuples by ref, so that two budgets of twenty thousand lines are compared in a moment. Sums are
whole pence by year; the effects of all that differs add up to the difference of the totals exactly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.rules.money import ZERO
from goldenthread.rules.tongue import Words

KINDS = Words(
    {
        "added": "Added",
        "removed": "Removed",
        "changed": "Changed",
        "moved": "As it was, but what moves it differs",
    }
)

Row = tuple[object, ...]
Pence = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One part of one version: rows by ref, in order, and what each comes to by year."""

    rows: Mapping[str, Row]
    sums: Mapping[str, Pence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that differs: empty where there was or is nothing."""

    name: str
    was: object
    now: object


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs, and by how many pence its sums do, by year.

    `row` is how it stands in the second version, or stood in the first where it was removed.
    """

    ref: str
    kind: str
    row: Row
    columns: tuple[Column, ...]
    effect: Pence


def differing(names: Sequence[str], was: Side, now: Side, years: int) -> Iterator[Difference]:
    """What differs, in the order of the second version, what was removed last. `names` names the columns."""
    none = (0,) * years
    for ref, row in now.rows.items():
        before, sums, after = was.rows.get(ref), was.sums.get(ref, none), now.sums.get(ref, none)
        if before == row and sums == after:
            continue
        columns = tuple(_columns(names, before, row)) if before is not None else ()
        kind = "added" if before is None else "changed" if columns else "moved"
        yield Difference(ref, kind, row, columns, _less(after, sums))
    for ref, row in was.rows.items():
        if ref not in now.rows:
            yield Difference(ref, "removed", row, (), _less(none, was.sums.get(ref, none)))


def net_effect(found: Iterable[Difference], years: int) -> Pence:
    """What all of these do to the sums, by year."""
    effects = [each.effect for each in found]
    return tuple(sum(effect[at] for effect in effects) for at in range(years))


def _columns(names: Sequence[str], before: Row, after: Row) -> Iterator[Column]:
    for name, was, now in zip(names, before, after, strict=True):
        if was != now:
            yield Column(name, was, now)


def _less(after: Pence, before: Pence) -> Pence:
    return tuple(a - b for a, b in zip(after, before, strict=True))


@dataclass(frozen=True, slots=True)
class GapParts:
    """What makes up the gap of a year: what is spent, then what pays for it.

    `lines` is what all lines cost net; `grants` every line of funding; `tax` what council tax raises.
    """

    lines: Decimal = ZERO
    contingency: Decimal = ZERO
    prior_deficit: Decimal = ZERO
    into_reserves: Decimal = ZERO
    grants: Decimal = ZERO
    tax: Decimal = ZERO
    from_reserves: Decimal = ZERO

    @property
    def gap(self) -> Decimal:
        """By how much spending goes beyond what pays for it."""
        spent = self.lines + self.contingency + self.prior_deficit + self.into_reserves
        return spent - self.grants - self.tax - self.from_reserves


PARTS = Words(
    {
        "lines": "Net spending on services",
        "contingency": "Contingency",
        "prior_deficit": "Deficit of earlier years",
        "into_reserves": "Money put into reserves",
        "grants": "Grants, business rates and other funding",
        "tax": "Council tax",
        "from_reserves": "Reserves used",
    }
)
PAYING = ("grants", "tax", "from_reserves")
"""Parts that make the gap smaller."""


def gap_effects(was: GapParts, now: GapParts) -> dict[str, Decimal]:
    """What each part does to the gap: these sum to the difference of the two gaps."""
    return {name: (getattr(now, name) - getattr(was, name)) * (-1 if name in PAYING else 1) for name in PARTS}
