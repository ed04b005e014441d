"""A verdict as a reader meets it: its word, its sentence, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.kit.format import change, is_percentage, with_unit
from goldenthread.kit.part import Row
from goldenthread.rules.measure import Measure
from goldenthread.rules.policy import Policy, rule_of
from goldenthread.rules.question import limits_title_of, short_title_of, title_of
from goldenthread.rules.sentence import in_words
from goldenthread.rules.sentence_basis import basis_sentences
from goldenthread.rules.sentence_fact import between, place
from goldenthread.rules.verdict import Verdict
from goldenthread.rules.what_would_change import CHANGES

BESIDE = ("benchmark", "neighbours")
"""Questions that set a place against others, not a period against an earlier one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the policy's word for it and the sentence that says it."""

    verdict: Verdict
    word: str
    said: str
    question: str
    policy: Policy
    evidence: tuple[Row, ...]

    @property
    def short(self) -> str:
        """The question as a table asks it."""
        return short_title_of(self.verdict.question)


def judged_as(verdict: Verdict, measure: Measure, policy: Policy, other: str = "") -> Judged:
    """A verdict in the policy's words. `other` is the name of the area that is the benchmark."""
    return Judged(
        verdict,
        policy.word(verdict.verdict),
        said_of(verdict, measure, policy, other),
        title_of(verdict.question),
        policy,
        evidence(verdict, measure),
    )


def evidence(verdict: Verdict, measure: Measure) -> tuple[Row, ...]:
    """What the verdict rests on: the figures compared and the limits that were tested."""

    def figure(value: Decimal | None, qualifier: str) -> str:
        return with_unit(value, measure.unit, measure.decimals, qualifier)

    def limit(value: Decimal) -> str:
        """As it was tested: a limit may have more places than a figure."""
        return with_unit(value.normalize() if value else value, unit)

    changes = rule_of(verdict.question) in CHANGES and is_percentage(measure.unit)
    unit = _("percentage points") if changes else measure.unit
    rows = []
    if verdict.period is not None:
        now = verdict.period.label(measure.year_type)
        rows.append(Row(_("Latest"), f"{figure(verdict.value, verdict.qualifier)}, {now}"))
    if verdict.base_period is not None:
        then = verdict.base_period.label(measure.year_type)
        rows.append(Row(_("Compared with"), f"{figure(verdict.base_value, verdict.base_qualifier)}, {then}"))
    if verdict.change is not None:
        named = _("Difference") if verdict.question in BESIDE else _("Change")
        rows.append(Row(named, change(verdict.change, measure.unit, measure.decimals)))
    limits = [limit(each) for each in (verdict.lower_limit, verdict.upper_limit) if each is not None]
    if limits:
        one, *two = dict.fromkeys(limits)
        said = between(one, two[0], unit) if two else one
        rows.append(Row(limits_title_of(verdict.question), said))
    if verdict.rank is not None:
        ranked = _("{place} of {count} areas").format(place=place(verdict.rank), count=verdict.ranked)
        rows.append(Row(_("Place"), ranked))
    if verdict.basis:
        rows.append(Row(_("Rests on"), " ".join(basis_sentences(verdict, measure))))
    return tuple(rows)


def said_of(verdict: Verdict, measure: Measure, policy: Policy, other: str = "") -> str:
    """The verdict's sentence without its word, which stands before it with its shape."""
    said = in_words(verdict, measure, policy, other or _("the benchmark"))
    said = said.removeprefix(f"{policy.word(verdict.verdict)}: ")
    if verdict.verdict in ("maintaining", "unchanged") and verdict.change:
        said = f"{said} {_('Too small a difference to count as a change.')}"
    return said[:1].upper() + said[1:]


def headline_of(verdicts: Sequence[Verdict], measure: Measure, policy: Policy) -> Judged | None:
    """The one verdict that the public sees first: by the measure's own choice, else by the policy's."""
    wanted = measure.headline or policy.headline_for(measure.kind)
    first = next((each for each in verdicts if each.question == wanted), None)
    return judged_as(first, measure, policy) if first else None
