"""Which counts of people add up to which: what somebody could add and take away."""

import pytest

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.disclosure.count import Count, sums
from goldenthread.rules.area import Area

YEAR = "2016-04-01/P1Y"
KENT, ASHFORD, DOVER, SWALE = "E10000016", "E07000105", "E07000108", "E07000113"
COMPOSITES = {"north": (SWALE,), "south": (ASHFORD, DOVER), "all-but-dover": (ASHFORD, SWALE)}
REGISTER = AreaRegister(
    {code: Area(code, code) for code in (KENT, ASHFORD, DOVER, SWALE)}
    | {code: Area(code, code, "composite", members) for code, members in COMPOSITES.items()},
    dict.fromkeys((ASHFORD, DOVER, SWALE), KENT),
)


def found(cells: dict[tuple[str, str], int]) -> set[tuple[object, ...]]:
    """Each total with its parts by area and period, and what is left of it."""
    counts = [Count((area, "", period), count) for (area, period), count in cells.items()]
    return {
        ((each.total[0], each.total[2]), frozenset((part[0], part[2]) for part in each.parts), each.rest)
        for each in sums(counts, REGISTER)
    }


@pytest.mark.parametrize(
    ("total", "parts", "rest"),
    [
        (KENT, ("south", "north"), None),
        (KENT, ("all-but-dover", DOVER), None),
        ("south", (ASHFORD, DOVER), None),
        ("all-but-dover", ("north", ASHFORD), None),
        (KENT, ("south",), 20),
        (KENT, (ASHFORD,), 20),
    ],
)
def test_composites_are_added_and_taken_away(total: str, parts: tuple[str, ...], rest: int | None) -> None:
    whole = 10 * len(parts) + (rest or 0)
    cells = {(part, YEAR): 10 for part in parts} | {(total, YEAR): whole}
    assert ((total, YEAR), frozenset((part, YEAR) for part in parts), rest) in found(cells)


@pytest.mark.parametrize(
    "parts", [("2016-04-01/P9M", "2017-01-01/P3M"), ("2016-04-01/P1M", "2016-05-01/P11M")]
)
def test_periods_of_unlike_length_make_up_a_longer_one(parts: tuple[str, str]) -> None:
    cells = {(KENT, part): 10 for part in parts} | {(KENT, YEAR): 20}
    assert found(cells) == {((KENT, YEAR), frozenset((KENT, part) for part in parts), None)}
