"""Zip files that come out the same to the byte, whenever and wherever they are written."""

from collections.abc import Callable, Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """The parts in their order, dated 1 January 1980. Those named in `stored` are not compressed."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in parts:
            about = ZipInfo(name, _FIRST_DAY)
            about.create_system = 0  # the same on every system
            about.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            archive.writestr(about, content, compresslevel=6)
    return written.getvalue()


def rezipped(content: bytes, changed: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A zip file written again, the named parts made anew."""
    with ZipFile(BytesIO(content)) as archive:
        held = [(name, archive.read(name)) for name in archive.namelist()]
    return zipped((name, changed[name](part) if name in changed else part) for name, part in held)
