"""A gap is one group's figure less another's, exactly, and says why where there is none."""

from decimal import Decimal

import pyarrow as pa
import pytest

from goldenthread.engine.columns import NUMBER, OBSERVATIONS, TEXT
from goldenthread.engine.gap import Gap, gap_observations

GAP = Gap("gap", "gcse", "pupils=poorer", "pupils=others")
Row = tuple[str, str, str, str | None, str, str]


def table(*rows: Row) -> pa.Table:
    """Rows of area, period, group, value, status and qualifier."""
    columns = []
    for field in OBSERVATIONS:
        if field.type == TEXT:
            at = {"area": 0, "period": 1, "group": 2, "status": 4, "qualifier": 5}.get(field.name)
            texts = [("gcse" if field.name == "measure" else "") if at is None else row[at] for row in rows]
            columns.append(pa.array(texts, pa.string()).dictionary_encode().cast(TEXT))
        else:
            figures = [Decimal(row[3]) if field.name == "value" and row[3] else None for row in rows]
            columns.append(pa.array(figures, NUMBER))
    return pa.table(columns, schema=OBSERVATIONS)


def pair(poorer: tuple[str | None, str, str], others: tuple[str | None, str, str]) -> pa.Table:
    return table(
        ("E1", "2016-01-01/P1Y", "pupils=poorer", *poorer), ("E1", "2016-01-01/P1Y", "pupils=others", *others)
    )


@pytest.mark.parametrize(
    ("poorer", "others", "value", "status", "qualifier"),
    [
        (("38.1", "normal", ""), ("70.4", "normal", ""), "32.3", "normal", ""),
        (("70.4", "normal", ""), ("38.1", "normal", ""), "-32.3", "normal", ""),
        (("0.1", "normal", ""), ("0.3", "normal", ""), "0.2", "normal", ""),
        (("38.1", "provisional", ""), ("70.4", "normal", ""), "32.3", "provisional", ""),
        (("38.1", "break", ""), ("70.4", "provisional", ""), "32.3", "break", ""),
        ((None, "suppressed", ""), ("70.4", "normal", ""), None, "suppressed", ""),
        ((None, "missing", ""), (None, "suppressed", ""), None, "suppressed", ""),
        (("5", "normal", "<"), ("70", "normal", ""), "65", "normal", ">"),
        (("5", "normal", ""), ("70", "normal", "<"), "65", "normal", "<"),
        (("5", "normal", ">"), ("70", "normal", "<"), "65", "normal", "<"),
        (("5", "normal", "<"), ("70", "normal", "<"), None, "missing", ""),
        (("5", "normal", "~"), ("70", "normal", ""), "65", "normal", "~"),
    ],
)
def test_a_gap_is_the_second_group_less_the_first(
    poorer: tuple[str | None, str, str],
    others: tuple[str | None, str, str],
    value: str | None,
    status: str,
    qualifier: str,
) -> None:
    [row] = gap_observations(pair(poorer, others), GAP).to_pylist()
    assert row["value"] == (None if value is None else Decimal(value))
    assert (row["measure"], row["group"]) == ("gap", "")
    assert (row["status"], row["qualifier"]) == (status, qualifier)


def test_a_group_without_a_row_leaves_the_gap_missing() -> None:
    found = table(
        ("E1", "2015-01-01/P1Y", "pupils=poorer", "40", "normal", ""),
        ("E1", "2015-01-01/P1Y", "pupils=others", "60", "normal", ""),
        ("E1", "2016-01-01/P1Y", "pupils=others", "61", "normal", ""),
    )
    rows = gap_observations(found, GAP).to_pylist()
    assert [(row["period"], row["status"]) for row in rows] == [
        ("2015-01-01/P1Y", "normal"),
        ("2016-01-01/P1Y", "missing"),
    ]


def test_a_break_where_there_is_no_gap_stands_on_the_next_row_that_has_one() -> None:
    found = table(
        ("E1", "2015-01-01/P1Y", "pupils=poorer", "40", "break", ""),
        ("E1", "2015-01-01/P1Y", "pupils=others", None, "missing", ""),
        ("E1", "2016-01-01/P1Y", "pupils=poorer", "41", "normal", ""),
        ("E1", "2016-01-01/P1Y", "pupils=others", "60", "normal", ""),
    )
    assert [row["status"] for row in gap_observations(found, GAP).to_pylist()] == ["missing", "break"]


def test_other_measures_and_groups_have_no_part_in_it() -> None:
    found = table(("E1", "2015-01-01/P1Y", "pupils=all", "40", "normal", ""))
    assert gap_observations(found, GAP).num_rows == 0
