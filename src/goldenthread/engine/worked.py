"""Worked cases: small examples of each question, kept as data.

A test judges each of them and holds the answer to what it states; the handbook and the policy page print the
same ones. No page can show an example that is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from goldenthread.engine.policy import mapping_from_text
from goldenthread.rules.case import Beside
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.verdict import Verdict

AREA = "E10000016"
NUMBERS = ("numerator", "denominator", "lower", "upper")
FIGURES = ("target", "floor", "lower", "upper", "baseline")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A small table as it is printed: headings and rows of text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One example: what is asked of which figures, what must come out, and why in one sentence."""

    question: str
    title: str
    why: str
    measure: Measure
    policy: Policy
    rows: tuple[Observation, ...]
    targets: tuple[Target, ...]
    beside: Beside
    expected: Mapping[str, Any]
    sheets: tuple[Sheet, ...]

    @property
    def is_refusal(self) -> bool:
        return bool(self.expected["verdict"] == "cannot_judge")

    @property
    def asked(self) -> Question:
        """The question with all its parameters, those that the case states among them."""
        return self.policy.questions[0]

    def verdict(self) -> Verdict:
        """What the rules answer."""
        found = judge(self.rows, self.measure, self.targets, self.policy, beside=self.beside)
        return found[0]


@cache
def worked_cases(question: str) -> tuple[WorkedCase, ...]:
    """The worked cases of a question, in their order; none where nobody wrote any."""
    return tuple(_case(question, each) for each in _told(question).get("cases", ()))


@cache
def source_of(question: str) -> str:
    """Where a question's rule comes from; empty where nobody wrote it down."""
    return " ".join(str(_told(question).get("source", "")).split())


def _told(question: str) -> Mapping[str, Any]:
    path = files("goldenthread") / "worked" / f"{question}.yaml"
    if not path.is_file():
        return {}
    return mapping_from_text(path.read_text(encoding="utf-8"), path.name)


def _case(question: str, told: Mapping[str, Any]) -> WorkedCase:
    measure = Measure("m", "A measure", **told.get("measure", {}))
    policy = Policy.from_mapping(
        {"ref": "worked", "questions": {question: {"parameters": told.get("parameters", {})}}}
    )
    figures = sheet("Figures", told["figures"])
    rows = tuple(_row(each, measure.year_type) for each in said(figures))
    latest = max(rows, key=lambda row: row.period)
    beside = {name: sheet(title, told[name]) for name, title in _BESIDE.items() if name in told}
    targets = sheet("Targets", told["targets"]) if "targets" in told else None
    return WorkedCase(
        question=question,
        title=told["title"],
        why=" ".join(told["why"].split()),
        measure=measure,
        policy=policy,
        rows=rows,
        targets=tuple(_target(each, measure.year_type) for each in said(targets)) if targets else (),
        beside=_beside(beside, latest, measure.year_type),
        expected=told["answer"],
        sheets=tuple(each for each in (figures, targets, *beside.values()) if each),
    )


_BESIDE = {
    "benchmark": "The benchmark",
    "neighbours": "Similar areas",
    "level": "Every area of the level",
    "rebased": "Limits begin anew",
}


def sheet(title: str, text: str) -> Sheet:
    """A table written as lines of cells with | between them, its headings first."""
    lines = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]
    return Sheet(title, lines[0], tuple((*line, *[""] * (len(lines[0]) - len(line))) for line in lines[1:]))


def said(table: Sheet) -> tuple[dict[str, str], ...]:
    """Each row by heading, without its empty cells."""
    rows = (dict(zip(table.headings, row, strict=True)) for row in table.rows)
    return tuple({name: cell for name, cell in row.items() if cell} for row in rows)


def _row(told: Mapping[str, str], year_type: str) -> Observation:
    value = told.get("value", "")
    qualifier = value[:1] if value[:1] in ("<", ">", "~") else ""
    numbers: dict[str, Any] = {name: Decimal(told[name]) for name in NUMBERS if name in told}
    return Observation(
        "m",
        told.get("area", AREA),
        read_period(told["period"], year_type),
        Decimal(value.removeprefix(qualifier)) if value else None,
        status=told.get("status", "normal"),
        qualifier=qualifier,
        **numbers,
    )


def _target(told: Mapping[str, str], year_type: str) -> Target:
    figures = {name: Decimal(told[name]) for name in FIGURES if name in told}
    base = told.get("baseline_period")
    period = read_period(told["period"], year_type)
    return Target(
        "m", AREA, period, baseline_period=read_period(base, year_type) if base else None, **figures
    )


def _beside(tables: Mapping[str, Sheet], latest: Observation, year_type: str) -> Beside:
    """What stands beside the series: other areas' rows for the same period as its latest."""

    def rows(name: str) -> tuple[Observation, ...]:
        found = said(tables[name]) if name in tables else ()
        return tuple(_row({"period": str(latest.period), **each}, year_type) for each in found)

    neighbours, benchmark = rows("neighbours"), rows("benchmark")
    rebased = said(tables["rebased"]) if "rebased" in tables else ()
    return Beside(
        benchmark=benchmark[0] if benchmark else None,
        neighbours=neighbours,
        expected=len(neighbours),
        level=rows("level"),
        rebased=tuple(read_period(each["period"], year_type) for each in rebased),
    )
