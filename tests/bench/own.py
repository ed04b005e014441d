"""What the engine itself does with the invented nation: `python -m tests.bench.own IN OUT [FORM]`.

`floor` reads the same columns and adds them up. `workload` is what the peers do too. `every` asks all
questions, as compact columns; `long` writes the long table of verdicts.
"""

from functools import partial
from pathlib import Path

import pandas  # noqa: F401 - pyarrow loads it where it finds it: this way that counts as starting
import pyarrow.compute as pc

from goldenthread.engine.compact import Compact
from goldenthread.engine.judge import Judging
from goldenthread.engine.judge_compact import write_columns, write_long
from goldenthread.engine.policy import read_policy
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.policy import Policy
from tests.bench import nation
from tests.bench.peer import Material, run

COLUMNS = ("m", "a", "p", "v", "num", "den")
WORKLOAD = ("direction_1y", "direction_3y", "significance_1y", "benchmark", "variation")


def judging(compact: Compact, policy: Policy) -> Judging:
    """The nation's measures, England as the benchmark, twenty neighbours and targets for every series."""
    count = len(compact.legend.refs)
    comparators = Comparators(
        benchmarks={"": nation.ENGLAND}, groups={"near": nation.neighbours()}, model="near"
    )
    aimed = nation.aims if policy.question("target") else None
    return Judging(nation.measures(count), policy, comparators=comparators, aimed=aimed)


def floor(material: Material, _out: Path) -> None:
    """Read the columns, block by block, and add each of them up."""
    for block in Compact.open(material.path).blocks(columns=COLUMNS):
        for column in block.columns:
            pc.sum(column)


def asked(policy: Policy, long: bool, material: Material, out: Path) -> None:
    """Ask a policy's questions of the whole nation."""
    compact = Compact.open(material.path)
    write = write_long if long else write_columns
    write(compact, judging(compact, policy), out / "verdicts.parquet")


if __name__ == "__main__":
    workload = Policy.from_mapping({"ref": "workload", "questions": {name: {} for name in WORKLOAD}})
    every = read_policy("every-question")
    run(
        {
            "floor": floor,
            "workload": partial(asked, workload, False),
            "every": partial(asked, every, False),
            "long": partial(asked, every, True),
        }
    )
