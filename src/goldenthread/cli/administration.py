"""Setting up an installation on the command line: its council, officers, areas and sources.

Each act is written into the trail. Without `--as` it is the act of the keeper at the machine.
"""

from dataclasses import asdict
from pathlib import Path

import click

from goldenthread.cli.council_file import DEFAULTS, facts_of, read_council
from goldenthread.cli.installation import AS, made_ready, opened_as
from goldenthread.cli.observations import ADAPTERS
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.people.password import made_password
from goldenthread.rules.refusal import refuse

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
USERNAME = click.argument("name", metavar="USERNAME")
ROLE = click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    help="Such as performance, service_lead:service/adult-care, partner:partner/police or strategy:plan/REF. "
    "May be given again.",
)
PROMPT = click.option("--prompt", is_flag=True, help="Ask for the password instead of making one.")


@click.group("council")
def council() -> None:
    """Set up the council that an installation serves."""


@council.command("set")
@click.argument("file", required=False, type=FILE)
@click.option("--ref", help="A short, lasting name, such as kent.")
@click.option("--title", help="Its name, as the public reads it.")
@click.option("--vision", help="One line for the top of the home page.")
@click.option("--area", help="The code of the area it serves, such as E10000016.")
@click.option("--policy", help=f"The policy that pages judge by; {DEFAULTS['policy']} where none is given.")
@click.option("--plan", help="The ref of the plan that the home page opens with.")
@click.option("--accent", help=f"Its colour as #rrggbb; {DEFAULTS['accent']} where none is given.")
@AS
@JSON
def set_(file: Path | None, username: str | None, as_json: bool, **options: str | None) -> None:
    """State the council's facts, from FILE (YAML) or options; what is not given stays as it is.

    Makes the installation in GOLDENTHREAD_HOME where there is none yet.
    """
    given = read_council(file) if file else {}
    given |= {name: said for name, said in options.items() if said is not None}
    made_ready()
    with opened_as(username) as who:
        from goldenthread.measures.queries import register
        from goldenthread.people.commands.council import set_council
        from goldenthread.people.queries.council import council as council_now
        from goldenthread.people.queries.policy import policies

        held = council_now()
        refs = [each.ref for each in policies()]
        facts = facts_of(given, asdict(held) if held else {}, register(), refs, str(file or "council"))
        set_council(who, facts)
    print_summary(asdict(facts), as_json)


@council.command("show")
@JSON
def show(as_json: bool) -> None:
    """Say what is held of the council."""
    with opened_as():
        from goldenthread.people.queries.council import council as council_now

        facts = council_now()
    if facts is None:
        raise refuse("no council has been set up yet", "use goldenthread council set", file="council")
    print_summary(asdict(facts), as_json)


@click.group("officer")
def officer() -> None:
    """Give people an account, roles and a password."""


@officer.command("add")
@USERNAME
@ROLE
@PROMPT
@AS
@JSON
def add(name: str, roles: tuple[str, ...], prompt: bool, username: str | None, as_json: bool) -> None:
    """Give USERNAME an account. The password is made and printed once, unless --prompt asks for it."""
    with opened_as(username) as who:
        from goldenthread.people.commands.account import add_officer

        password = _password(prompt)
        add_officer(name, password, roles, who)
    _print_officer({"username": name, "roles": sorted(set(roles))}, password, prompt, as_json)


@officer.command("roles")
@USERNAME
@ROLE
@AS
@JSON
def roles_(name: str, roles: tuple[str, ...], username: str | None, as_json: bool) -> None:
    """Give USERNAME these roles, in place of those held."""
    with opened_as(username) as who:
        from goldenthread.people.commands.account import change_roles

        change_roles(who, name, roles)
    print_summary({"username": name, "roles": sorted(set(roles))}, as_json)


@officer.command("password")
@USERNAME
@PROMPT
@AS
@JSON
def password_(name: str, prompt: bool, username: str | None, as_json: bool) -> None:
    """Give USERNAME a new password, and let them try again at once. They are signed out everywhere."""
    with opened_as(username) as who:
        from goldenthread.people.commands.account import change_password

        password = _password(prompt)
        change_password(who, name, password)
    _print_officer({"username": name}, password, prompt, as_json)


