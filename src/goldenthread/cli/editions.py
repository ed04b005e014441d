"""Editions on the command line: begin, freeze, publish, correct, withdraw and compare them."""

import json
from datetime import datetime

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import refuse

REF = click.argument("ref")
PUBLISH = click.option("--publish", help='Make it public: "now", or a moment such as 2026-12-01T09:00.')


@click.group("editions", invoke_without_command=True)
@click.pass_context
@JSON
def editions(context: click.Context, as_json: bool) -> None:
    """Begin, freeze, publish, correct and compare editions."""
    if context.invoked_subcommand is None:
        _list(as_json)


@editions.command("list")
@JSON
def list_(as_json: bool) -> None:
    """List the editions there are, with how each stands; so does the group alone."""
    _list(as_json)


@editions.command("begin")
@click.argument("kind")
@click.option("--ref", required=True, help="A short, lasting name for its address: annual-report-2017.")
@click.option("--title", default="", help="Its title; without one, the title its kind gives it.")
@click.option("--plan", default="", help="The plan it is about.")
@click.option("--item", default="", help="The item of the plan it is about.")
@click.option("--area", default="", help="The area it is about, by its code.")
@click.option("--period", default="", help="The published quarter it is about.")
@click.option("--portfolio", default="", help="The portfolio it is about.")
@click.option("--year", default="", help="The financial year it is about, such as 2016/17.")
@click.option("--language", default="en-gb", help="The language it is worked out in.")
@AS
@JSON
def begin(
    kind: str, ref: str, title: str, language: str, username: str | None, as_json: bool, **about: str
) -> None:
    """Begin an edition of KIND, such as annual-report or outcome-measures."""
    with opened_as(username) as who:
        from goldenthread.publish.commands.edition import begin_edition
        from goldenthread.publish.kinds.kind import Scope

        begin_edition(who, kind, ref, Scope(**about), title, language)
    print_summary({"ref": ref, "kind": kind, "state": "draft"}, as_json)


@editions.command("freeze")
@REF
@PUBLISH
@AS
@JSON
def freeze(ref: str, publish: str | None, username: str | None, as_json: bool) -> None:
    """Work the edition REF out once, and keep every form of it for good."""
    with opened_as(username) as who:
        from goldenthread.publish.commands.freezing import freeze_edition

        number = freeze_edition(who, ref, _moment(publish))
        _print_issue(ref, number, as_json)


@editions.command("publish")
@REF
@click.option("--at", help="From then on: a moment such as 2026-12-01T09:00; without one, at once.")
@AS
@JSON
def publish_(ref: str, at: str | None, username: str | None, as_json: bool) -> None:
    """Make the frozen edition REF public."""
    with opened_as(username) as who:
        from goldenthread.publish.commands.publishing import publish_edition

        publish_edition(who, ref, _moment(at))
        _print_state(ref, as_json)


@editions.command("correct")
@REF
@click.option("--reason", required=True, help="What was wrong; readers see it.")
@click.option("--words-only", is_flag=True, help="Keep every figure as it was frozen.")
@AS
@JSON
def correct(ref: str, reason: str, words_only: bool, username: str | None, as_json: bool) -> None:
    """Freeze a further issue of REF that says what changed; the earlier one stays readable."""
    with opened_as(username) as who:
        from goldenthread.publish.commands.freezing import correct_edition

        number = correct_edition(who, ref, reason, words_only)
        _print_issue(ref, number, as_json)


@editions.command("withdraw")
@REF
@click.option("--order", required=True, help="By whose order; readers see it.")
@click.option("--reason", required=True, help="Why; readers see it.")
@AS
@JSON
def withdraw(ref: str, order: str, reason: str, username: str | None, as_json: bool) -> None:
    """Take REF from public sight by order; a notice stands in its place for good."""
    with opened_as(username) as who:
        from goldenthread.publish.commands.publishing import withdraw_edition

        withdraw_edition(who, ref, order, reason)
        _print_state(ref, as_json)


@editions.command("compare")
@REF
@JSON
def compare(ref: str, as_json: bool) -> None:
    """Work REF out again, and name each fact that would read otherwise today."""
    with opened_as():
        from django.utils import timezone

        from goldenthread.publish.correction import said_beside
        from goldenthread.publish.queries.comparison import comparison_of, comparison_said

        found = comparison_of(ref, timezone.now())
    if as_json:
        print_summary(comparison_said(found), as_json)
        return
    for each in found.differences:
        was, now = (said or "nothing" for said in said_beside(each))
        click.echo(f"{each.about}: it says {was}; today it would say {now}")
    click.echo(f"{found.same} of {found.facts} facts would say the same")


@editions.command("sweep")
@JSON
def sweep(as_json: bool) -> None:
    """Remove files that a freeze left behind when it was cut short, a day later."""
    with opened_as():
        from django.utils import timezone

        from goldenthread.publish.commands.sweeping import sweep_files

        count = sweep_files(timezone.now())
    print_summary({"removed": count}, as_json)


def _list(as_json: bool) -> None:
    with opened_as():
        from django.utils import timezone

        from goldenthread.publish.queries.edition import editions as found_editions

        found = found_editions(timezone.now())
    rows = [
        {
            "ref": each.ref,
            "kind": each.kind,
            "title": each.title,
            "state": each.state,
            "frozen_at": each.frozen_at.isoformat() if each.frozen_at else None,
        }
        for each in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['ref']}: {row['title']} ({row['kind']}, {row['state']})")


def _moment(said: str | None) -> datetime | None:
    """The moment said; None where none is. Raises Refused where it is not one."""
    from django.utils import timezone
    from django.utils.dateparse import parse_datetime

    if not said:
        return None
    if said == "now":
        return timezone.now()
    found = parse_datetime(said)
    if found is None:
        raise refuse(f"'{said}' is no moment", 'say "now", or a moment such as 2026-12-01T09:00')
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _print_issue(ref: str, number: int, as_json: bool) -> None:
    from django.utils import timezone

    from goldenthread.publish.queries.edition import edition_facts

    found = edition_facts(ref, timezone.now())
    manifest = dict(found.latest.manifest) if found and found.latest else {}
    public = bool(found and found.is_public)
    if as_json:
        print_summary({"ref": ref, "issue": number, "public": public, "manifest": manifest}, as_json)
    else:
        print_summary({"ref": ref, "issue": number, "public": public, "files": len(manifest)}, as_json)


def _print_state(ref: str, as_json: bool) -> None:
    from django.utils import timezone

    from goldenthread.publish.queries.edition import edition_facts

    found = edition_facts(ref, timezone.now())
    if found:
        moment = found.publish_at.isoformat() if found.publish_at else None
        said = {"ref": ref, "state": found.state, "public": found.is_public, "publish_at": moment}
        print_summary(said, as_json)


commands: tuple[click.Command, ...] = (editions,)
