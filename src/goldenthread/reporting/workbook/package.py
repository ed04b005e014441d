"""Whether a file that was handed over is a workbook at all, and small enough to be opened."""

from io import BytesIO
from typing import Final
from xml.parsers.expat import ExpatError

from goldenthread.engine.workbook import BROKEN, SAVE_AS
from goldenthread.engine.workbook_burden import Declares, Limits, TooMuch, weighed
from goldenthread.rules.refusal import Refused, refuse

TAKEN: Final = Limits(cells=600_000, others=500_000, unpacked=32 * 2**20)
"""Some thirty cells for each of the 20,000 rows that are taken, and twenty times a return of 5,000 rows."""


def holds_formulas(content: bytes, name: str) -> bool:
    """Whether any sheet of the workbook holds a formula; every part is unpacked once, within bounds.

    Raises Refused where the file is no workbook, is damaged, or holds more than is taken.
    """
    try:
        return weighed(BytesIO(content), TAKEN).has_formulas
    except TooMuch as error:
        raise _too_large(name) from error
    except Declares as error:
        what = "the workbook declares entities, which no spreadsheet writes"
        raise refuse(what, SAVE_AS, file=name) from error
    except (*BROKEN, RuntimeError, ExpatError) as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=name) from error


def _too_large(name: str) -> Refused:
    do = "download the return again and copy only your entries into it"
    return refuse("the workbook unpacks to far more than a return holds", do, file=name)
