"""How much a file that was handed over holds, found out before any of it is kept in memory."""

import gzip
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from goldenthread.rules.refusal import refuse

TIMES_THE_LIMIT = 25
"""A compressed table may unpack to so many times the upload limit."""
MOST_CELLS = 100_000_000
BLOCK = 2**20


def refuse_if_endless(path: Path, name: str) -> None:
    """Raise Refused where a compressed file unpacks to far more than anyone delivers.

    A file that is damaged is left to its reader, which says where.
    """
    most = settings.UPLOAD_LIMIT * TIMES_THE_LIMIT
    try:
        is_endless = (path.suffix == ".gz" and _unpacks_beyond(path, most)) or (
            path.suffix == ".parquet" and _cells_of(path) > MOST_CELLS
        )
    except (OSError, EOFError, zlib.error, pa.ArrowException):
        return
    if is_endless:
        do = "split it, or import it at the machine itself with goldenthread observations import"
        raise refuse("it unpacks to far more than can be taken in here", do, file=name)


def _unpacks_beyond(path: Path, most: int) -> bool:
    size = 0
    with gzip.open(path) as unpacked:
        while block := unpacked.read(BLOCK):
            size += len(block)
            if size > most:
                return True
    return False


def _cells_of(path: Path) -> int:
    about = pq.read_metadata(path)
    return int(about.num_rows * about.num_columns)
