"""Writing an archive's folder: whole or not at all, and never over anything else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from goldenthread.publish.archive.manifest import MANIFEST
from goldenthread.publish.archive.verify import faults_of, is_listed, read_manifest
from goldenthread.rules.refusal import refuse


def check_place(out: Path, edition: str) -> None:
    """Raise Refused where something stands at `out` that is not an archive of the same edition."""
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        raise refuse("this is not a folder", "name a folder that is not there yet", file=str(out))
    if not any(out.iterdir()):
        return
    manifest = read_manifest(out / MANIFEST)
    if manifest is None or manifest.get("edition") != edition:
        do = "name a folder that is not there yet, or one that holds an earlier archive of it"
        raise refuse(f"this folder holds something else than an archive of {edition}", do, file=str(out))
    if not is_listed(out):
        what = "both lists of this archive were changed, so what else the folder holds cannot be told"
        raise refuse(what, "name a folder that is not there yet", file=str(out))
    strays = [each.file for each in faults_of(out) if each.is_stray]
    if strays:
        what = f"this folder holds what no archive does: {', '.join(strays[:5])}"
        raise refuse(what, "move it elsewhere first: it would be lost", file=str(out))


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder to write in, which takes the place of `out` once all is written; nothing is left otherwise."""
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        fresh = work / "new"
        fresh.mkdir(mode=0o755)
        yield fresh
        if out.exists():
            out.rename(work / "old")
        fresh.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def write_file(folder: Path, name: str, content: bytes) -> None:
    """Write one file. Raises ValueError where its name leads out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/"):
        raise ValueError(f"{name} leads out of the archive")
    path = folder.joinpath(*parts)
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
    path.write_bytes(content)
