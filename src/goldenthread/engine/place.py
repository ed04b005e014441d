"""Where files are kept: a local folder, or any address that fsspec knows, such as s3://bucket/folder.

A file appears whole or not at all. A local one is mapped into memory; one elsewhere is written here first and
then sent.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.rules.refusal import refuse

ELSEWHERE = "://"
PART = ".part"
LOCAL = "file://"


def without_secrets(said: str) -> str:
    """The same words without what stands in an address before its host, or is asked for after its path."""
    return re.sub(r"://\S*@|\?\S+", lambda found: "://" if found[0].startswith(":") else "", said)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of files by its address: a path, or a protocol and what follows."""

    address: str

    @classmethod
    def at(cls, address: "str | Path | Place") -> "Place":
        """The place at a path or an address; an address of this machine's own files is a path."""
        if isinstance(address, Place):
            return address
        said = str(address)
        return cls(said.removeprefix(LOCAL).rstrip("/") or "/")

    @property
    def folder(self) -> Path | None:
        """The local folder, where it is one."""
        return None if ELSEWHERE in self.address else Path(self.address)

    def open(self, name: str) -> pa.NativeFile:
        """A file for reading at any place in it. Raises OSError where there is none."""
        if self.folder is not None:
            return pa.memory_map(str(self.folder / name))
        from pyarrow import fs as arrow

        system, root = self._system()
        return arrow.PyFileSystem(arrow.FSSpecHandler(system)).open_input_file(f"{root}/{name}")

    def names(self) -> tuple[str, ...]:
        """The files there and the rooms of unfinished work, in order; none where there is no folder yet."""
        if self.folder is not None:
            try:
                with os.scandir(self.folder) as inside:
                    found = [each.name for each in inside if each.is_file() or each.name.endswith(PART)]
            except FileNotFoundError:
                return ()
            return tuple(sorted(found))
        system, root = self._system()
        system.invalidate_cache()
        try:
            listed = system.ls(root, detail=True)
        except FileNotFoundError:
            return ()
        return tuple(sorted(each["name"].rsplit("/", 1)[-1] for each in listed if each["type"] == "file"))

    def has(self, name: str) -> bool:
        """Whether a file of that name is there."""
        if self.folder is not None:
            return (self.folder / name).is_file()
        system, root = self._system()
        return bool(system.exists(f"{root}/{name}"))

    def modified(self, name: str) -> float:
        """When the file was last written, in seconds; infinity where that is not known."""
        try:
            if self.folder is not None:
                return (self.folder / name).stat().st_mtime
            system, root = self._system()
            return float(system.modified(f"{root}/{name}").timestamp())
        except (FileNotFoundError, NotImplementedError):
            return float("inf")

    def remove(self, name: str) -> None:
        """Remove a file or an abandoned room, where it is still there."""
        if self.folder is not None:
            if (self.folder / name).is_dir():
                shutil.rmtree(self.folder / name, ignore_errors=True)
            else:
                (self.folder / name).unlink(missing_ok=True)
            return
        system, root = self._system()
        if system.exists(f"{root}/{name}"):
            system.rm_file(f"{root}/{name}")

    @contextmanager
    def room(self) -> Iterator[Path]:
        """A local folder for unfinished work, emptied afterwards; inside the place, where that is local."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, suffix=PART, ignore_cleanup_errors=True) as made:
            yield Path(made)

    @contextmanager
    def part(self) -> Iterator[Path]:
        """A local file to write, which is gone afterwards unless it was kept."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        handle, made = mkstemp(dir=self.folder, suffix=PART)
        os.close(handle)
        try:
            yield Path(made)
        finally:
            Path(made).unlink(missing_ok=True)

    def keep(self, part: Path, name: str) -> None:
        """Give a finished local file its name here; it then stays whole through a loss of power."""
        # What is not published yet is in it: nobody else on the machine reads it.
        part.chmod(0o600)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        if self.folder is not None:
            part.replace(self.folder / name)
            self.settle()
            return
        system, root = self._system()
        system.makedirs(root, exist_ok=True)
        # Sent under another name first: not every protocol shows a file only once it is whole.
        system.put_file(str(part), f"{root}/{part.name}{PART}")
        system.mv(f"{root}/{part.name}{PART}", f"{root}/{name}")
        part.unlink(missing_ok=True)

    def settle(self) -> None:
        """See to it that the folder's own list of files is on the disk."""
        if self.folder is None:
            return
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _system(self) -> tuple[Any, str]:
        """The file system behind the address, which fsspec keeps, and the folder's path on it."""
        import fsspec  # slow to load, and most installations keep to their own folder

        try:
            system, root = fsspec.core.url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            do = "install the package that fsspec names for it, or give another address"
            said = without_secrets(f"it cannot be opened ({error})")
            raise refuse(said, do, file=without_secrets(self.address)) from error
        return system, str(root).rstrip("/")


@dataclass(frozen=True, slots=True)
class File:
    """One file of a place, by which what is read of it can be kept: it never changes."""

    place: Place
    name: str

    @classmethod
    def at(cls, path: "Path | File") -> "File":
        """A local file."""
        return path if isinstance(path, File) else cls(Place(str(path.parent)), path.name)

    def open(self) -> pa.NativeFile:
        """The file for reading. Raises OSError where it is not there."""
        return self.place.open(self.name)

    def there(self) -> bool:
        """Whether it is there."""
        return self.place.has(self.name)

    def rows(self) -> int:
        """How many rows it has, being Parquet."""
        with self.open() as source:
            return int(pq.read_metadata(source).num_rows)
