"""Which engine judges: the one inside, or Spark."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.cli.installation import opened_as

if TYPE_CHECKING:
    import pyarrow as pa

    from goldenthread.engine.judge import Judging
    from goldenthread.rules.policy import Policy

Engine = Callable[["pa.Table", "Judging"], "pa.Table"]

ENGINE = click.option(
    "--engine",
    type=click.Choice(["embedded", "spark"]),
    default="embedded",
    show_default=True,
    help="What judges; both give the same verdicts.",
)


def engine_named(name: str) -> Engine:
    """What judges a table of observations. Raises Refused where it cannot, before anything is read."""
    if name == "spark":
        from goldenthread.cli.main import WithoutPandas
        from goldenthread.engine.spark import judge_table_on_spark
        from goldenthread.engine.spark_session import check_spark

        check_spark()
        # Spark insists on the pandas that other commands do without.
        sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, WithoutPandas)]
        return judge_table_on_spark
    from goldenthread.engine.judge import judge_table

    return judge_table


def judge_installation(
    username: str | None, policy: str, as_of: date | None, engine: str, out: Path
) -> dict[str, int | str | None]:
    """Judge all that the installation holds, by that policy or the council's, and write it; the counts."""
    with opened_as(username) as who:
        from django.utils import timezone

        from goldenthread.engine.judgement_file import write_judgements
        from goldenthread.measures.held import judge_held

        asked = council_policy(policy)
        held = judge_held(who, asked, as_of or timezone.localdate(), on_spark=engine == "spark")
        write_judgements(held, out)
    verdicts = held["verdict"].to_pylist()
    return {
        "judgements": len(verdicts),
        "cannot_judge": verdicts.count("cannot_judge"),
        "policy": asked.ref,
        "out": str(out),
    }


def council_policy(name: str) -> "Policy":
    """The policy of that name, or the council's today."""
    from django.utils import timezone

    from goldenthread.people.queries.council import council
    from goldenthread.people.queries.policy import needed, policy_of

    facts = council()
    if name or facts is None:
        return needed(name)
    return policy_of(facts, timezone.localdate())
