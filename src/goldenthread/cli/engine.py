"""Which engine judges: the one inside, or Spark."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from goldenthread.engine.judge import Judging

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
        from goldenthread.engine.spark import judge_table_on_spark
        from goldenthread.engine.spark_session import check_spark

        check_spark()
        return judge_table_on_spark
    from goldenthread.engine.judge import judge_table

    return judge_table
