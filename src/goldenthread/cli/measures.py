"""Measures, targets and observations of an installation, on the command line."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.observations import ADAPTERS
from goldenthread.cli.progress import progress
from goldenthread.cli.refusal import say_left_out
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.period import UnknownPeriod, read_period
from goldenthread.rules.refusal import Refused, refuse

if TYPE_CHECKING:
    from goldenthread.measures.rehearsal import Rehearsal
    from goldenthread.people.access import Officer

FILE = click.Path(dir_okay=False, path_type=Path)
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
ADAPTER = click.option("--adapter", type=click.Choice(ADAPTERS), default="plain", help="Their layout.")
PUBLISH = click.option("--publish", is_flag=True, help="Make it public at once.")
KEEP_GOOD = click.option("--keep-good", is_flag=True, help="Import the good rows though others are refused.")


@click.command("check")
@FILES
@ADAPTER
@JSON
def check(files: tuple[Path, ...], adapter: str, as_json: bool) -> None:
    """Say what importing FILES into the installation would add, change and refuse. Nothing is written."""
    with opened_as():
        rehearsal = _rehearsed(None, files, adapter)
        print_summary(_counts(rehearsal), as_json)
        if rehearsal.refusals:
            raise Refused(rehearsal.refusals, rehearsal.fault_count)


@click.command("import")
@FILES
@ADAPTER
@KEEP_GOOD
@PUBLISH
@click.option("--title", default="", help="What the release is called.")
@click.option("--source", default="", help="The ref of the source that it comes from.")
@AS
@JSON
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
    with opened_as(username) as who:
        _bring_in(who, _rehearsed(who, files, adapter), keep_good, publish, title, source, as_json)


@click.command("fetch")
@click.argument("source")
@KEEP_GOOD
@PUBLISH
@click.option("--private", is_flag=True, help="Allow an address of the council's own network.")
@AS
@JSON
def fetch(
    source: str, keep_good: bool, publish: bool, private: bool, username: str | None, as_json: bool
) -> None:
    """Fetch what the publisher of SOURCE has now, and bring it in as one release."""
    with opened_as(username) as who:
        from goldenthread.measures.delivery import fetch_release

        _bring_in(who, fetch_release(who, source, private), keep_good, publish, "", source, as_json)


@click.command("withdraw")
@click.argument("measure")
@click.option("--reason", required=True, help="Why; it is shown where the figure was.")
@click.option("--area", default="", help="Only this area.")
@click.option("--period", default="", help="Only this period, such as 2016/17.")
@click.option("--group", help="Only this group; '' for everyone.")
@PUBLISH
@AS
@JSON
def withdraw(
    measure: str,
    reason: str,
    area: str,
    period: str,
    group: str | None,
    publish: bool,
    username: str | None,
    as_json: bool,
) -> None:
    """Withdraw figures of MEASURE: missing, with the reason, from a release of their own."""
    with opened_as(username) as who:
        from django.utils import timezone

        from goldenthread.measures.delivery import withdraw_observations

        moment = timezone.now() if publish else None
        when = _period(measure, period) if period else ""
        release = withdraw_observations(
            who, measure, reason, area=area, period=when, group=group, publish_at=moment
        )
    print_summary({"release": release, "public": publish}, as_json)


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
    with opened_as():
        from goldenthread.engine.table import write_table
        from goldenthread.measures.queries import delivered_table

        day: date | None = known_on.date() if known_on else None
        table = delivered_table(measures or None, areas or None, day)
        write_table(table, out)
        print_summary({"rows": table.num_rows, "out": str(out)}, as_json)


@click.group("measures")
def measures() -> None:
    """Bring measures' definitions into an installation."""


