"""Whether a file that was handed over is a workbook at all, and small enough to be opened."""

import re
import zipfile
from io import BytesIO
from typing import Final

from goldenthread.engine.workbook import BROKEN, SAVE_AS
from goldenthread.rules.refusal import refuse

LARGEST_UNPACKED: Final = 32 * 2**20
"""Some twenty times a return of 5,000 rows."""
MOST_PARTS: Final = 500

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_SHEET = re.compile(r"(?i)xl/worksheets/[^/]+\.xml")


def holds_formulas(content: bytes, name: str) -> bool:
    """Whether any sheet of the workbook holds a formula; every part is unpacked once, within bounds.

    Raises Refused where the file is no workbook, is damaged, or unpacks to more than is taken.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_if_large(parts, name)
            return any([_is_calculated(package, part, name) for part in parts])
    except (*BROKEN, RuntimeError) as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=name) from error


def _refuse_if_large(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        do = "download the return again and copy only your entries into it"
        raise refuse("the workbook unpacks to far more than a return holds", do, file=name)


def _is_calculated(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bool:
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    # Read whole, so that the checksum is tested; no more is unpacked than the part declares.
    data = package.read(part)
    if _DECLARED.search(data):
        raise refuse("the workbook declares entities, which no spreadsheet writes", SAVE_AS, file=name)
    return bool(_SHEET.fullmatch(part.filename) and _FORMULA.search(data))
