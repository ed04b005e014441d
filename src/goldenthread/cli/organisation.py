"""The organisation on the command line: services and their history, portfolios, committees and partners."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
KIND = click.Choice(["directorate", "division", "service"])
TITLE = click.option("--title", required=True, help="What it is called.")
WHY = click.option("--why", default="", help="Why; it is kept with the history.")


@click.group("service")
def service() -> None:
    """Keep directorates, divisions and services, with their history."""


@service.command("import")
@click.argument("file", type=FILE)
@WHY
@AS
@JSON
def import_(file: Path, why: str, username: str | None, as_json: bool) -> None:
    """Open or change every service of FILE: ref, title, kind, parent, portfolio, starts; all or nothing.

    A service that FILE does not name stays as it is.
    """
    from goldenthread.people.service_file import read_services

    rows = read_services(file)
    with opened_as(username) as who:
        from goldenthread.people.commands.service_import import import_services

        done = import_services(who, rows, file.name, why)
    print_summary(asdict(done), as_json)


@service.command("list")
@click.option("--on", type=DAY, help="As it stood on that day; today where none is given.")
@JSON
def list_(on: datetime | None, as_json: bool) -> None:
    """List the services, each beneath what it stands in."""
    with opened_as():
        from django.utils import timezone

        from goldenthread.people.queries.service import services

        tree = services(on.date() if on else timezone.localdate())
    if as_json:
        print_summary({"services": [asdict(each) for each in tree]}, as_json)
        return
    for each in tree:
        depth = len(tree.lineage(each.ref)) - 1
        held = f", portfolio {each.portfolio}" if each.portfolio else ""
        click.echo(f"{'  ' * depth}{each.ref}: {each.title} ({each.kind}{held})")
    if not tree.sheets:
        click.echo("there is no service then: use goldenthread service import")


@service.command("open")
@click.argument("ref")
@TITLE
@click.option("--kind", type=KIND, required=True)
@click.option("--parent", default="", help="The ref of what it stands beneath; the top where none is given.")
@click.option("--portfolio", default="", help="The ref of the portfolio that answers for it.")
@click.option("--starts", type=DAY, help="Its first day; 2000-01-01 where none is given.")
@WHY
@AS
@JSON
def open_(ref: str, starts: datetime | None, username: str | None, as_json: bool, **said: str) -> None:
    """Open the service REF."""
    with opened_as(username) as who:
        from goldenthread.people.commands.service import FIRST_DAY, open_service

        first = starts.date() if starts else FIRST_DAY
        open_service(who, ref, starts=first, **said)
    print_summary({"ref": ref, **said, "starts": str(first)}, as_json)


@service.command("change")
@click.argument("ref")
@click.option("--from", "from_day", type=DAY, required=True, help="The first day on which it is so.")
@click.option("--title", help="What it is called from then on.")
@click.option("--kind", type=KIND)
@click.option("--parent", help="The ref of what it stands beneath from then on; '' for the top.")
@click.option("--portfolio", help="The ref of the portfolio that answers for it; '' for none of its own.")
@WHY
@AS
@JSON
def change(
    ref: str, from_day: datetime, why: str, username: str | None, as_json: bool, **said: str | None
) -> None:
    """Change the service REF from a day on; what is not given stays as it is, and the past as it was."""
    day = from_day.date()
    with opened_as(username) as who:
        from goldenthread.people.commands.service import change_service

        change_service(who, ref, from_day=day, why=why, **said)
    given = {name: words for name, words in said.items() if words is not None}
    print_summary({"ref": ref, **given, "from": str(day)}, as_json)


@service.command("close")
@click.argument("ref")
@click.option("--on", "on", type=DAY, required=True, help="The first day on which it is no more.")
@WHY
@AS
@JSON
def close(ref: str, on: datetime, why: str, username: str | None, as_json: bool) -> None:
    """Close the service REF. Its history stays."""
    day: date = on.date()
    with opened_as(username) as who:
        from goldenthread.people.commands.service import close_service

        close_service(who, ref, day, why)
    print_summary({"ref": ref, "closed": str(day)}, as_json)


@click.group("portfolio")
def portfolio() -> None:
    """Keep the portfolios that Cabinet Members answer for."""


@portfolio.command("name")
@click.argument("ref")
@TITLE
@click.option("--committee", default="", help="The ref of the committee that looks at it.")
@AS
@JSON
def name_portfolio_(ref: str, title: str, committee: str, username: str | None, as_json: bool) -> None:
    """Make the portfolio REF, or state its title and committee anew."""
    with opened_as(username) as who:
        from goldenthread.people.commands.organisation import name_portfolio

        name_portfolio(who, ref, title, committee)
    print_summary({"ref": ref, "title": title, "committee": committee}, as_json)


@portfolio.command("list")
@JSON
def list_portfolios(as_json: bool) -> None:
    """List the portfolios."""
    with opened_as():
        from goldenthread.people.queries.organisation import portfolios

        found = [asdict(each) for each in portfolios()]
    _print_list("portfolios", found, as_json)


@click.group("committee")
def committee() -> None:
    """Keep the committees that look at portfolios."""


@committee.command("name")
@click.argument("ref")
@TITLE
@AS
@JSON
def name_committee_(ref: str, title: str, username: str | None, as_json: bool) -> None:
    """Make the committee REF, or give it another title."""
    with opened_as(username) as who:
        from goldenthread.people.commands.organisation import name_committee

        name_committee(who, ref, title)
    print_summary({"ref": ref, "title": title}, as_json)


@committee.command("list")
@JSON
def list_committees(as_json: bool) -> None:
    """List the committees."""
    with opened_as():
        from goldenthread.people.queries.organisation import committees

        found = [asdict(each) for each in committees()]
    _print_list("committees", found, as_json)


@click.group("partner")
def partner() -> None:
    """Keep the partners that commitments are made with.

    A department of Government is one too.
    """


@partner.command("name")
@click.argument("ref")
@TITLE
@click.option("--kind", type=click.Choice(["partner", "government"]), default="partner")
@AS
@JSON
def name_partner_(ref: str, title: str, kind: str, username: str | None, as_json: bool) -> None:
    """Make the partner REF, or state its title and kind anew."""
    with opened_as(username) as who:
        from goldenthread.people.commands.organisation import name_partner

        name_partner(who, ref, title, kind)
    print_summary({"ref": ref, "title": title, "kind": kind}, as_json)


@partner.command("list")
@JSON
def list_partners(as_json: bool) -> None:
    """List the partners."""
    with opened_as():
        from goldenthread.people.queries.organisation import partners

        found = [asdict(each) for each in partners()]
    _print_list("partners", found, as_json)


commands: tuple[click.Command, ...] = (service, portfolio, committee, partner)


def _print_list(name: str, found: Sequence[dict[str, str]], as_json: bool) -> None:
    if as_json:
        print_summary({name: found}, as_json)
        return
    for each in found:
        rest = [f"{key} {words}" for key, words in each.items() if words and key not in ("ref", "title")]
        click.echo(f"{each['ref']}: {', '.join([each['title'], *rest])}")
    if not found:
        click.echo(f"there are no {name} yet: use goldenthread {name.removesuffix('s')} name")
