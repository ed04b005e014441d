"""Publishing an edition as a folder that needs no server, and checking such a folder, on the command line."""

from dataclasses import asdict
from pathlib import Path

import click

from goldenthread.cli.installation import opened_as
from goldenthread.cli.progress import progress
from goldenthread.cli.refusal import say
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import refuse


@click.command("publish")
@click.option("--edition", required=True, help="The edition's ref, such as annual-report-2017.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write.")
@click.option("--issue", type=click.IntRange(1), help="An earlier issue; without it, the latest.")
@JSON
def publish(edition: str, out: Path, issue: int | None, as_json: bool) -> None:
    """Write a frozen edition as a site in a folder of its own.

    The same edition gives the same bytes each time. An earlier archive of it is replaced.
    """
    with opened_as():
        from goldenthread.publish.archive.publishing import issue_of, publish_edition

        found, chosen = issue_of(edition, issue or 0)
        count = len(chosen.document.chapters) + len(chosen.manifest)
        with progress("Publishing", count) as see:
            done = publish_edition(found, chosen, out, see)
    print_summary(asdict(done) | {"out": str(out)}, as_json)


@click.command("verify")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A manifest from elsewhere, such as the council's site, to hold the files against.",
)
@JSON
def verify(folder: Path, against: Path | None, as_json: bool) -> int:
    """Check that a published folder is as it was written.

    It needs no installation. Exits 1 and names each file that was changed, is missing, or does not belong.
    """
    from goldenthread.publish.archive.manifest import MANIFEST
    from goldenthread.publish.archive.verify import faults_of, read_manifest

    published = read_manifest(against) if against else None
    if against and published is None:
        raise refuse("this is not a manifest", "give a manifest.json of an edition", file=str(against))
    faults = faults_of(folder, published["files"] if published else None)
    manifest = read_manifest(folder / MANIFEST) or {}
    files = len(manifest.get("files", {}))
    if as_json:
        named = [{"file": each.file, "wrong": each.wrong} for each in faults]
        print_summary({"sound": not faults, "files": files, "faults": named}, as_json)
    elif not faults:
        edition = f"{manifest.get('edition')}, issue {manifest.get('issue')}"
        click.echo(f"{edition}: all {files:,} files are as they were published")
    for each in faults:
        say(str(each))
    return 1 if faults else 0


commands: tuple[click.Command, ...] = (publish, verify)
