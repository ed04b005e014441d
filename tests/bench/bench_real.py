"""The real sets whole: what is read, kept and refused, every question asked, and why some have no answer.

The sets are those of the Office for National Statistics, the Department for Education and the ministry of
local government beside the project. Beside each stands a floor: pyarrow reading the same files and nothing
more. Every reason for no answer is taken apart into what the data show, and an answer that nothing explains
stops the benchmark.
"""

import json
import subprocess
import sys
import textwrap
from typing import Any

from tests.bench.bench_engine import Report
from tests.bench.real import MODEL, POLICY, SETS, RealSet

WIDTH = 110


def result() -> Report:
    """Every set that is there, each in a process of its own."""
    said = [f"Real sets, {POLICY}: beside England, and areas alike by the {MODEL} model"]
    for source in SETS:
        if not source.paths():
            said.append(f"{source.title}: NOT MEASURED, {source.folder} is not beside the project")
            continue
        floor, judged = child(source, "floor"), child(source, "judge")
        said += ["", *read_lines(source, judged), *verdict_lines(judged), *reason_lines(judged)]
        said += cost_lines(floor, judged)
    return Report(said)


def child(source: RealSet, form: str) -> dict[str, Any]:
    """One set in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.real_child", source.name, form]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(printed.strip().splitlines()[-1]))


def read_lines(source: RealSet, found: dict[str, Any]) -> list[str]:
    """What became of the rows, and of each kind of refusal how many there are and the first."""
    counts = [f"{found[name]:,} {name}" for name in ("kept", "refused", "repeats")]
    unread = f", {found['unread']} files unread" if found["unread"] else ""
    said = [f"{source.title} ({source.layout}): {found['rows']:,} figures read, {', '.join(counts)}{unread}"]
    for count, first in found["reasons"]:
        said += wrapped(f"refused {count:>9,}  ", f"such as {first}")
    return said


def verdict_lines(found: dict[str, Any]) -> list[str]:
    """The verdicts of each question."""
    said = [f"  {found['series']:,} series"]
    for question, verdicts in found["verdicts"].items():
        counts = ", ".join(f"{verdict} {count:,}" for verdict, count in verdicts.items())
        said += wrapped(f"{question:<17}", counts)
    return said


def reason_lines(found: dict[str, Any]) -> list[str]:
    """Each reason for no answer, how often it was given, and what the data show of why."""
    total = sum(count for _, count, _ in found["why"])
    said = [f"  {total:,} times cannot_judge, each explained by the data:"]
    for reason, count, sentence in found["why"]:
        said += wrapped(f"{reason:<17}{count:>9,}  ", f"{sentence}.")
    return said


def cost_lines(floor: dict[str, Any], judged: dict[str, Any]) -> list[str]:
    """Processor time and peak memory beside the floor."""
    costs = {"floor: pyarrow reads": floor, "read and checked": judged["read"], "and judged": judged}
    return [
        f"  {name:<22}{cost['processor']:>8.2f} s{cost['peak_mb']:>8,} MB" for name, cost in costs.items()
    ]


def wrapped(head: str, words: str) -> list[str]:
    """Words after a heading, in lines of one width."""
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=f"    {head}",
        subsequent_indent=" " * (4 + len(head)),
        break_on_hyphens=False,
    )
