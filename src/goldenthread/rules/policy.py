"""Policies: which questions a council asks, with which rule and numbers, and in which words it answers.

A policy is dated data with a source. It arrives as a mapping (the engine reads the YAML) and anything that is
not understood is refused by name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from goldenthread.rules.policy_parameter import PARAMETERS, in_full, parameters_of, what_to_write
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.tongue import say

RULE_OF: Final = {
    "direction_1y": "variance",
    "direction_3y": "variance",
    "target": "target",
    "expected_range": "expected_range",
    "regression": "regression",
    "recent_trend": "recent_trend",
    "significance_1y": "significance",
    "variation": "variation",
    "assurance": "assurance",
    "benchmark": "comparison",
    "neighbours": "comparison",
    "trajectory": "trajectory",
}
"""The questions that can be asked, and the rule that answers each.

A direction may be asked over any number of years: `direction_2y`, `direction_5y`.
"""

MOST_MONTHS: Final = 1200
"""A figure of a hundred years ago is stale by any policy, and a longer time runs off the calendar."""

_DIRECTION: Final = re.compile(r"direction_([1-9]|[1-4][0-9]|50)y")

_PARTS: Final = (
    "ref",
    "title",
    "body",
    "from",
    "source",
    "words",
    "questions",
    "headline",
    "roll_up",
    "stale_after_months",
    "readings",
)


def years_asked(question: str) -> int | None:
    """Over how many years a question asks for a direction, 1 to 50; None where it asks something else."""
    found = _DIRECTION.fullmatch(question)
    return int(found[1]) if found else None


def rule_of(question: str) -> str | None:
    """The rule that answers a question; None where there is no such question."""
    return "variance" if years_asked(question) else RULE_OF.get(question)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a policy asks it. `parameters` are complete: what was not stated has its default."""

    name: str
    rule: str
    version: int
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RollUpRule:
    """How verdicts gather up a plan's tree.

    `counts_as` says, by question, as which of improving, maintaining, not_improving and mixed a verdict
    counts. `overall` names the questions whose agreement is the overall verdict. `times` is how many times
    one side must outnumber the other not to be mixed.
    """

    rule: str
    version: int
    times: int
    counts_as: Mapping[str, Mapping[str, str]]
    overall: tuple[str, ...]
    our_reading: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """Questions, words and headlines, as one body decided them from one day."""

    ref: str
    body: str
    since: date | None
    source: str
    questions: tuple[Question, ...]
    headline: Mapping[str, str]
    words: Mapping[str, str]
    title: str = ""
    roll_up: RollUpRule | None = None
    stale_after_months: int | None = None
    readings: tuple[str, ...] = field(default=())

    def question(self, name: str) -> Question | None:
        """The question of that name, if this policy asks it."""
        return next((question for question in self.questions if question.name == name), None)

    def headline_for(self, kind: str) -> str:
        """The question that the public sees first for a kind of measure; empty kind is performance."""
        return self.headline.get(kind or "performance", self.questions[0].name)

    def word(self, verdict: str) -> str:
        """The public's word for a verdict; the verdict itself, spelt out, where the policy has none."""
        return say(self.words.get(verdict, verdict.replace("_", " ").capitalize()))

    def rule_name(self, question: Question) -> str:
        """What a verdict is signed with: `kent-annual-report-2017/variance@1`."""
        return f"{self.ref}/{question.rule}@{question.version}"

    @staticmethod
    def from_mapping(mapping: Mapping[str, Any], file: str = "policy") -> "Policy":
        """The policy that a mapping states. Raises Refused, naming every part that is not understood."""
        return _Reading(file).policy(mapping)


