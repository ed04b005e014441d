"""A small council with one of everything, and a person for every way to hold a role in it.

What is not public says so in one word, WHISPERED, which nobody else may read anywhere.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from goldenthread.delivery.commands.action import add_action
from goldenthread.delivery.commands.commitment import make_commitment
from goldenthread.delivery.commands.issue import IssueWords, raise_issue
from goldenthread.delivery.commands.lesson import LessonWords, write_lesson
from goldenthread.delivery.commands.milestone import add_dependency
from goldenthread.delivery.commands.risk import raise_risk
from goldenthread.delivery.commands.risk_action import add_risk_action
from goldenthread.delivery.commands.service_plan import add_priority, make_service_plan
from goldenthread.delivery.commitment_words import CommitmentWords, Standing
from goldenthread.delivery.risk_words import RiskWords
from goldenthread.delivery.sheet import ActionSheet
from goldenthread.finance.commands.version import begin_budget
from goldenthread.measures.commands import define_measure, publish_measure
from goldenthread.people.commands.council import hold_publication, set_council
from goldenthread.people.commands.invitation import Invited, invite
from goldenthread.people.commands.organisation import name_committee, name_partner, name_portfolio
from goldenthread.people.commands.service import change_service
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.role import read_role
from goldenthread.plan.commands import import_plan, publish_plan
from goldenthread.publish.commands.arranging import add_chapter
from goldenthread.publish.commands.edition import begin_edition
from goldenthread.publish.commands.wording import OwnPart, add_words
from goldenthread.publish.kinds.kind import Scope
from goldenthread.reporting.commands.measures_review import open_review
from goldenthread.reporting.commands.question import ask_question, draft_answer
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import read_period
from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.subject import Subject
from tests.areas.finance.agreed import agree
from tests.areas.finance.sample_book import LINES, sample_book
from tests.areas.publish.published import publish
from tests.areas.publish.sample import sample
from tests.areas.reporting.quarter import AREA, lay_ground, open_quarter

WHISPERED = "Nightjar"
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
YEAR = read_period("2026-04-01/P1Y")
PLAN = PlanDocument("small", "A small plan", items=(PlanItem("o1", "outcome", "Children are safe"),))
OTHER_PLAN = PlanDocument(
    "another", f"Another plan: {WHISPERED}", items=(PlanItem("o1", "outcome", f"{WHISPERED} sings"),)
)
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "strategy officer": ("strategy",),
    "strategy officer of the plan": ("strategy:plan/small",),
    "strategy officer of another plan": ("strategy:plan/another",),
    "performance officer": ("performance",),
    "lead of the service": ("service_lead:service/care",),
    "lead of the directorate above": ("service_lead:service/people",),
    "lead of another service": ("service_lead:service/roads",),
    "approver of the service": ("approver:service/care",),
    "approver of the directorate above": ("approver:service/people",),
    "approver of another service": ("approver:service/roads",),
    "programme officer": ("programme",),
    "finance officer": ("finance",),
    "engagement officer": ("engagement",),
    "democratic services": ("democratic_services",),
    "Cabinet Member of the portfolio": ("cabinet_member:portfolio/health",),
    "Cabinet Member of another portfolio": ("cabinet_member:portfolio/highways",),
    "councillor": ("councillor",),
    "councillor of a committee": ("councillor:committee/scrutiny",),
    "councillor of a district": (f"councillor:area/{AREA}",),
    "partner": ("partner:partner/nhs",),
    "another partner": ("partner:partner/police",),
    "auditor": ("auditor",),
    "administrator": ("administrator",),
    "nobody yet": (),
    "closed account": ("administrator", "performance", "strategy"),
}
PUBLIC = "public"
EVERYBODY = (PUBLIC, *PEOPLE)


def lay_council() -> Mapping[str, Any]:
    """One of everything; what stands in addresses, by its name."""
    set_council(
        None,
        CouncilFacts("shire", "Shire", "A good life", AREA, "kent-annual-report-2017", "small", "#00557f"),
    )
    name_committee(None, "scrutiny", "Scrutiny")
    name_portfolio(None, "health", "Health", "scrutiny")
    name_portfolio(None, "highways", "Highways")
    name_partner(None, "nhs", "NHS")
    name_partner(None, "police", "Police")
    for document in (PLAN, OTHER_PLAN):
        import_plan(None, document)
    publish_plan(None, "small")
    lay_ground()
    change_service(None, "care", portfolio="health", from_day=date(2026, 1, 1))
    slug = define_measure(None, Measure("secret", f"{WHISPERED} measure", "%"))
    publish_measure(None, "reviews")
    period = open_quarter()
    made = {"slug": "reviews", "secret": slug, "period": period} | _lay_work() | _lay_talk()
    made |= {"hold": _hold(), "invitation": _invite(), "edition": publish(sample()).ref}
    made |= {"budget": _lay_budgets()}
    return made | {"draft": _begin_edition()}


def _lay_budgets() -> str:
    """One agreed, whose libraries are of the service that people here run, and a draft; both unpublished."""
    lines = tuple(replace(line, service="care") if line.ref == "libraries" else line for line in LINES)
    agree(begin_budget(None, sample_book(ref="agreed", title=f"{WHISPERED} agreed", lines=lines)))
    return begin_budget(None, sample_book(title=f"{WHISPERED} budget"))


def _lay_work() -> dict[str, Any]:
    make_service_plan(None, "care-plan", "care", YEAR, f"{WHISPERED} plan")
    priority = add_priority(None, "care-plan", f"{WHISPERED} priority")
    add_action(None, ActionSheet("quiet", f"{WHISPERED} action", "care", plan="care-plan"))
    add_dependency(None, "care-2", "other", f"{WHISPERED} permit")
    risk = raise_risk(None, RiskWords(f"{WHISPERED} risk", "care", 3, 3, cause="A", event="B", effect="C"))
    step = add_risk_action(None, risk, f"{WHISPERED} step")
    issue = raise_issue(None, IssueWords(f"{WHISPERED} issue", "care"))
    lesson = write_lesson(None, LessonWords(f"{WHISPERED} lesson", "care", "It was late", "Start sooner"))
    return {"priority": priority, "risk": risk, "step": step, "issue": issue, "lesson": lesson}


def _lay_talk() -> dict[str, Any]:
    words = CommitmentWords("from_partner", "nhs", "Share a building", service="care")
    commitment = make_commitment(None, words)
    make_commitment(None, replace(words, partner="police", title=f"{WHISPERED} with the police"), Standing())
    asker = User.objects.create(username="asker")
    RoleHeld.objects.create(user=asker, role="councillor")
    asker = User.objects.get(pk=asker.pk)
    question = ask_question(asker, Subject("council", ""), "health", "When does it open?", NOW)
    draft_answer(None, question, f"{WHISPERED} draft", 1)
    return {
        "commitment": commitment,
        "question": question,
        "year": open_review(None, YEAR, "The year's review"),
    }


def _begin_edition() -> str:
    """A draft that nobody has frozen, with a chapter of its editor's own."""
    ref = begin_edition(None, "plan", "quiet-edition", Scope(plan="small"), f"{WHISPERED} edition")
    chapter = add_chapter(None, ref, "Foreword")
    add_words(None, ref, chapter, "words", OwnPart("", f"{WHISPERED} words"))
    return ref


def _hold() -> int:
    from goldenthread.people.queries.publication import publication_holds

    later = timezone.localdate() + timedelta(days=900)
    hold_publication(None, "An election", later, later)
    return publication_holds()[0].number


def _invite() -> str:
    return invite(
        None, Invited("newcomer", "new@shire.example", ("finance",)), lambda key: key, timezone.now()
    )


def lay_people() -> dict[str, User]:
    """Somebody for every way to hold a role."""
    for name, roles in PEOPLE.items():
        user = User.objects.create(username=name.replace(" ", "-"), is_active=name != "closed account")
        held = [read_role(role) for role in roles]
        RoleHeld.objects.bulk_create(
            RoleHeld(user=user, role=each.role, scope_kind=each.kind, scope_ref=each.ref) for each in held
        )
    return {name: User.objects.get(username=name.replace(" ", "-")) for name in PEOPLE}
