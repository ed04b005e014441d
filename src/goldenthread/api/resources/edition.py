"""Published editions: reports as they were frozen, with their facts and their files."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import Asked, PageAsked, Whole
from goldenthread.api.problem import Refusal, not_found
from goldenthread.api.schema import PERIOD, said
from goldenthread.publish.document import plain
from goldenthread.publish.fact import Fact
from goldenthread.publish.queries.public import (
    Issue,
    PublicEdition,
    Withdrawal,
    published_edition,
    published_editions,
)
from goldenthread.publish.views.address import Address

router = Router(tags=["Reports"])

CHECKSUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class WithdrawnOut(Schema):
    """Why an edition is not to be read any more."""

    at: datetime = said("When it was withdrawn.", "2026-06-01T09:00:00Z")
    order: str = said("By whose order.", "Decision of the Monitoring Officer")
    reason: str = said("The reason that was given.", "It named a person")


class EditionOut(Schema):
    """A published report: it never changes; a correction is a further issue."""

    ref: str = said("Its ref.", "annual-report-2017")
    kind: str = said("What kind of report it is.", "annual-report")
    title: str = said("Its title.", "Annual Report 2017")
    subtitle: str = said("What stands beneath the title.", "")
    period: str = said("What it covers, in words.", "2016/17")
    published: datetime = said("When it was published.", "2026-05-01T09:00:00Z")
    issue: int = said("The number of the issue that counts; each after the first is a correction.", 1)
    withdrawn: WithdrawnOut | None = Field(..., description="null where it may be read.")
    page: str = said("Its page on the site.", "/editions/annual-report-2017/")


class FileOut(Schema):
    """A file of an issue, and how to check that it is whole."""

    name: str = said("Its name.", "data/facts.csv")
    sha256: str = said("The SHA-256 of its bytes.", CHECKSUM)
    address: str = said("Where it is.", "/editions/annual-report-2017/files/data/facts.csv")


class IssueOut(Schema):
    """An issue of an edition, as it was frozen."""

    number: int = said("Its number.", 1)
    frozen_at: datetime = said("When it was frozen.", "2026-04-30T16:00:00Z")
    reason: str = said("Why it was made; empty for the first.", "")
    files: list[FileOut] = Field(..., description="Every file of it: its manifest.")


class EditionWhole(EditionOut):
    """A published report with its issues and their files."""

    issues: list[IssueOut] = Field(..., description="The first to the latest; none where it is withdrawn.")


class FactOut(Schema):
    """One thing that a report states as fact, and what it rests on."""

    key: str = said("What finds the same fact elsewhere.", "verdict/neet-16-17/E10000016//direction_1y")
    about: str = said("What it is a fact of.", "16 and 17 year olds in none of the three, over one year")
    text: str = said("How it reads.", "Improving: 2.8% in 2017, 3.0% in 2016.")
    value: str = said("The exact number; empty where it is words.", "2.8")
    unit: str = said("The number's unit.", "%")
    period: str = said(PERIOD, "2017-01-01/P1Y")
    verdict: str = said("The verdict; empty where it is none.", "improving")
    reason: str = said("Why there is no verdict, as a code.", "")
    change: str = said("The exact change.", "-0.2")
    status: str = said("The figure's status.", "normal")
    rule: str = said("The policy, the rule and its version.", "kent-annual-report-2017/variance@1")
    releases: list[str] = said("The releases that it comes from.", ["kent-2017"])


class DocumentOut(Schema):
    """A whole report, as it was frozen: chapters of blocks, and facts."""

    model_config = ConfigDict(extra="allow")

    ref: str = said("The edition's ref.", "annual-report-2017")
    kind: str = said("What kind of report it is.", "annual-report")
    title: str = said("Its title.", "Annual Report 2017")
    language: str = said("The language that it is written in.", "en-GB")
    as_of: str = said("The day that it was judged on.", "2017-10-19")
    known_at: str = said("The moment whose knowledge it shows.", "2026-04-30T16:00:00+00:00")
    policy: str = said("The policy that judged it.", "kent-annual-report-2017")
    issue: int = said("The number of the issue.", 1)
    chapters: list[dict[str, Any]] = said(
        "Its chapters, each with its blocks; `is` names what a block is.",
        [{"is": "Chapter", "ref": "outcome-1", "title": "Outcome 1", "blocks": [], "summary": ""}],
    )
    facts: list[dict[str, Any]] = said(
        "Every fact that it states.",
        [{"is": "Fact", "key": "figure/neet-16-17", "about": "…", "text": "2.8%"}],
    )


class IssueAsked(Asked):
    """Of which issue."""

    issue: Whole = Field(0, ge=0, le=10_000, description="The issue's number; 0 is the latest.", examples=[0])


class FactsAsked(PageAsked):
    """Which facts, and of which issue."""

    issue: Whole = Field(0, ge=0, le=10_000, description="The issue's number; 0 is the latest.", examples=[0])
    text: str = Field(
        "", max_length=200, description="Only those with this in their key or words.", examples=["neet-16-17"]
    )


@router.get("/editions", response=Page[EditionOut], url_name="api-editions", operation_id="editions")
def editions(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """Editions

    Every published report, the newest first, withdrawn ones with them.
    """
    return page_of(request, asked, published_editions(reader_in(request).now), _row)


@router.get("/editions/{slug:edition}", response=EditionWhole, url_name="api-edition", operation_id="edition")
def edition(request: HttpRequest, edition: str) -> dict[str, Any]:
    """One edition

    Its issues, each with its files and their checksums.
    """
    found = _edition(edition, request)
    issues = () if found.withdrawn else found.issues
    return _row(found) | {"issues": [_issue(found, each) for each in issues]}


@router.get(
    "/editions/{slug:edition}/facts",
    response=Page[FactOut],
    url_name="api-facts",
    operation_id="facts",
)
def facts(request: HttpRequest, edition: str, asked: Query[FactsAsked]) -> dict[str, Any]:
    """An edition's facts

    Everything that the report states, with what each rests on, in the report's order.
    """
    found, words = _readable(edition, asked.issue, request).document.facts, asked.text.casefold()
    wanted = [each for each in found if words in f"{each.key} {each.about} {each.text}".casefold()]
    return page_of(request, asked, wanted, _fact)


@router.get(
    "/editions/{slug:edition}/document",
    response=DocumentOut,
    url_name="api-document",
    operation_id="document",
)
def document(request: HttpRequest, edition: str, asked: Query[IssueAsked]) -> dict[str, Any]:
    """An edition's document

    The whole report: chapters of blocks, each with its class under `is`, and every fact. All forms of the
    report are made from this.
    """
    found: dict[str, Any] = plain(_readable(edition, asked.issue, request).document)
    return found


def _edition(ref: str, request: HttpRequest) -> PublicEdition:
    found = published_edition(ref, reader_in(request).now)
    if found is None:
        raise not_found("edition")
    return found


def _readable(ref: str, number: int, request: HttpRequest) -> Issue:
    """The issue asked for. Raises a problem 410 where the edition is withdrawn."""
    found = _edition(ref, request)
    if found.withdrawn:
        raise Refusal(410, f"It was withdrawn: {found.withdrawn.reason}")
    issue = found.issue(number)
    if issue is None:
        raise not_found("issue of this edition")
    return issue


def _row(edition: PublicEdition) -> dict[str, Any]:
    cover = edition.cover
    return {
        "ref": edition.ref,
        "kind": edition.kind,
        "title": cover.title,
        "subtitle": cover.subtitle,
        "period": cover.period,
        "published": edition.published_at,
        "issue": edition.latest.number,
        "withdrawn": _withdrawn(edition.withdrawn),
        "page": Address(edition.ref).cover,
    }


def _withdrawn(withdrawal: Withdrawal | None) -> dict[str, Any] | None:
    if withdrawal is None:
        return None
    return {"at": withdrawal.at, "order": withdrawal.order, "reason": withdrawal.reason}


def _issue(edition: PublicEdition, issue: Issue) -> dict[str, Any]:
    at = Address(edition.ref, issue.number)
    files = [
        {"name": name, "sha256": checksum, "address": at.file(name)}
        for name, checksum in sorted(issue.manifest.items())
    ]
    return {
        "number": issue.number,
        "frozen_at": issue.frozen_at,
        "reason": issue.reason,
        "files": files,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in FactOut.model_fields if name != "releases"} | {
        "releases": list(fact.releases)
    }
