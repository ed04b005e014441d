"""Keeping an installation's observations quick to read, on the command line."""

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.progress import progress
from goldenthread.cli.summary import JSON, print_summary


@click.command("compact")
@AS
@JSON
def compact(username: str | None, as_json: bool) -> None:
    """Compact the installation's releases into one file, from which everything is read sooner.

    What was known on any day stays readable. Nothing is to be seen of it but the time that pages take.
    """
    with opened_as(username) as who:
        from goldenthread.measures.compacting import compact_observations, rows_released

        with progress("Compacting", 3 * rows_released()) as see:
            done = compact_observations(who, see)
    print_summary({"releases": done.releases, "rows": done.rows, "public_rows": done.public_rows}, as_json)


of_observations: tuple[click.Command, ...] = (compact,)
"""What the group `observations` has besides."""
