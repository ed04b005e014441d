"""Small tables that a performance officer can read, turned into what the rules take."""

from decimal import Decimal

from goldenthread.engine.policy import read_policy
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

KENT = "E10000016"
ANNUAL, QUARTERLY = read_policy("kent-annual-report-2017"), read_policy("kent-quarterly-2020")


def series(table: str) -> list[Observation]:
    """One line for each period: `period | figure | status`; a figure may begin with <, > or ~."""
    return [_row(line) for line in table.strip().splitlines()]


def _row(line: str) -> Observation:
    period, figure, status = ([cell.strip() for cell in line.split("|")] + ["", ""])[:3]
    qualifier = figure[:1] if figure[:1] in ("<", ">", "~") else ""
    value = figure.removeprefix(qualifier).strip()
    return Observation(
        "m",
        KENT,
        read_period(period),
        Decimal(value) if value else None,
        status=status or "normal",
        qualifier=qualifier,
    )


def measure(polarity: str = "high_is_good", unit: str = "%", **facts: object) -> Measure:
    return Measure("m", "A measure", unit=unit, polarity=polarity, **facts)  # type: ignore[arg-type]


def aim(period: str, **figures: str) -> Target:
    return Target(
        "m", KENT, read_period(period), **{name: Decimal(figure) for name, figure in figures.items()}
    )


def ask(
    question: str,
    table: str,
    of: Measure | None = None,
    targets: tuple[Target, ...] = (),
    policy: Policy | None = None,
) -> Verdict:
    """The verdict on one question, asked by the policy of Kent's that asks it."""
    asking = policy or (ANNUAL if ANNUAL.question(question) else QUARTERLY)
    verdicts = judge(series(table), of or measure(), targets, asking)
    return next(verdict for verdict in verdicts if verdict.question == question)
