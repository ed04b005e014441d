"""The one table shape that observations have inside the engine.

One row is one measure, area, period and group. Text columns are dictionary-encoded, and empty where there is
nothing to say; numbers are exact decimals as delivered, null where there is none. `period` is the canonical
ISO text of `rules.period`, `group` the canonical text of `rules.group`.
"""

import pyarrow as pa

TEXT = pa.dictionary(pa.int32(), pa.string())
NUMBER = pa.decimal128(38, 18)

TEXT_COLUMNS = ("measure", "area", "period", "group", "status", "qualifier", "note")
NUMBER_COLUMNS = ("value", "numerator", "denominator", "lower", "upper")

OBSERVATIONS = pa.schema(
    [
        ("measure", TEXT),
        ("area", TEXT),
        ("period", TEXT),
        ("group", TEXT),
        ("value", NUMBER),
        ("numerator", NUMBER),
        ("denominator", NUMBER),
        ("lower", NUMBER),
        ("upper", NUMBER),
        ("status", TEXT),
        ("qualifier", TEXT),
        ("note", TEXT),
    ]
)
