"""One contender of the engine's benchmark, in a process of its own.

    python -m tests.bench.engine_child WHAT IN OUT

WHAT is `floor` (the columns are read and summed), `workload` (the five things that the peers do too),
`every` (all annual questions, as compact columns) or `long` (the same as the long table of verdicts).
"""

import sys
from pathlib import Path

import pyarrow.compute as pc

from goldenthread.engine.compact import Compact
from goldenthread.engine.judge import Judging
from goldenthread.engine.judge_compact import write_columns, write_long
from goldenthread.engine.policy import read_policy
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.policy import Policy
from tests.bench import nation

COLUMNS = ("m", "a", "p", "v", "num", "den")
WORKLOAD = ("direction_1y", "direction_3y", "significance_1y", "benchmark", "variation")


def judging(compact: Compact, policy: Policy) -> Judging:
    """The nation's measures, England as the benchmark, twenty neighbours and a target for every series."""
    count = len(compact.legend.refs)
    comparators = Comparators(
        benchmarks={"": nation.ENGLAND}, groups={"near": nation.neighbours()}, model="near"
    )
    aimed = nation.aims if policy.question("target") else None
    return Judging(nation.measures(count), policy, comparators=comparators, aimed=aimed)


def floor(compact: Compact) -> None:
    """Read the same columns, and add each of them up."""
    for block in compact.blocks(columns=COLUMNS):
        for column in block.columns:
            pc.sum(column)


def main(what: str, source: Path, out: Path) -> None:
    """Do one thing to the nation."""
    compact = Compact.open(source)
    if what == "floor":
        floor(compact)
    elif what == "workload":
        asked = {name: {} for name in WORKLOAD}
        write_columns(
            compact, judging(compact, Policy.from_mapping({"ref": "workload", "questions": asked})), out
        )
    elif what == "every":
        write_columns(compact, judging(compact, read_policy("every-question")), out)
    else:
        write_long(compact, judging(compact, read_policy("every-question")), out)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
