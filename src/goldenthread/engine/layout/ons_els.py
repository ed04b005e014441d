"""ONS Explore Local Statistics: one CSV for a dataset, several indicators in it.

The dataset is the file's name; a measure's ref is `dataset/indicator`. Status `x` (not available) and `z`
(not applicable) are missing, `c` (confidential) and `u` (unreliable) suppressed; any other text there is a
note. The file's own `notes` are not read: most are about areas, and one dataset has two columns of that name.
"""

from dataclasses import replace
from pathlib import Path

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.table import Table, mapped, read_table

NAMES = {
    "areacd": "area",
    "indicator": "measure",
    "period": "period",
    "observation": "value",
    "lci_95": "lower",
    "uci_95": "upper",
    "status": "status",
}
STATUS = {"x": "missing", "z": "missing", "c": "suppressed", "u": "suppressed"}


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """The dataset's observations under the plain names."""
    required, optional = ("areacd", "indicator", "period", "observation"), ("lci_95", "uci_95", "status")
    found = read_table(path, required, optional, keep_ragged=True)
    table = found.renamed(NAMES)
    dataset = path.name.lower().removesuffix(".gz").removesuffix(".csv")
    measure = mapped(table.data.column("measure"), lambda name: f"{dataset}/{name.strip()}")
    data = table.data.set_column(table.data.column_names.index("measure"), "measure", measure)
    if "status" in data.column_names:
        said = data.column("status")
        status = mapped(said, lambda text: STATUS.get(text.strip().lower()))
        note = mapped(said, lambda text: None if text.strip().lower() in STATUS else text)
        data = data.set_column(data.column_names.index("status"), "status", status).append_column(
            "note", note
        )
    return [replace(table, data=data, headings={**table.headings, "note": "status"})]
