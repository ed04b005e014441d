"""The folder a demo lives in: whether it is the demo's own, what it was made from, whether it is whole."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from goldenthread.rules.refusal import Refused, refuse

PACKAGE = Path(__file__).parent.parent
KENT = PACKAGE / "examples" / "kent"
OFFICERS = "officers.json"
MARK = "made-by-demo"
STAMP = "made-from"
FETCHED = "fetched"
Say = Callable[[str], None]
KEPT = ("secret-key", MARK, FETCHED)


@dataclass(frozen=True, slots=True)
class DemoHome:
    """A demo's home folder. `MARK` is written before anything else in it, `STAMP` after everything."""

    folder: Path

    def claim(self) -> None:
        """Mark the folder as the demo's. Raises Refused where something else is kept there."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.folder / MARK).exists():
            strangers = sorted(each.name for each in self.folder.iterdir() if each.name not in KEPT)
            if strangers:
                what = f"it holds {', '.join(strangers[:3])}, which the demo did not make"
                raise _refused(self.folder, what, "set GOLDENTHREAD_HOME to a new folder")
            (self.folder / MARK).write_text("This folder is made anew whenever the demo's files change.\n")

    def hold(self, alone: bool) -> int:
        """Hold the folder until this process ends or lets go: alone while making it, with others to serve it.

        Raises Refused where another demo holds it. Returns the file descriptor to let go of with `os.close`.
        """
        held = os.open(self.folder / MARK, os.O_RDWR)
        try:
            fcntl.flock(held, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            os.close(held)
            what = "another demo is using this folder"
            do = "stop that one first, or set GOLDENTHREAD_HOME to another folder"
            raise _refused(self.folder, what, do) from error
        return held

    def is_made_from(self, stamp: str) -> bool:
        """Whether the folder was made, to the end, from just these things."""
        try:
            return (self.folder / STAMP).read_text() == stamp
        except OSError:
            return False

    def empty(self) -> None:
        """Remove everything the demo made, the stamp first, so that a kill leaves a home known as unmade."""
        (self.folder / STAMP).unlink(missing_ok=True)
        for each in self.folder.iterdir():
            if each.name in KEPT:
                continue
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()

    def seal(self, stamp: str) -> None:
        """Say that the folder is whole."""
        draft = self.folder / f".{STAMP}"
        draft.write_text(stamp)
        draft.replace(self.folder / STAMP)

    def write_secret(self, name: str, content: object) -> None:
        """Write JSON that only the owner may read."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(content, file, indent=1)

    def read_secret(self, name: str) -> Any:
        """What `write_secret` wrote under that name."""
        return json.loads((self.folder / name).read_text())


def stamp_of(examples: Iterable[Path], data: Path | None, *said: object) -> str:
    """One line that differs wherever a demo made anew would differ.

    Example files, migrations and the demo's own code count by their content; the files of a data folder,
    which may be large, by name, size and time.
    """
    code = [*PACKAGE.glob("*/migrations/*.py"), *_files_of((PACKAGE / "upkeep", *examples))]
    digest = hashlib.sha256(version("goldenthread").encode())
    for path in sorted(code):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    for path in sorted(data.rglob("*")) if data else ():
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
    digest.update(repr(said).encode())
    return digest.hexdigest()


def _files_of(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _refused(folder: Path, what: str, do: str) -> Refused:
    return refuse(what, do, file=str(folder))
