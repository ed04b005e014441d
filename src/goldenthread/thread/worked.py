"""A worked case as a reader meets it: what was asked of which figures, the answer, and why."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.engine.worked import Sheet, WorkedCase, worked_cases
from goldenthread.kit.figure import DataTable
from goldenthread.kit.part import Row
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.policy_parameter import defaults_of
from goldenthread.rules.sentence import in_words
from goldenthread.rules.tongue import Words
from goldenthread.thread.judged import evidence

_COLUMNS = Words(
    {
        "period": "Period",
        "area": "Area",
        "value": "Value",
        "status": "Status",
        "numerator": "Numerator",
        "denominator": "Denominator",
        "lower": "Lower",
        "upper": "Upper",
        "target": "Target",
        "floor": "Floor",
        "baseline": "Baseline",
        "baseline_period": "Baseline period",
    }
)
_SHEETS = Words(
    {
        "Figures": "Figures",
        "Targets": "Targets",
        "The benchmark": "The benchmark",
        "Similar areas": "Similar areas",
        "Every area of the level": "Every area of the level",
        "Limits begin anew": "Limits begin anew",
    }
)
_POLARITIES = Words(
    {
        "high_is_good": "Higher is better",
        "low_is_good": "Lower is better",
        "in_range": "Best within a range",
    }
)


@dataclass(frozen=True, slots=True)
class Worked:
    """One worked case. `setting` says what kind of measure it is and which numbers are not the usual ones."""

    title: str
    setting: str
    tables: tuple[DataTable, ...]
    verdict: str
    word: str
    said: str
    evidence: tuple[Row, ...]
    why: str


def worked_of(question: Question, policy: Policy) -> tuple[Worked, ...]:
    """The worked cases of a question in a policy's words; first those that go by the policy's numbers."""
    cases = worked_cases(question.name)
    ordered = sorted(cases, key=lambda case: dict(case.asked.parameters) != dict(question.parameters))
    return tuple(worked(case, policy) for case in ordered)


def worked(case: WorkedCase, policy: Policy) -> Worked:
    """One case in a policy's words."""
    verdict = case.verdict()
    return Worked(
        case.title,
        setting(case),
        tuple(_table(each, case) for each in case.sheets),
        verdict.verdict,
        policy.word(verdict.verdict),
        in_words(verdict, case.measure, policy),
        evidence(verdict, case.measure) if not case.is_refusal else (),
        case.why,
    )


def _table(sheet: Sheet, case: WorkedCase) -> DataTable:
    text = ("period", "area", "status", "baseline_period")
    numeric = tuple(at for at, heading in enumerate(sheet.headings) if heading not in text)
    headings = tuple(_COLUMNS.get(each) or each.replace("_", " ").capitalize() for each in sheet.headings)
    return DataTable(
        f"{_SHEETS.get(sheet.title) or sheet.title}: {case.title}", headings, sheet.rows, numeric
    )


def setting(case: WorkedCase) -> str:
    """ "Lower is better. A share in %. With method two intervals." """
    measure, asked = case.measure, case.asked
    kind = measure.statistic.replace("_", " ") or ("activity" if measure.is_activity else "")
    usual = defaults_of(asked.rule, asked.name)
    other = [
        f"{name.replace('_', ' ')} {plain(value)}"
        for name, value in asked.parameters.items()
        if usual.get(name) != value
    ]
    parts = (
        _POLARITIES.get(measure.polarity) or _("Nobody has said which way is better"),
        _("A measure in {unit}").format(unit=measure.unit) if measure.unit else "",
        _("Its kind: {kind}").format(kind=kind) if kind and kind != "other" else "",
        _("Its tolerance: {tolerance}").format(tolerance=measure.tolerance) if measure.tolerance else "",
        _("Asked with {parameters}").format(parameters=", ".join(other)) if other else "",
    )
    return " ".join(f"{part}." for part in parts if part)


def plain(value: object) -> str:
    """A policy's number, or word, as people write it."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value).replace("_", " ")
