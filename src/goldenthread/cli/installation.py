"""Opening the installation that a command works on, and saying who acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from goldenthread.cli.serve import start_django
from goldenthread.rules.refusal import refuse

if TYPE_CHECKING:
    from goldenthread.people.access import Officer

AS = click.option("--as", "username", help="The officer who acts; without it, the keeper at the machine.")


@contextmanager
def opened_as(username: str | None = None) -> "Iterator[Officer | None]":
    """Open the installation in GOLDENTHREAD_HOME, and find the officer who acts.

    Raises Refused where there is no installation or no such officer, and where the officer's roles do not let
    them do what is asked.
    """
    start_django()
    from django.conf import settings
    from django.db import connection

    if "people_user" not in connection.introspection.table_names():
        what = f"there is no installation in {settings.HOME}"
        raise refuse(what, "set GOLDENTHREAD_HOME to its folder, or make one with goldenthread council set")
    from goldenthread.people.access import NotAllowed
    from goldenthread.people.queries.account import officer_named

    try:
        yield officer_named(username) if username else None
    except NotAllowed as refused:
        raise refuse(
            str(refused).rstrip("."), "act as an officer who may", file=f"--as {username}"
        ) from refused


def made_ready() -> None:
    """Make the installation in GOLDENTHREAD_HOME where there is none, and bring its database up to date."""
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