@officer.command("forget-second-factor")
@USERNAME
@AS
@JSON
def forget_second_factor_(name: str, username: str | None, as_json: bool) -> None:
    """Forget the second factor of USERNAME, whose phone is lost. They are signed out everywhere."""
    with opened_as(username) as who:
        from goldenthread.people.commands.sign_in import forget_second_factor

        forget_second_factor(who, name)
    print_summary({"username": name, "has_second_factor": False}, as_json)


@officer.command("deactivate")
@USERNAME
@click.option("--undo", is_flag=True, help="Open the account again, with the roles it had.")
@AS
@JSON
def deactivate(name: str, undo: bool, username: str | None, as_json: bool) -> None:
    """Close the account of USERNAME, who is signed out. What they did stays in the trail."""
    with opened_as(username) as who:
        from goldenthread.people.commands.account import open_account

        open_account(who, name, undo)
    print_summary({"username": name, "may_sign_in": undo}, as_json)


@officer.command("list")
@JSON
def list_(as_json: bool) -> None:
    """List who has an account, with their roles."""
    with opened_as():
        from goldenthread.people.queries.account import accounts

        found = accounts()
    if as_json:
        print_summary({"officers": [asdict(each) for each in found]}, as_json)
        return
    for each in found:
        click.echo(
            f"{each.username}: {', '.join(each.roles) or 'no role'}{'' if each.is_open else ', closed'}"
        )
    if not found:
        click.echo("nobody has an account yet: use goldenthread officer add")


@click.group("area")
def area() -> None:
    """Declare areas of the council's own."""


@area.command("declare")
@click.argument("code")
@click.option("--title", required=True, help="Its name, as the public reads it.")
@click.option("--member", "members", multiple=True, help="The code of an area in it; may be given again.")
@click.option("--kind", default="", help="What it is, such as ward; composite where it has members.")
@click.option("--parent", default="", help="The code of the area it lies in.")
@AS
@JSON
def declare(
    code: str,
    title: str,
    members: tuple[str, ...],
    kind: str,
    parent: str,
    username: str | None,
    as_json: bool,
) -> None:
    """Declare the area CODE, made of others, or correct it."""
    with opened_as(username) as who:
        from goldenthread.measures.commands import declare_area
        from goldenthread.rules.area import Area

        try:
            declared = Area(code, title, kind or ("composite" if members else ""), members)
        except ValueError as error:
            raise refuse(str(error), "see goldenthread area declare --help", file="area") from error
        declare_area(who, declared, parent)
    print_summary({"code": code, "title": title, "members": list(members)}, as_json)


@click.group("source")
def source() -> None:
    """Write down where observations come from."""


@source.command("record")
@click.argument("ref")
@click.option("--title", required=True, help="What it is called.")
@click.option("--publisher", default="", help="Who publishes it.")
@click.option("--address", default="", help="Where its newest file can be fetched.")
@click.option("--layout", type=click.Choice(ADAPTERS), default="plain", help="How its files are laid out.")
@click.option("--licence", default="", help="On what terms it may be used.")
@AS
@JSON
def record(username: str | None, as_json: bool, **said: str) -> None:
    """Write down the source REF, or correct it. Officers choose it when they import."""
    with opened_as(username) as who:
        from goldenthread.measures.delivery import record_source
        from goldenthread.measures.queries import SourceSheet

        record_source(who, SourceSheet(**said))
    print_summary(said, as_json)


commands: tuple[click.Command, ...] = (council, officer, area, source)


def _password(prompt: bool) -> str:
    """The password asked for, or a new one."""
    if prompt:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return made_password()


def _print_officer(said: dict[str, object], password: str, prompt: bool, as_json: bool) -> None:
    print_summary(said if prompt else {**said, "password": password}, as_json)
    if not prompt and not as_json:
        click.echo("The password is not shown again: pass it on in a way that is safe.", err=True)
