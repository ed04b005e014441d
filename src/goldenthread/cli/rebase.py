"""Decisions to begin a series' limits anew, on the command line."""

import click

from goldenthread.cli.installation import AS, opened_as
from goldenthread.cli.summary import JSON, print_summary
from goldenthread.rules.period import Period, UnknownPeriod, read_period
from goldenthread.rules.refusal import refuse


@click.command("rebase")
@click.argument("measure")
@click.argument("area")
@click.argument("period")
@click.option("--reason", required=True, help="What changed; the public reads it.")
@click.option("--group", default="", help="Such as sex=female; without it, everyone.")
@click.option("--undo", is_flag=True, help="Take the decision back; the reason says why.")
@AS
@JSON
def rebase(
    measure: str,
    area: str,
    period: str,
    reason: str,
    group: str,
    undo: bool,
    username: str | None,
    as_json: bool,
) -> None:
    """Begin a series' limits anew, or take that back.

    The limits of MEASURE in AREA are from PERIOD on those of the points from there. The trail keeps who
    decided it and why.
    """
    with opened_as(username) as who:
        from goldenthread.measures.rebase import rebase as record_rebase
        from goldenthread.measures.rebase import undo_rebase

        when = _period(measure, period)
        (undo_rebase if undo else record_rebase)(who, measure, area, when, reason, group)
    print_summary(
        {"measure": measure, "area": area, "group": group, "period": str(when), "undone": undo}, as_json
    )


commands: tuple[click.Command, ...] = (rebase,)


def _period(measure: str, label: str) -> Period:
    """The period of that label, in the measure's kind of year."""
    from goldenthread.measures.queries import definitions

    known = definitions().get(measure)
    try:
        return read_period(label, known.year_type if known else "")
    except UnknownPeriod as error:
        raise refuse(
            str(error), "write it as 2016/17, 2016/17 Q1, June 2016 or 2016", file="PERIOD"
        ) from error
