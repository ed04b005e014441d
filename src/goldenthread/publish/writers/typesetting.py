"""Typst behind one door: a template of ours and some data go in, an accessible PDF comes out.

Words reach Typst as data and never as markup, so that nothing an editor writes can be taken for an
instruction. Fonts are those of the product and those inside Typst, never the machine's, so that the same
document gives the same bytes everywhere.
"""

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import typst

from goldenthread.publish.writers.row_headers import add_row_headers
from goldenthread.rules.refusal import refuse

STANDARDS: Final[tuple[Literal["ua-1", "a-2a"], ...]] = ("ua-1", "a-2a")
FAMILIES = ("Atkinson Hyperlegible Next", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""In order: a character that one has no shape for is set from the next."""

FOLDER = Path(str(files("goldenthread.publish.writers")))
BUILT = FOLDER.parents[1] / "web" / "static" / "built" / "fonts"


@cache
def fonts() -> Any:
    """The fonts that there are, read once."""
    folders = [str(BUILT)] if BUILT.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def families() -> list[str]:
    """The names of `FAMILIES` that are there; the product's own is not before the typeface is built."""
    there = set(fonts().families())
    return [name for name in FAMILIES if name in there]


def pdf(template: str, data: dict[str, Any], known_at: str) -> bytes:
    """The PDF, to PDF/UA-1 and PDF/A-2a. `template` is a file of this folder and reads `data` as JSON.

    `known_at` (ISO 8601) is written as the day it was made. Raises Refused where Typst cannot set it.
    """
    when = moment(known_at)
    told = data | {"fonts": families(), "date": [when.year, when.month, when.day]}
    try:
        made = typst.compile(
            str(FOLDER / template),
            root=str(FOLDER),
            font_paths=fonts(),
            sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=when,
        )
    except typst.TypstError as error:
        raise refuse(
            f"the PDF could not be made: {error.message}",
            "change the words or the drawing that it names, then write it again",
        ) from error
    return add_row_headers(made)


def moment(known_at: str) -> datetime:
    """The moment in universal time; 1 January 1980 where the text holds none."""
    try:
        found = datetime.fromisoformat(known_at)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