class _Reading:
    """One reading of a mapping: collects what is wrong, so that all of it is said at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.wrong: list[Refusal] = []

    def refuse(self, part: str, what: str, do: str) -> None:
        self.wrong.append(Refusal(self.file, None, part, what, do))

    def policy(self, mapping: Mapping[str, Any]) -> Policy:
        if not isinstance(mapping, Mapping):
            raise refuse("this is not a policy", f"state {', '.join(_PARTS)}", file=self.file)
        for part in mapping:
            if part not in _PARTS:
                self.refuse(str(part), "a policy has no such part", f"use {', '.join(_PARTS)}")
        questions = self.questions(mapping.get("questions"))
        names = [question.name for question in questions]
        stale = mapping.get("stale_after_months")
        if stale is not None and (type(stale) is not int or not 1 <= stale <= MOST_MONTHS):
            what = f"{str(stale)[:40]} is not a number of months"
            self.refuse("stale_after_months", what, f"give a whole number, 1 to {MOST_MONTHS}")
        policy = Policy(
            ref=self.text(mapping, "ref", needed=True),
            body=self.text(mapping, "body"),
            since=self.day(mapping.get("from")),
            source=self.text(mapping, "source"),
            questions=questions,
            headline=self.headline(mapping.get("headline"), names),
            words=self.words(mapping.get("words"), "words"),
            title=self.text(mapping, "title"),
            roll_up=self.roll_up(mapping.get("roll_up"), names),
            stale_after_months=stale,
            readings=self.readings(mapping.get("readings")),
        )
        if self.wrong:
            raise Refused(self.wrong)
        return policy

    def text(self, mapping: Mapping[str, Any], part: str, needed: bool = False) -> str:
        said = mapping.get(part)
        if said is None and not needed:
            return ""
        if not isinstance(said, str) or (needed and not said.strip()) or (part == "ref" and "/" in said):
            self.refuse(part, "there is no text that can be used", f"state the policy's {part} in words")
            return ""
        return " ".join(said.split())

    def day(self, said: Any) -> date | None:
        if said is None or type(said) is date:
            return said
        try:
            return date.fromisoformat(str(said))
        except ValueError:
            self.refuse("from", f"{said} is not a date", "write it as 2017-05-25")
            return None

    def words(self, said: Any, part: str) -> dict[str, str]:
        if said is None:
            return {}
        if not isinstance(said, Mapping) or not all(
            isinstance(k, str) and isinstance(v, str) for k, v in said.items()
        ):
            self.refuse(part, "this is not a list of words", "write each as `name: word`")
            return {}
        return dict(said)

    def readings(self, said: Any) -> tuple[str, ...]:
        if said is None:
            return ()
        good = isinstance(said, list) and all(
            isinstance(each, Mapping)
            and each.get("our_reading") is True
            and isinstance(each.get("what"), str)
            for each in said
        )
        if not good:
            self.refuse(
                "readings", "this is not a list of readings", "write each as `our_reading: true` and `what:`"
            )
            return ()
        return tuple(" ".join(each["what"].split()) for each in said)

    def questions(self, said: Any) -> tuple[Question, ...]:
        if isinstance(said, list) and all(isinstance(each, str) for each in said):
            said = dict.fromkeys(said)
        if not isinstance(said, Mapping) or not said:
            self.refuse("questions", "the policy asks nothing", f"ask some of {', '.join(RULE_OF)}")
            return ()
        return tuple(q for name, how in said.items() if (q := self.one_question(str(name), how)))

    def one_question(self, name: str, how: Any) -> Question | None:
        part = f"questions.{name}"
        rule = rule_of(name)
        if rule is None:
            self.refuse(part, "the question is not known", f"ask some of {', '.join(RULE_OF)}")
            return None
        how = in_full(rule, how)
        # A question's rule may be left out, or named as the question is: there is but one.
        stated = isinstance(how, Mapping) and how.get("rule", rule) in (rule, name)
        if not stated or str(how.get("version", 1)) != "1":
            self.refuse(part, "the rule or its version is not known", what_to_write(rule))
            return None
        for key in how:
            if key not in ("rule", "version", "parameters"):
                do = (
                    "write it under parameters"
                    if key in PARAMETERS[rule]
                    else "use rule, version, parameters"
                )
                self.refuse(f"{part}.{key}", "a question has no such part", do)
        parameters, complaints = parameters_of(rule, name, how.get("parameters") or {})
        for parameter, what in complaints:
            self.refuse(f"{part}.parameters.{parameter}", what, what_to_write(rule, parameter))
        return Question(name, rule, 1, parameters)

    def headline(self, said: Any, names: list[str]) -> dict[str, str]:
        headline = self.words(said, "headline")
        for kind, question in headline.items():
            if kind not in ("outcome", "performance", "activity"):
                self.refuse(
                    f"headline.{kind}",
                    "there is no such kind of measure",
                    "use outcome, performance, activity",
                )
            if question not in names:
                self.refuse(
                    f"headline.{kind}", f"the policy does not ask {question}", f"use {', '.join(names)}"
                )
        return headline

    def roll_up(self, said: Any, names: list[str]) -> RollUpRule | None:
        if said is None:
            return None
        if not isinstance(said, Mapping) or said.get("rule") != "sides" or said.get("version") != 1:
            self.refuse(
                "roll_up", "the rule or its version is not known", "write `rule: sides` and `version: 1`"
            )
            return None
        times = said.get("times", 2)
        overall = said.get("overall") or []
        counts = said.get("counts_as")
        if not isinstance(times, int) or times < 1:
            self.refuse("roll_up.times", f"{times} is not a whole number", "say how many times outnumbers")
        if not isinstance(overall, list) or any(each not in names for each in overall):
            self.refuse("roll_up.overall", "it names a question that is not asked", f"use {', '.join(names)}")
            overall = []
        if not isinstance(counts, Mapping) or any(each not in names for each in counts):
            self.refuse("roll_up.counts_as", "it names no question that is asked", f"use {', '.join(names)}")
            counts = {}
        tables = {q: self.words(table, f"roll_up.counts_as.{q}") for q, table in counts.items()}
        for question, table in tables.items():
            for side in table.values():
                if side not in ("improving", "maintaining", "mixed", "not_improving"):
                    self.refuse(
                        f"roll_up.counts_as.{question}",
                        f"{side} is no side",
                        "use improving, maintaining, mixed, not_improving",
                    )
        reading = said.get("our_reading", "")
        return RollUpRule("sides", 1, times, tables, tuple(overall), str(reading) if reading else "")
