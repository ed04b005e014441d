"""Publishing an edition as a folder: its pages, its documents, its data, and the checksums of them all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import translation

from goldenthread.publish.archive.address import public_address
from goldenthread.publish.archive.folder import check_place, new_folder, write_file
from goldenthread.publish.archive.manifest import MANIFEST, SUMS, write_manifest, write_sums
from goldenthread.publish.archive.pages import Archive, Named
from goldenthread.publish.archive.styles import style_files
from goldenthread.publish.document import Document, checksum
from goldenthread.publish.place import kept, size_of
from goldenthread.publish.queries.public import Issue, PublicEdition, frozen_edition
from goldenthread.rules.refusal import refuse

See = Callable[[int], object]


def unseen(_steps: int) -> None:
    """For whoever does not watch."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: the edition and issue, how many pages and files, and the manifest's SHA-256."""

    edition: str
    issue: int
    pages: int
    files: int
    bytes: int
    checksum: str


def issue_of(edition: str, number: int = 0) -> tuple[PublicEdition, Issue]:
    """The issue to publish; 0 is the latest. Raises Refused where it is not to be published."""
    found = frozen_edition(edition)
    if found.withdrawn:
        what = f"'{edition}' was withdrawn by order: {found.withdrawn.order}"
        raise refuse(what, "publish another edition; its notice and checksums stay on the site")
    issue = found.issue(number)
    if issue is None:
        do = f"choose one from 1 to {found.latest.number}"
        raise refuse(f"'{edition}' has no issue {number}", do, column="issue")
    return found, issue


def publish_edition(found: PublicEdition, issue: Issue, out: Path, see: See = unseen) -> Published:
    """Write an issue's archive to the folder `out`, whole or not at all; `see` is told of each file.

    Raises Refused where something else stands there, or a frozen file is not as it was kept.
    """
    check_place(out, found.ref)
    files = archive_files(issue.document, issue.manifest, kept, size_of)
    return write_archive(found.ref, issue, files, out, see)


def archive_files(
    document: Document,
    frozen: Mapping[str, str],
    read: Callable[[str], bytes],
    size: Callable[[str], int],
) -> Iterator[Named]:
    """Every file of an archive but its two lists. It depends on what was frozen, and on no clock or place.

    `read` and `size` give the bytes, and how many there are, of a file by its SHA-256.
    """
    with translation.override(document.language):
        sizes = {name: size(sha) for name, sha in frozen.items()}
        yield from Archive(document, frozen, sizes, public_address(settings.ADDRESS)).pages()
    yield from style_files(document.accent)
    for name in sorted(frozen):
        yield name, read(frozen[name])


def write_archive(
    edition: str, issue: Issue, files: Iterator[Named], out: Path, see: See = unseen
) -> Published:
    """Write the files and the two lists of them."""
    sums: dict[str, str] = {}
    size = 0
    with new_folder(out) as folder:
        for name, content in files:
            write_file(folder, name, content)
            sums[name] = checksum(content)
            size += len(content)
            see(1)
        manifest = write_manifest(edition, issue.number, issue.manifest, sums)
        write_file(folder, MANIFEST, manifest)
        write_file(folder, SUMS, write_sums(sums | {MANIFEST: checksum(manifest)}))
    pages = sum(name.endswith(".html") for name in sums)
    return Published(edition, issue.number, pages, len(sums) + 2, size, checksum(manifest))
