"""Letters on the command line: what a timer runs each day and every few minutes."""

import os
import time
from datetime import date

import click

from goldenthread.cli.installation import opened_as
from goldenthread.cli.summary import JSON, print_summary

EVERY = 60
"""Seconds between two rounds of `letters keep`."""


@click.group("letters")
def letters() -> None:
    """Write each person's daily letter, and send what waits."""


@letters.command("daily")
@JSON
def daily(as_json: bool) -> None:
    """Write today's letters to everyone who owes something today, and send what waits. For a daily timer."""
    with opened_as():
        print_summary(_daily() | _sent(), as_json)


@letters.command("send")
@JSON
def send(as_json: bool) -> None:
    """Send what waits, and what failed and is due another try. For a timer every few minutes."""
    with opened_as():
        print_summary(_sent(), as_json)


@letters.command("keep")
def keep() -> None:
    """Do both until stopped: send every minute, and write the day's letters once its morning has come.

    `goldenthread serve` runs this beside itself where a mail server is set. It stops when what started it is
    gone, and a database that is away for a while is asked again a minute later.
    """
    with opened_as():
        from django.db import DatabaseError, close_old_connections

        started_by, written_on = os.getppid(), None
        while os.getppid() == started_by:
            try:
                written_on = _round(written_on)
            except DatabaseError as fault:
                click.echo(f"letters: {fault}", err=True)
            close_old_connections()
            time.sleep(EVERY)


def _round(written_on: date | None) -> date | None:
    """One round; the day on which letters were last written."""
    from django.utils import timezone

    from goldenthread.upkeep.digest import is_time

    if is_time(timezone.now(), written_on):
        _daily()
        written_on = timezone.localdate()
    _sent()
    return written_on


def _daily() -> dict[str, int]:
    from django.utils import timezone

    from goldenthread.upkeep.digest import write_digests

    return {"written": write_digests(timezone.now())}


def _sent() -> dict[str, int]:
    from django.utils import timezone

    from goldenthread.people.commands.letter import send_letters

    posted = send_letters(timezone.now())
    return {"sent": posted.sent, "failed": posted.failed}


commands = (letters,)