@measures.command("import")
@click.argument("file", type=FILE)
@click.option("--reason", default="", help="Why a polarity changes, where one does.")
@PUBLISH
@AS
@JSON
def import_measures(file: Path, reason: str, publish: bool, username: str | None, as_json: bool) -> None:
    """Define or revise every measure of a measures table (.csv or .parquet), all or nothing.

    Its column policy, where there is one, gives measures a policy of their own.
    """
    with opened_as(username) as who:
        from django.db import transaction

        from goldenthread.engine.measure import read_measures, without_polarity
        from goldenthread.engine.own_policy import policies_stated
        from goldenthread.measures.commands import record_measures
        from goldenthread.measures.comparing import judge_measures_by

        found, own = read_measures(file), policies_stated(file)
        with transaction.atomic():
            defined, revised = record_measures(who, tuple(found.values()), reason, publish=publish)
            judge_measures_by(who, own, reason or f"As {file.name} states")
        undeclared = len(without_polarity(found))
        print_summary({"defined": defined, "revised": revised, "without_polarity": undeclared}, as_json)


@measures.command("catalogue")
@click.argument("name", required=False)
@PUBLISH
@AS
@JSON
def catalogue(name: str | None, publish: bool, username: str | None, as_json: bool) -> None:
    """Define the measures of a shipped catalogue, or list the catalogues there are."""
    from goldenthread.engine.catalogue import read_catalogue, shipped_catalogues

    if name is None:
        print_summary({"catalogues": ", ".join(shipped_catalogues())}, as_json)
        return
    found = read_catalogue(name)
    with opened_as(username) as who:
        from goldenthread.measures.commands import record_measures

        defined, revised = record_measures(
            who, tuple(found.measures.values()), reasons=found.polarity_reasons, publish=publish
        )
        print_summary({"defined": defined, "revised": revised}, as_json)


@measures.command("judge-by")
@click.argument("measure")
@click.argument("policy", required=False, default="")
@click.option("--reason", required=True, help="Why; it stays in the trail.")
@AS
@JSON
def judge_by(measure: str, policy: str, reason: str, username: str | None, as_json: bool) -> None:
    """Judge MEASURE by POLICY, its own; without POLICY, by the council's again."""
    with opened_as(username) as who:
        from goldenthread.measures.comparing import judge_measure_by

        judge_measure_by(who, measure, policy, reason)
        print_summary({"measure": measure, "policy": policy or None}, as_json)


@click.group("targets")
def targets() -> None:
    """Bring targets into an installation."""


@targets.command("import")
@click.argument("file", type=FILE)
@AS
@JSON
def import_targets(file: Path, username: str | None, as_json: bool) -> None:
    """Set every target of a targets table (.csv or .parquet), all or nothing."""
    with opened_as(username) as who:
        from goldenthread.engine.measure import read_targets
        from goldenthread.measures.commands import set_targets
        from goldenthread.measures.queries import definitions

        found = read_targets(file, definitions())
        set_targets(who, found, source=file.name)
        print_summary({"targets": len(found)}, as_json)


commands: tuple[click.Command, ...] = (measures, targets)
of_observations: tuple[click.Command, ...] = (check, import_, fetch, withdraw, export)
"""What the group `observations` has besides, for an installation."""


def _rehearsed(who: "Officer | None", files: tuple[Path, ...], adapter: str) -> "Rehearsal":
    from goldenthread.engine.observation_stream import bytes_of
    from goldenthread.measures.commands import rehearse_import

    with progress("Reading", bytes_of(files, adapter)) as see:
        return rehearse_import(who, files, adapter, see=see)


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
        print_summary(_counts(rehearsal), as_json)
    moment = timezone.now() if publish else None
    done = import_release(who, rehearsal, title=title, source=source, keep_good=keep_good, publish_at=moment)
    say_left_out(rehearsal.refusals, rehearsal.fault_count)
    print_summary({"release": done.release or None, **_counts(rehearsal)}, as_json)


def _period(measure: str, label: str) -> str:
    """The period of that label as figures are kept by it, in the measure's kind of year."""
    from goldenthread.measures.queries import definitions

    known = definitions().get(measure)
    try:
        return str(read_period(label, known.year_type if known else ""))
    except UnknownPeriod as error:
        raise refuse(
            str(error), "write it as 2016/17, 2016/17 Q1, June 2016 or 2016", file="--period"
        ) from error


def _counts(rehearsal: "Rehearsal") -> dict[str, object]:
    names = ("added", "changed", "same", "refused", "repeats", "unread")
    return {name: getattr(rehearsal, name) for name in names}
