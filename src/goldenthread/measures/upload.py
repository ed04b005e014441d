"""Files that an officer hands over: kept until their rehearsal is confirmed or put aside, at most a day.

A file is kept under a number, in a folder with a name that nobody can guess, by its own name with nothing but
letters, digits, dots and hyphens: some layouts name their measures by their file. Nothing in it is executed.
"""

import json
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from goldenthread.engine.layout.registry import LAYOUTS, layout_named
from goldenthread.measures.access import may_record
from goldenthread.measures.delivery import fetch_source, fetched_name, safe_name
from goldenthread.measures.likely_layout import layout_refusal, likely_layout
from goldenthread.measures.queries import SourceSheet
from goldenthread.measures.unpacked import refuse_if_endless
from goldenthread.people.access import Officer, require
from goldenthread.rules.refusal import Refusal, Refused, refuse

KEPT_FOR = timedelta(hours=24)
ABOUT = "about.json"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
LONGEST_NAME = 100
MOST_FILES = 200
MOST_WAITING = 5
ENDINGS = tuple(dict.fromkeys(ending for layout in LAYOUTS.values() for ending in layout.endings))


@dataclass(frozen=True, slots=True)
class Upload:
    """What was handed over: the files as they are kept, and what the officer calls them."""

    token: str
    paths: tuple[Path, ...]
    names: tuple[str, ...]
    layout: str
    source: str


def keep_upload(who: Officer, files: "Sequence[UploadedFile[bytes]]", layout: str, source: str = "") -> str:
    """Keep the files for their rehearsal and return the token that finds them again.

    Without a layout it is worked out from the files. Raises Refused where a file's ending or headings are not
    the layout's, where files have different layouts, or where there are too many.
    """
    require(may_record(who), "import observations")
    names = [shown_name(file.name or "") for file in files]
    endings = layout_named(layout).endings if layout else ENDINGS
    kept = [_kept_name(at, name, endings) for at, name in enumerate(names)]
    wrong = [name for name, path in zip(names, kept, strict=True) if path is None]
    if wrong or not files or len(files) > MOST_FILES:
        what = "its ending is not one that can be read so" if wrong else "there are no files, or too many"
        do = f"hand over up to {MOST_FILES} files that end in {', '.join(endings)}"
        raise Refused([Refusal(name, None, None, what, do) for name in wrong or ["upload"]])
    layout = _agreed_layout(files, names, layout)

    def write(folder: Path) -> None:
        for file, name in zip(files, kept, strict=True):
            (folder / str(name)).parent.mkdir()
            with (folder / str(name)).open("wb") as target:
                for block in file.chunks():
                    target.write(block)

    return _keep(who, names, [str(name) for name in kept], layout, source, write)


def _agreed_layout(files: "Sequence[UploadedFile[bytes]]", names: Sequence[str], chosen: str) -> str:
    """The layout chosen, or else the one that all the files have."""
    opened = [(name, cast(BinaryIO, file)) for name, file in zip(names, files, strict=True)]
    faults = [layout_refusal(name, file, chosen) for name, file in opened]
    if any(faults):
        raise Refused(fault for fault in faults if fault)
    found = {chosen or likely_layout(name, file) for name, file in opened}
    if len(found) > 1:
        said = " and ".join(f"“{layout_named(name).title}”" for name in sorted(found))
        raise refuse(f"the files have different layouts: {said}", "hand over those of one layout at a time")
    return found.pop()


def keep_fetched(who: Officer, source: SourceSheet) -> str:
    """Fetch a source's newest file from its publisher and keep it for its rehearsal. Raises Refused."""
    require(may_record(who), "import observations")
    name = shown_name(urlsplit(source.address).path)
    kept = fetched_name(source)
    return _keep(who, [name], [kept], source.layout, source.ref, lambda to: fetch_source(source, to / kept))


def _keep(
    who: Officer, names: list[str], kept: list[str], layout: str, source: str, write: Callable[[Path], object]
) -> str:
    """A folder that `write` fills, with what is known about it; it appears whole or not at all."""
    sweep_uploads(timezone.now())
    token = secrets.token_urlsafe(24)
    being_made = _home() / f".{token}"
    being_made.mkdir(parents=True)
    try:
        write(being_made)
        for name, file in zip(names, kept, strict=True):
            refuse_if_endless(being_made / file, name)
        about = {"who": who.pk, "names": names, "kept": kept, "layout": layout, "source": source}
        (being_made / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        being_made.rename(_home() / token)
    except BaseException:
        shutil.rmtree(being_made, ignore_errors=True)
        raise
    return token


def kept_upload(who: Officer, token: str, now: datetime) -> Upload | None:
    """The upload of that token, where this officer made it less than a day ago."""
    if not TOKEN.fullmatch(token):
        return None
    folder = _home() / token
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if about["who"] != who.pk or _is_old(folder, now):
        return None
    paths = tuple(folder / name for name in about["kept"])
    return Upload(token, paths, tuple(about["names"]), about["layout"], about["source"])


def waiting_uploads(who: Officer, now: datetime) -> tuple[Upload, ...]:
    """What this officer handed over and neither imported nor put aside, the latest first."""
    folders = [path for path in _home().glob("*") if path.is_dir() and TOKEN.fullmatch(path.name)]
    found = (kept_upload(who, path.name, now) for path in sorted(folders, key=_kept_at, reverse=True))
    return tuple(upload for upload in found if upload is not None)[:MOST_WAITING]


def discard_upload(upload: Upload) -> None:
    """Remove what was kept."""
    shutil.rmtree(_home() / upload.token, ignore_errors=True)


def sweep_uploads(now: datetime) -> int:
    """Remove what has been kept for longer than a day: how many uploads."""
    old = [folder for folder in _folders() if _is_old(folder, now)]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def shown_name(name: str) -> str:
    """A file's name as it may be shown: its last part, without control characters, cut to a length."""
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f\[\]:]", "", last)[-LONGEST_NAME:].strip() or "file"


def _kept_name(at: int, name: str, endings: Iterable[str]) -> str | None:
    """The name a file is kept under: its place in line, and its own name where that tells what is in it."""
    ending = next((ending for ending in endings if name.lower().endswith(ending)), None)
    return None if ending is None else f"{at}/{safe_name(name, ending)}"


def _home() -> Path:
    return Path(settings.HOME) / "imports"


def _folders() -> list[Path]:
    return [path for path in _home().glob("*") if path.is_dir()] + list(_home().glob(".*"))


def _kept_at(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:  # another process put it aside meanwhile
        return 0.0


def _is_old(folder: Path, now: datetime) -> bool:
    kept_at = _kept_at(folder)
    return bool(kept_at) and now - datetime.fromtimestamp(kept_at, tz=now.tzinfo) > KEPT_FOR
