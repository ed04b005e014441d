"""How a report was judged: every policy with its rules, its words and its readings; and the sources."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import Cell, Column, Paragraph, Run, Table, said
from goldenthread.publish.document import Part
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.evidence import Evidence
from goldenthread.publish.kinds.made import list_of, ref_of
from goldenthread.publish.kinds.source_section import sources
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.question import title_of
from goldenthread.thread.rule_words import formula, rule_in_words


def how_judged(sheets: Sequence[MeasureSheet], held: Evidence, others: Iterable[Policy] = ()) -> Part:
    """The appendix: a section for each policy that judged anything, then where the figures come from."""
    used = [policy_judging(sheet, held.policy) for sheet in sheets] or [held.policy]
    policies = {each.ref: each for each in (*others, held.policy, *used)}
    return Part(
        "how-this-was-judged",
        _("How this was judged, and sources"),
        (
            *(
                section(
                    ref_of("judged", each.ref), each.title, policy_words(each), rules(each), readings(each)
                )
                for each in policies.values()
            ),
            section("judged/sources", _("Sources"), sources(sheets, held)),
        ),
        _("The policies, their rules and words, and the releases that the figures come from."),
    )


def policy_words(policy: Policy) -> Told:
    """Whose policy it is, since when, and the words that it uses."""
    address = reverse("policy", args=[policy.ref])
    since = getattr(policy, "since", None)
    told = [policy.source] if policy.source else []
    if since:
        told.append(_("In force from {day}.").format(day=day(since)))
    words = ", ".join(dict.fromkeys(policy.words.values()))
    blocks = [
        Paragraph((Run(policy.body or policy.title), Run(". "), Run(_("Read the policy"), address), Run(".")))
    ]
    blocks += [said(each) for each in told]
    if words:
        blocks.append(said(_("Its words: {words}.").format(words=words)))
    return Told(tuple(blocks))


def rules(policy: Policy) -> Told:
    """Every question with its rule in words and as a formula: a table, and a fact for each rule."""
    columns = (
        Column(_("Question")),
        Column(_("How it is answered")),
        Column(_("As a formula")),
        Column(_("Rule")),
    )
    rows = tuple(
        (
            Cell(title_of(each.name)),
            Cell(rule_in_words(each)),
            Cell(formula(each)),
            Cell(policy.rule_name(each)),
        )
        for each in policy.questions
    )
    table = Table(
        ref_of("rules", policy.ref), _("Rules of {policy}").format(policy=policy.title), columns, rows
    )
    return Told((table,), tuple(_rule_fact(each, policy) for each in policy.questions))


def _rule_fact(question: Question, policy: Policy) -> Fact:
    return Fact(
        key=f"rule/{policy.ref}/{question.name}",
        about=f"{policy.title}: {title_of(question.name)}",
        text=rule_in_words(question),
        rule=policy.rule_name(question),
    )


def readings(policy: Policy) -> Told:
    """What the policy's source leaves open, and how it is read."""
    lines = list(policy.readings)
    if policy.roll_up and policy.roll_up.our_reading:
        lines.append(policy.roll_up.our_reading)
    told = Told((list_of(lines),)) if lines else Told()
    return joined((told.under(3, _("How it is read"), ref_of("readings", policy.ref)),))
