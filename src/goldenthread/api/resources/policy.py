"""Policies: by which rules and in which words the council judges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.problem import not_found
from goldenthread.api.schema import said
from goldenthread.people.queries.policy import policies as every_policy
from goldenthread.rules.policy import Policy
from goldenthread.thread import policy_page
from goldenthread.thread.policy_page import AskedQuestion

router = Router(tags=["Policies"], by_alias=True)


class PolicyOut(Schema):
    """A policy, dated and sourced."""

    ref: str = said("Its ref.", "kent-annual-report-2017")
    title: str = said("Its title.", "Kent's Strategic Statement Annual Report 2017")
    body: str = said("Whose it is.", "Kent County Council")
    from_: date | None = said("The day from which it counts.", "2017-10-19", alias="from")
    source: str = said("Where it is written.", "Annual Report 2017, page 4")


class QuestionOut(Schema):
    """One question that a policy asks."""

    question: str = said("Its name in the tables.", "direction_1y")
    title: str = said("The question in words.", "Is it better than a year earlier?")
    rule: str = said("The rule that answers it.", "variance")
    version: int = said("The rule's version.", 1)
    parameters: dict[str, Any] = said("The rule's numbers.", {"tolerance": "5%"})
    rule_in_words: str = said("The rule in words.", "More than 5% better than a year before is improving.")
    words: dict[str, str] = said("The policy's word for each verdict.", {"improving": "Improving"})


class PolicyWhole(PolicyOut):
    """A policy with its rules."""

    questions: list[QuestionOut] = Field(..., description="What it asks of every measure.")
    headline: dict[str, str] = said(
        "The question shown first, by kind of measure.", {"outcome": "direction_1y"}
    )
    readings: list[str] = said("Where the policy's own text leaves something open, how it is read.", [])
    in_force: list[str] = said("The days between which the council judges by it.", ["2017-10-19/.."])


@router.get("/policies", response=Page[PolicyOut], url_name="api-policies", operation_id="policies")
def policies(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """Policies

    Every policy that is here, the oldest first.
    """
    reader_in(request)
    found = sorted(every_policy(), key=lambda each: (each.since or date.min, each.ref))
    return page_of(request, asked, found, _row)


@router.get("/policies/{slug:ref}", response=PolicyWhole, url_name="api-policy", operation_id="policy")
def policy(request: HttpRequest, ref: str) -> dict[str, Any]:
    """One policy

    Its questions, the rule and the numbers that answer each, and its words.
    """
    page = policy_page.read(ref, reader_in(request))
    if page is None:
        raise not_found("policy")
    spans = [f"{each.since or '..'}/{each.until or '..'}" for each in page.in_force]
    return _row(page.policy) | {
        "questions": [_question(each) for each in page.questions],
        "headline": dict(page.policy.headline),
        "readings": list(page.policy.readings),
        "in_force": spans,
    }


def _row(policy: Policy) -> dict[str, Any]:
    return {
        "ref": policy.ref,
        "title": policy.title,
        "body": policy.body,
        "from": policy.since,
        "source": policy.source,
    }


def _question(asked: AskedQuestion) -> dict[str, Any]:
    return {
        "question": asked.question.name,
        "title": asked.title,
        "rule": asked.question.rule,
        "version": asked.question.version,
        "parameters": {name: _plain(value) for name, value in asked.question.parameters.items()},
        "rule_in_words": asked.words,
        "words": dict(asked.verdicts),
    }


def _plain(value: Any) -> Any:
    """A parameter as JSON carries it: exact numbers are text."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | int | str | None) else str(value)
