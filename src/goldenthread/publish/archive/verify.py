"""Checking an archive: every file as it was written, none missing, none beyond.

It needs no installation: only the folder.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, Literal

from goldenthread.publish.archive.manifest import MANIFEST, SUMS, is_as_written, read_sums, write_sums

Wrong = Literal["changed", "missing", "not in the manifest"]
_OWN: Final = (MANIFEST, SUMS)


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that is not as it was published."""

    file: str
    wrong: Wrong

    @property
    def is_stray(self) -> bool:
        """Whether it is a file that no archive holds."""
        return self.wrong == "not in the manifest"

    def __str__(self) -> str:
        return f"{self.file}: {self.wrong}"


def read_manifest(path: Path) -> dict[str, Any] | None:
    """A manifest; None where there is none, or it cannot be read as one."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        # What nests too deep to be read was never written as a manifest.
        return None
    if not isinstance(found, dict):
        return None
    return found if all(isinstance(found.get(name), dict) for name in ("files", "frozen")) else None


def is_listed(folder: Path) -> bool:
    """Whether either of an archive's two lists can be relied on, so that strays can be told from its own."""
    return _listed(folder) is not None


def faults_of(folder: Path, published: Mapping[str, str] | None = None) -> tuple[Fault, ...]:
    """Every file at fault, in the order of names; none where the archive is as it was written.

    `published` are names and checksums from elsewhere, such as the manifest on the council's own site.
    """
    found = set(_files(folder))
    own = _own_faults(folder)
    listed = _listed(folder)
    if listed is None:
        return own
    wrong: dict[str, Wrong] = {name: "not in the manifest" for name in found - listed.keys() - set(_OWN)}
    wrong |= {each.file: each.wrong for each in own}
    for name, checksum in listed.items():
        if name not in found:
            wrong[name] = "missing"
        elif _checksum(folder / name) != checksum:
            wrong[name] = "changed"
    for name, checksum in (published or {}).items():
        if listed.get(name) != checksum:
            wrong.setdefault(name, "changed" if name in listed else "missing")
    return tuple(Fault(name, wrong[name]) for name in sorted(wrong))


def _files(folder: Path) -> Iterator[str]:
    """Every file of the folder; a link to elsewhere counts as one and is never followed."""
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _listed(folder: Path) -> dict[str, str] | None:
    """What the manifest lists, or where it was changed what the list of checksums does; None without both."""
    manifest = _sound_manifest(folder)
    if manifest is not None:
        return dict(manifest["files"])
    sums = _sums(folder)
    return None if sums is None else {name: each for name, each in sums.items() if name != MANIFEST}


def _own_faults(folder: Path) -> tuple[Fault, ...]:
    """What is wrong with the two lists themselves."""
    manifest, faults = _sound_manifest(folder), []
    if manifest is None:
        faults.append(_fault(folder, MANIFEST))
    sums = _read(folder / SUMS)
    if sums is None or _sums(folder) is None:
        faults.append(_fault(folder, SUMS))
    elif manifest is not None:
        whole = manifest["files"] | {MANIFEST: _checksum(folder / MANIFEST)}
        if sums != write_sums(whole):
            faults.append(Fault(SUMS, "changed"))
    return tuple(faults)


def _fault(folder: Path, name: str) -> Fault:
    return Fault(name, "changed" if (folder / name).exists() else "missing")


def _sound_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest, where its own checksum and what was frozen bear it out."""
    content = _read(folder / MANIFEST)
    manifest = None if content is None else read_manifest(folder / MANIFEST)
    if content is None or manifest is None or not is_as_written(manifest, content):
        return None
    frozen, files = manifest["frozen"], manifest["files"]
    return manifest if all(files.get(name) == frozen[name] for name in frozen) else None


def _sums(folder: Path) -> dict[str, str] | None:
    content = _read(folder / SUMS)
    try:
        return None if content is None else read_sums(content)
    except ValueError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if _is_plain(path) else None
    except OSError:
        return None


def _is_plain(path: Path) -> bool:
    """Whether it is a file: not a link, nor a pipe or a device, which would be read without end."""
    return path.is_file() and not path.is_symlink()


def _checksum(path: Path) -> str:
    """The SHA-256 of a file; empty for a link, a pipe or a device, which is no file of the archive."""
    if not _is_plain(path):
        return ""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
