"""Measures, targets and observations of an installation, on the command line."""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from goldenthread.cli.observations import ADAPTERS, SHOWN
from goldenthread.cli.serve import start_django
from goldenthread.rules.refusal import Refusal, Refused, refuse

if TYPE_CHECKING:
    from goldenthread.measures.rehearsal import Rehearsal
    from goldenthread.people.access import Officer

P = ParamSpec("P")
FILE = click.Path(dir_okay=False, path_type=Path)
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
AS = click.option("--as", "username", help="The officer who acts; without it, the keeper at the machine.")
ADAPTER = click.option("--adapter", type=click.Choice(ADAPTERS), default="plain", help="Their layout.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
PUBLISH = click.option("--publish", is_flag=True, help="Make it public at once.")
KEEP_GOOD = click.option("--keep-good", is_flag=True, help="Import the good rows though others are refused.")


def _as_refusal(act: Callable[P, None]) -> Callable[P, None]:
    """What the officer's roles do not allow is refused in words, like anything else that is."""

    @wraps(act)
    def asked(*args: P.args, **kwargs: P.kwargs) -> None:
        from django.core.exceptions import PermissionDenied

        try:
            act(*args, **kwargs)
        except PermissionDenied as denied:
            who = str(kwargs.get("username") or "")
            raise Refused([Refusal(who, None, None, str(denied), "")]) from denied

    return asked


@click.command("check")
@FILES
@ADAPTER
@JSON
def check(files: tuple[Path, ...], adapter: str, as_json: bool) -> None:
    """Say what importing FILES into the installation would add, change and refuse. Nothing is written."""
    _open()
    from goldenthread.measures.commands import rehearse_import

    rehearsal = rehearse_import(None, files, adapter)
    _print(_counts(rehearsal), as_json)
    if rehearsal.refusals:
        raise Refused(rehearsal.refusals)


@click.command("import")
@FILES
@ADAPTER
@KEEP_GOOD
@PUBLISH
@click.option("--title", default="", help="What the release is called.")
@click.option("--source", default="", help="The ref of the source that it comes from.")
@AS
@JSON
@_as_refusal
def import_(
    files: tuple[Path, ...],
    adapter: str,
    keep_good: bool,
    publish: bool,
    title: str,
    source: str,
    username: str | None,
    as_json: bool,
) -> None:
    """Bring FILES into the installation as one release, all or nothing."""
    who = _open(username)
    from goldenthread.measures.commands import rehearse_import

    _bring_in(who, rehearse_import(who, files, adapter), keep_good, publish, title, source, as_json)


@click.command("fetch")
@click.argument("source")
@KEEP_GOOD
@PUBLISH
@click.option("--private", is_flag=True, help="Allow an address of the council's own network.")
@AS
@JSON
@_as_refusal
def fetch(
    source: str, keep_good: bool, publish: bool, private: bool, username: str | None, as_json: bool
) -> None:
    """Fetch what the publisher of SOURCE has now, and bring it in as one release."""
    who = _open(username)
    from goldenthread.measures.delivery import fetch_release

    _bring_in(who, fetch_release(who, source, private), keep_good, publish, "", source, as_json)


@click.command("export")
@click.option("--out", required=True, type=FILE, help="The plain table to write: .csv, .csv.gz or .parquet.")
@click.option("--measure", "measures", multiple=True, help="Only this measure; may be given several times.")
@click.option("--area", "areas", multiple=True, help="Only this area; may be given several times.")
@click.option("--known-on", type=click.DateTime(["%Y-%m-%d"]), help="As it was known at the end of that day.")
@JSON
def export(
    out: Path, measures: tuple[str, ...], areas: tuple[str, ...], known_on: datetime | None, as_json: bool
) -> None:
    """Write the installation's observations as a plain table, gap measures left out."""
    _open()
    from goldenthread.engine.table import write_table
    from goldenthread.measures.queries import delivered_table

    day: date | None = known_on.date() if known_on else None
    table = delivered_table(measures or None, areas or None, day)
    write_table(table, out)
    _print({"rows": table.num_rows, "out": str(out)}, as_json)


@click.group("measures")
def measures() -> None:
    """Bring measures' definitions into an installation."""


@measures.command("import")
@click.argument("file", type=FILE)
@click.option("--reason", default="", help="Why a polarity changes, where one does.")
@PUBLISH
@AS
@JSON
@_as_refusal
def import_measures(file: Path, reason: str, publish: bool, username: str | None, as_json: bool) -> None:
    """Define or revise every measure of a measures table (.csv or .parquet), all or nothing."""
    who = _open(username)
    from goldenthread.engine.measure import read_measures, without_polarity
    from goldenthread.measures.commands import record_measures

    found = read_measures(file)
    defined, revised = record_measures(who, tuple(found.values()), reason, publish=publish)
    undeclared = len(without_polarity(found))
    _print({"defined": defined, "revised": revised, "without_polarity": undeclared}, as_json)


@measures.command("catalogue")
@click.argument("name", required=False)
@PUBLISH
@AS
@JSON
@_as_refusal
def catalogue(name: str | None, publish: bool, username: str | None, as_json: bool) -> None:
    """Define the measures of a shipped catalogue, or list the catalogues there are."""
    from goldenthread.engine.catalogue import read_catalogue, shipped_catalogues

    if name is None:
        _print({"catalogues": ", ".join(shipped_catalogues())}, as_json)
        return
    found = read_catalogue(name)
    who = _open(username)
    from goldenthread.measures.commands import record_measures

    defined, revised = record_measures(
        who, tuple(found.measures.values()), reasons=found.polarity_reasons, publish=publish
    )
    _print({"defined": defined, "revised": revised}, as_json)


@click.group("targets")
def targets() -> None:
    """Bring targets into an installation."""


@targets.command("import")
@click.argument("file", type=FILE)
@AS
@JSON
@_as_refusal
def import_targets(file: Path, username: str | None, as_json: bool) -> None:
    """Set every target of a targets table (.csv or .parquet), all or nothing."""
    who = _open(username)
    from goldenthread.engine.measure import read_targets
    from goldenthread.measures.commands import set_targets
    from goldenthread.measures.queries import definitions

    found = read_targets(file, definitions())
    set_targets(who, found, source=file.name)
    _print({"targets": len(found)}, as_json)


commands: tuple[click.Command, ...] = (measures, targets)
of_observations: tuple[click.Command, ...] = (check, import_, fetch, export)
"""What the group `observations` has besides, for an installation."""


def _open(username: str | None = None) -> "Officer | None":
    """Open the installation in GOLDENTHREAD_HOME, and find the officer who acts. Raises Refused."""
    start_django()
    from django.conf import settings
    from django.db import connection

    if "measures_release" not in connection.introspection.table_names():
        what = f"there is no installation in {settings.HOME}"
        raise refuse(what, "set GOLDENTHREAD_HOME to its folder, or make one with goldenthread serve")
    from goldenthread.people.queries import officer_named

    return officer_named(username) if username else None


def _bring_in(
    who: "Officer | None",
    rehearsal: "Rehearsal",
    keep_good: bool,
    publish: bool,
    title: str,
    source: str,
    as_json: bool,
) -> None:
    from django.utils import timezone

    from goldenthread.measures.commands import import_release

    if rehearsal.refusals and not keep_good and as_json:
        _print(_counts(rehearsal), as_json)
    moment = timezone.now() if publish else None
    done = import_release(who, rehearsal, title=title, source=source, keep_good=keep_good, publish_at=moment)
    _say(rehearsal.refusals)
    _print({"release": done.release or None, **_counts(rehearsal)}, as_json)


def _counts(rehearsal: "Rehearsal") -> dict[str, object]:
    names = ("added", "changed", "same", "refused", "repeats", "unread")
    return {name: getattr(rehearsal, name) for name in names}


def _say(refusals: tuple[Refusal, ...]) -> None:
    for refusal in refusals[:SHOWN]:
        click.echo(str(refusal), err=True)
    if len(refusals) > SHOWN:
        click.echo(f"{len(refusals)} faults, the first {SHOWN} of them above", err=True)


def _print(summary: dict[str, object], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
        return
    for name, value in summary.items():
        shown = f"{value:,}" if isinstance(value, int) else value
        click.echo(f"{name.replace('_', ' ')}: {shown}")
