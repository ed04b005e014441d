"""Every layout that observations can be delivered in. A new layout is one file here and one line below.

What a cell may say is checked once for all layouts, in `engine.observation`.
"""

from pathlib import Path

from goldenthread.engine.layout import (
    dfe_ees,
    fingertips,
    mhclg_outturn,
    ons_els,
    plain,
    tidy,
    wide,
    xlsx_template,
)
from goldenthread.engine.layout.kind import Layout
from goldenthread.rules.refusal import refuse

CSV = (".csv", ".csv.gz")


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("plain", "one row for one figure", (*CSV, ".parquet"), plain.read, by_row=True),
        Layout("ons-els", "ONS Explore Local Statistics", CSV, ons_els.read, by_row=True),
        Layout("fingertips", "Fingertips upload files", (*CSV, ".xlsx"), fingertips.read, by_row=True),
        Layout("wide", "one row for a series, periods across", (*CSV, ".parquet"), wide.read),
        Layout("xlsx-template", "this product's own workbook", (".xlsx",), xlsx_template.read),
        Layout("dfe-ees", "Explore Education Statistics", CSV, dfe_ees.read),
        Layout(
            "mhclg-outturn", "revenue outturn workbooks by council", (".ods", ".xlsx"), mhclg_outturn.read
        ),
        Layout("tidy", "measure_id, area_code, period, value", (*CSV, ".parquet"), tidy.read, by_row=True),
    )
}


def layout_named(name: str) -> Layout:
    """The layout of that name; raises Refused where there is none."""
    if name not in LAYOUTS:
        do = f"choose one of {', '.join(LAYOUTS)}"
        raise refuse("there is no such adapter", do, file=name)
    return LAYOUTS[name]


def files_in(paths: list[Path], layout: Layout) -> list[Path]:
    """The files to read: each path itself, or a folder's files with an ending of the layout, by name."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = [each for each in sorted(path.iterdir()) if each.name.lower().endswith(layout.endings)]
        inside = [each for each in inside if each.is_file() and not each.name.startswith((".", "~$"))]
        if not inside:
            do = f"put files that end in {', '.join(layout.endings)} in it"
            raise refuse("the folder has no file to read", do, file=str(path))
        files += inside
    return files
