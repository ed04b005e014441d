"""The list of an edition's files and their checksums, by which anyone can check what they hold."""

import json
from collections.abc import Mapping
from typing import Any, Final

from goldenthread.publish.document import checksum

MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"


def write_manifest(edition: str, issue: int, frozen: Mapping[str, str], files: Mapping[str, str]) -> bytes:
    """The manifest as JSON, the same bytes for the same edition.

    `frozen` is each file that was frozen with the SHA-256 it had then, and `files` each file that stands
    beside the manifest with its own. `checksum` is that of the manifest without it.
    """
    held = {"edition": edition, "issue": issue, "frozen": dict(frozen), "files": dict(files)}
    return _bytes(held | {"checksum": checksum(_bytes(held))})


def is_as_written(manifest: Mapping[str, Any], content: bytes) -> bool:
    """Whether a manifest's bytes are those that were written: its own checksum says so."""
    held = {name: value for name, value in manifest.items() if name != "checksum"}
    return manifest.get("checksum") == checksum(_bytes(held)) and content == _bytes(manifest)


def write_sums(files: Mapping[str, str]) -> bytes:
    """The checksums as `sha256sum --check` reads them."""
    return "".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """The names in such a list with their checksums. Raises ValueError where it is none."""
    lines = content.decode().splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise ValueError("this is not a list of checksums")
    return {name: found for found, name in pairs}


def _bytes(held: Mapping[str, Any]) -> bytes:
    return json.dumps(held, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
