"""What a delivery would change in what is held."""

from decimal import Decimal

import pyarrow as pa
import pytest

from goldenthread.engine.columns import NUMBER, OBSERVATIONS, TEXT
from goldenthread.engine.difference import difference


def table(*rows: dict[str, str]) -> pa.Table:
    start = {"measure": "m", "area": "E1", "period": "2016-01-01/P1Y", "status": "normal"}
    said = [{**start, **row} for row in rows]
    columns = []
    for field in OBSERVATIONS:
        if field.type == TEXT:
            texts = pa.array([row.get(field.name, "") for row in said], pa.string())
            columns.append(texts.dictionary_encode().cast(TEXT))
        else:
            figures = [Decimal(row[field.name]) if field.name in row else None for row in said]
            columns.append(pa.array(figures, NUMBER))
    return pa.table(columns, schema=OBSERVATIONS)


HELD = {"value": "3.0", "numerator": "3", "note": "as printed"}


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        (HELD, "same"),
        ({**HELD, "value": "3.00"}, "same"),
        ({**HELD, "value": "3.1"}, "changed"),
        ({"numerator": "3", "note": "as printed"}, "changed"),
        ({**HELD, "upper": "4"}, "changed"),
        ({**HELD, "status": "revised"}, "changed"),
        ({**HELD, "qualifier": "~"}, "changed"),
        ({**HELD, "note": ""}, "changed"),
        ({**HELD, "group": "sex=male"}, "added"),
        ({**HELD, "area": "E2"}, "added"),
        ({**HELD, "period": "2017-01-01/P1Y"}, "added"),
        ({**HELD, "measure": "n"}, "added"),
    ],
)
def test_a_row_is_added_changed_or_the_same(row: dict[str, str], sort: str) -> None:
    found = difference(table(HELD), table(row))
    counts = {"added": len(found.added), "changed": len(found.changed), "same": len(found.same)}
    assert counts == {name: int(name == sort) for name in counts}


def test_each_changed_row_names_the_row_it_replaces() -> None:
    held = table({"area": "E2", "value": "2"}, {"area": "E1", "value": "1"})
    found = difference(held, table({"area": "E1", "value": "9"}, {"area": "E3", "value": "3"}))
    assert (found.changed.tolist(), found.replaced.tolist(), found.added.tolist()) == ([0], [1], [1])


def test_everything_is_new_where_nothing_is_held() -> None:
    assert difference(OBSERVATIONS.empty_table(), table(HELD)).added.tolist() == [0]
    assert difference(table(HELD), OBSERVATIONS.empty_table()).added.tolist() == []
