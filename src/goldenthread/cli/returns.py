"""Returns of a quarter as workbooks, on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.refusal import say, say_refusals
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.refusal import Refusal, Refused, refuse

if TYPE_CHECKING:
    from goldenthread.people.access import Officer
    from goldenthread.reporting.workbook.cell_finding import CellFinding
    from goldenthread.reporting.workbook.read import Reading
    from goldenthread.reporting.workbook.rehearsal import Rehearsal

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("returns")
def returns() -> None:
    """Write a quarter's returns as a workbook, and take it in."""


@returns.command("export")
@click.argument("period")
@click.option("--out", required=True, type=FILE, help="The workbook to write (.xlsx).")
@click.option("--service", default="", help="Only this service's return.")
@AS
@JSON
def export(period: str, out: Path, service: str, username: str | None, as_json: bool) -> None:
    """Write the returns of PERIOD as a workbook to fill in, with what was entered so far."""
    with opened_as(username) as who:
        from django.utils import timezone

        from goldenthread.engine.quarter import read_quarter_policy
        from goldenthread.reporting.queries.workbook import held_for
        from goldenthread.reporting.workbook.write import write_workbook

        now = timezone.localtime()
        held = held_for(who, period, now, service)
        if not held.figures and not held.actions:
            what = f"there is nothing to fill in for '{period}'"
            raise refuse(
                what, "name a period that was opened, and a service that owes a return", file=service
            )
        out.write_bytes(write_workbook(held, read_quarter_policy(), now))
    counts = {"figures": len(held.figures), "actions": len(held.actions), "out": str(out)}
    print_summary(counts, as_json)


@returns.command("import")
@click.argument("period")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--out", type=FILE, help="Where to write the workbook with its errors marked.")
@click.option("--check", is_flag=True, help="Only say what would change.")
@click.option("--confirm", is_flag=True, help="What is asked about is right: save it.")
@AS
@JSON
def import_(
    period: str,
    file: Path,
    out: Path | None,
    check: bool,
    confirm: bool,
    username: str | None,
    as_json: bool,
) -> None:
    """Take in FILE, a workbook filled in for PERIOD: all of it, or nothing where a cell is wrong."""
    with opened_as(username) as who:
        from goldenthread.reporting.workbook.mark import marked_workbook
        from goldenthread.reporting.workbook.read import read_workbook

        content = file.read_bytes()
        reading = read_workbook(content, file.name)
        found = _checked(who, period, reading) if check else _taken(who, period, reading, confirm)
        if found.errors and out is not None:
            out.write_bytes(marked_workbook(content, found.errors, file.name))
            say(f"the workbook with its errors marked: {out}")
    if found.errors:
        raise Refused(_refusal(found.name, each) for each in found.errors)
    print_summary(_counts(found, is_saved=not check and bool(found.taken)), as_json)


def _checked(who: "Officer | None", period: str, reading: "Reading") -> "Rehearsal":
    from django.utils import timezone

    from goldenthread.reporting.commands.workbook import rehearse_workbook

    found = rehearse_workbook(who, period, reading, timezone.now())
    say_refusals([_refusal(found.name, each) for each in found.warnings])
    return found


def _taken(who: "Officer | None", period: str, reading: "Reading", confirm: bool) -> "Rehearsal":
    """Save the workbook; what it came to. Raises Refused where something is asked that nobody answered."""
    from django.utils import timezone

    from goldenthread.reporting.commands.workbook import NotTaken, rehearse_workbook, take_workbook

    now = timezone.now()
    seen = rehearse_workbook(who, period, reading, now)
    answer = take_workbook(who, period, reading, now, seen=seen.fingerprint, is_answered=confirm)
    if isinstance(answer, NotTaken) and answer.why == "unanswered":
        asked = [_refusal(seen.name, each) for each in answer.rehearsal.warnings]
        asked += [
            Refusal(f"{seen.name}[{each.sheet}]", each.row, each.cell, each.overtaken, "see which is right")
            for each in answer.rehearsal.overtaken
        ]
        say("nothing was saved: look at what is asked about, then give --confirm")
        raise Refused(asked)
    if isinstance(answer, NotTaken) and answer.why == "changed_since":
        raise refuse("somebody saved something at the same time", "give the command again", file=seen.name)
    return answer.rehearsal if isinstance(answer, NotTaken) else seen


def _refusal(name: str, found: "CellFinding") -> Refusal:
    return Refusal(
        f"{name}[{found.sheet}]", found.row, found.cell, found.finding.what.rstrip("."), found.finding.do
    )


def _counts(found: "Rehearsal", is_saved: bool) -> dict[str, object]:
    return {
        "rows": len(found.taken),
        "cells": len(found.changes),
        "same": found.same,
        "kept_from_others": len(found.newer),
        "passed_over": found.passed,
        "services": list(found.services),
        "saved": is_saved,
    }


commands = [returns]
