"""Fingertips upload files: one row for a figure, its period, age, sex and category as numbers.

A measure's ref is its IndicatorID. -1 stands for missing. The year type is not in the file: it is the
measure's, and calendar where that is not known. SexID 1 and 2, every AgeID but 1 (all ages) and the category
become the group: `age-id=44;sex=male`.
"""

from pathlib import Path

import pyarrow as pa

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.table import Table, read_table
from goldenthread.engine.workbook import read_sheet

SHEET = "PHOLIO"
PERIOD = ("Year", "YearRange", "Quarter", "Month")
GROUP = ("AgeID", "SexID", "CategoryTypeID", "CategoryID")
REQUIRED = ("IndicatorID", *PERIOD, *GROUP, "AreaCode", "Count", "Value", "Denominator", "ValueNoteId")
OPTIONAL = ("LowerCI95", "UpperCI95", "LowerCI", "UpperCI")
FIGURES = {
    "Value": "value",
    "Count": "numerator",
    "Denominator": "denominator",
    "LowerCI95": "lower",
    "UpperCI95": "upper",
}
OLD_LIMITS = {"LowerCI": "lower", "UpperCI": "upper"}
HEADINGS = {
    "measure": "IndicatorID",
    "area": "AreaCode",
    "period": "Year",
    "group": "AgeID",
    "note": "ValueNoteId",
}
SEXES = {"1": "male", "2": "female"}
FIRST_MONTH = {"financial": 4, "academic": 9, "academic-august": 8}
ABSENT = ("-1", "-1.0", "")


def read(path: Path, year_type: YearTypeOf) -> list[Table]:
    """The figures of one upload file, CSV or workbook."""
    if path.name.lower().endswith(".xlsx"):
        table = read_sheet(path, SHEET, REQUIRED, OPTIONAL)
    else:
        table = read_table(path, REQUIRED, OPTIONAL, keep_ragged=True)
    rows = {
        name: [text or "" for text in table.data.column(name).to_pylist()] for name in table.data.column_names
    }
    measures = rows["IndicatorID"]
    texts = {
        "measure": measures,
        "area": rows["AreaCode"],
        "period": [
            _period(year_type(measure), *said)
            for measure, *said in zip(measures, *(rows[name] for name in PERIOD), strict=True)
        ],
        "group": [_group(*said) for said in zip(*(rows[name] for name in GROUP), strict=True)],
        "note": [f"value note {note}" if note not in (*ABSENT, "0") else "" for note in rows["ValueNoteId"]],
    }
    figures = {new: old for old, new in (OLD_LIMITS | FIGURES).items() if old in rows}
    for new, old in figures.items():
        texts[new] = ["" if text in ABSENT else text for text in rows[old]]
    data = pa.table(
        {name: pa.array([text or None for text in column], pa.string()) for name, column in texts.items()}
    )
    headings = {name: table.heading(old) for name, old in (HEADINGS | figures).items()}
    return [Table(table.file, data, table.lines, headings, table.ragged)]


def _period(year_type: str, year: str, years: str, quarter: str, month: str) -> str:
    """The period as an ISO interval; words that no reader takes for a period where it is none."""
    words = f"Year {year}, YearRange {years}, Quarter {quarter}, Month {month}"
    try:
        first, count = int(year), int(years)
        in_year = [int(text) for text in (quarter, month) if text not in ABSENT]
    except ValueError:
        return words
    start = FIRST_MONTH.get(year_type, 1)
    if not in_year:
        return f"{first:04d}-{start:02d}-01/P{count}Y" if count > 0 else words
    if len(in_year) == 2 or count != 1:
        return words
    if month not in ABSENT:
        return f"{first:04d}-{in_year[0]:02d}-01/P1M"
    later = start - 1 + 3 * (in_year[0] - 1)
    return f"{first + later // 12:04d}-{later % 12 + 1:02d}-01/P3M" if 1 <= in_year[0] <= 4 else words


def _group(age: str, sex: str, category_type: str, category: str) -> str:
    pairs = []
    if age not in (*ABSENT, "1"):
        pairs.append(f"age-id={age}")
    if sex in SEXES:
        pairs.append(f"sex={SEXES[sex]}")
    elif sex not in (*ABSENT, "4"):
        pairs.append(f"sex-id={sex}")
    if category_type not in ABSENT:
        pairs.append(f"category-{category_type}={category}")
    return ";".join(pairs)
