"""Where the bytes of frozen editions are kept: files named by their checksum, whole or not there."""

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from goldenthread.publish.document import checksum
from goldenthread.rules.refusal import refuse


def keep(content: bytes) -> str:
    """Keep some bytes and return their SHA-256; when this returns they are on disk."""
    name = checksum(content)
    path = _path(name)
    if path.exists():
        path.touch()  # so that what is needed again is not swept away meanwhile
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).chmod(0o640)
    Path(part.name).replace(path)
    return name


def kept(name: str) -> bytes:
    """The bytes with that SHA-256. Raises Refused where they are not there or were changed."""
    path = _path(name)
    content = path.read_bytes() if path.exists() else b""
    if checksum(content) != name:
        raise refuse(
            f"the frozen file {name[:12]} is not as it was kept",
            "restore the folder of editions from a backup",
            file=str(path),
        )
    return content


def size_of(name: str) -> int:
    """How many bytes are kept under that SHA-256; 0 where none are."""
    path = _path(name)
    return path.stat().st_size if path.exists() else 0


def sweep(named: Collection[str], older_than: datetime) -> int:
    """Remove the files that are not among those named and are older; how many there were."""
    folder = Path(settings.HOME) / "editions"
    strays = [
        path
        for path in folder.glob("*/*")
        if path.name not in named and path.stat().st_mtime < older_than.timestamp()
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _path(name: str) -> Path:
    return Path(settings.HOME) / "editions" / name[:2] / name
