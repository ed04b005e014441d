"""Series of quarters and years, asked whether they vary by more than chance."""

from goldenthread.rules.case import Beside
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from tests.spec.reading import measure, series

SAMPLE = "68.0 70.5 69.2 71.8 70.9 73.5 72.2 74.8 73.6 75.9 74.4 76.1"
"""Twelve quarters, per cent, high is good; the target is 80 and the floor standard 72."""


def years(values: str, first: int = 2000) -> str:
    """`4 5 . 6 7/break <8`: one year each; a dot is a year without a row, what follows a / the status."""
    rows = []
    for at, said in enumerate(values.split()):
        value, _, status = said.partition("/")
        figure = "" if value == "-" else value
        rows += [] if said == "." else [f"{first + at} | {figure} | {status}"]
    return "\n".join(rows)


def quarters(values: str, first: int = 2014) -> str:
    """One quarter each, from the first of a financial year."""
    at = [(first + n // 4, n % 4 + 1, value) for n, value in enumerate(values.split())]
    return "\n".join(f"{year}/{(year + 1) % 100:02} Q{quarter} | {value}" for year, quarter, value in at)


def policy(question: str, **parameters: object) -> Policy:
    return Policy.from_mapping({"ref": "test", "questions": {question: {"parameters": parameters}}})


def asked(
    question: str,
    table: str,
    of: Measure | None = None,
    targets: tuple[Target, ...] = (),
    rebased: str = "",
    **parameters: object,
) -> Verdict:
    """The verdict; `rebased` names the periods from which limits begin anew."""
    anew = tuple(read_period(said) for said in rebased.split())
    told = judge(
        series(table), of or measure(), targets, policy(question, **parameters), beside=Beside(rebased=anew)
    )
    return told[0]
