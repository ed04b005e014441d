"""Whether a file that was handed over is a workbook at all, and small enough to be opened."""

import re
import zipfile
from io import BytesIO
from typing import Final
from xml.parsers.expat import ExpatError

from goldenthread.engine.workbook import BROKEN, SAVE_AS
from goldenthread.reporting.workbook.burden import Burden, Declares, TooMuch
from goldenthread.rules.refusal import Refused, refuse

LARGEST_UNPACKED: Final = 32 * 2**20
"""Some twenty times a return of 5,000 rows."""
MOST_PARTS: Final = 500

_SHEET = re.compile(r"(?i)xl/worksheets/[^/]+\.xml")


def holds_formulas(content: bytes, name: str) -> bool:
    """Whether any sheet of the workbook holds a formula; every part is unpacked once, within bounds.

    Raises Refused where the file is no workbook, is damaged, or holds more than is taken.
    """
    burden = Burden()
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _too_large(name)
            for part in parts:
                # Read whole, so that the checksum is tested; no more is unpacked than the part declares.
                _weigh(part.filename, package.read(part), burden)
    except TooMuch as error:
        raise _too_large(name) from error
    except Declares as error:
        what = "the workbook declares entities, which no spreadsheet writes"
        raise refuse(what, SAVE_AS, file=name) from error
    except (*BROKEN, RuntimeError, ExpatError) as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=name) from error
    return burden.has_formulas


def _weigh(part: str, data: bytes, burden: Burden) -> None:
    """Count what a part describes. Pictures and old drawings are no XML, whatever their names say."""
    try:
        burden.add(data, is_sheet=bool(_SHEET.fullmatch(part)))
    except ExpatError:
        if part.lower().endswith((".xml", ".rels")):
            raise


def _too_large(name: str) -> Refused:
    do = "download the return again and copy only your entries into it"
    return refuse("the workbook unpacks to far more than a return holds", do, file=name)
