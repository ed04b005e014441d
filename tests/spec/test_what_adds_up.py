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


def test_ages_that_lie_in_others_add_up_to_them_and_only_the_outermost_to_everyone() -> None:
    ages = {"": 20, "age=0-17": 10, "age=0-4": 3, "age=5-17": 7, "age=18-64": 6, "age=65+": 4, "age=65-74": 1}
    counts = [Count((KENT, group, YEAR), count) for group, count in ages.items()]
    told = {
        (each.total[1], frozenset(part[1] for part in each.parts), each.rest)
        for each in sums(counts, REGISTER)
    }
    assert told == {
        ("", frozenset({"age=0-17", "age=18-64", "age=65+"}), None),
        ("age=0-17", frozenset({"age=0-4", "age=5-17"}), None),
        ("age=65+", frozenset({"age=65-74"}), 3),
    }


def test_members_that_are_no_ranges_stand_side_by_side() -> None:
    counts = [Count((KENT, group, YEAR), 5) for group in ("sex=female", "sex=male")]
    everyone = Count((KENT, "", YEAR), 10)
    (told,) = sums([everyone, *counts], REGISTER)
    assert {part[1] for part in told.parts} == {"sex=female", "sex=male"}
