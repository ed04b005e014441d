"""Policies on the command line: bring in a council's own, choose which judges from when, and list them."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("policy")
def policy() -> None:
    """Bring in policies, and choose which one judges."""


@policy.command("import")
@click.argument("file", type=FILE)
@AS
@JSON
def import_(file: Path, username: str | None, as_json: bool) -> None:
    """Bring in the policy in FILE (YAML). It does not change afterwards: a new one needs a new ref."""
    from goldenthread.engine.policy import text_of

    text = text_of(file)
    with opened_as(username) as who:
        from goldenthread.people.commands.policy import import_policy

        brought = import_policy(who, text, file.name)
    asked = [question.name for question in brought.questions]
    print_summary(
        {"policy": brought.ref, "title": brought.title, "from": str(brought.since), "questions": asked},
        as_json,
    )


@policy.command("use")
@click.argument("ref")
@click.option(
    "--from", "since", type=DAY, help="Its first day; without one, all time before any that has one."
)
@AS
@JSON
def use(ref: str, since: datetime | None, username: str | None, as_json: bool) -> None:
    """Judge the council's figures by the policy REF."""
    with opened_as(username) as who:
        from goldenthread.people.commands.policy import use_policy
        from goldenthread.people.queries.council import council

        use_policy(who, ref, since.date() if since else None)
        facts = council()
    said = asdict(facts) if facts else {}
    print_summary({name: said[name] for name in ("policy", "policies_from")}, as_json)


@policy.command("list")
@JSON
def list_(as_json: bool) -> None:
    """List the policies that there are, and which one judges today."""
    with opened_as():
        from django.utils import timezone

        from goldenthread.people.queries.council import council
        from goldenthread.people.queries.policy import policies

        found, facts = policies(), council()
        today = facts.policy_on(timezone.localdate()) if facts else ""
    if as_json:
        rows = [{"ref": each.ref, "title": each.title, "from": str(each.since)} for each in found]
        print_summary({"policies": rows, "in_force": today}, as_json)
        return
    for each in found:
        click.echo(f"{each.ref}: {each.title}{' (in force)' if each.ref == today else ''}")


@policy.command("against")
@click.argument("judgements", type=FILE)
@click.argument("other", type=FILE)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The table to write: .csv, .csv.gz or .parquet.",
)
@JSON
def against(judgements: Path, other: Path, out: Path, as_json: bool) -> None:
    """Write every answer that differs between JUDGEMENTS and OTHER, as the judge command wrote them.

    Both are made from the same figures, by two policies or before and after something changed.
    """
    from goldenthread.engine.flip import counted, flips, read_answers, shared
    from goldenthread.engine.table import ENDINGS, ending, refuse_over_input, write_table

    if not ending(out):
        raise click.BadParameter(f"end the name in one of {', '.join(ENDINGS)}", param_hint="--out")
    refuse_over_input(out, (judgements, other))
    ours, theirs = read_answers(judgements), read_answers(other)
    found = flips(ours, theirs)
    write_table(found, out)
    counts = {"shared": shared(ours, theirs), "flips": found.num_rows, **counted(found)}
    print_summary({**counts, "out": str(out)}, as_json)


commands: tuple[click.Command, ...] = (policy,)
