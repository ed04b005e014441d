"""The sections of the home page. Each is a function of what is asked; one more is one line in SECTIONS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.urls import reverse

from goldenthread.delivery.commitment_sheet import CommitmentSheet
from goldenthread.delivery.queries.commitment import commitments
from goldenthread.finance.queries.saving import month_due, savings_unanswered
from goldenthread.finance.queries.virement import budget_to_watch
from goldenthread.finance.queries.waiting import budget_waiting
from goldenthread.kit.format import count_of, day, money
from goldenthread.people.access import (
    Officer,
    is_democratic_services,
    is_partner,
    is_performance_officer,
    scopes_of,
)
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.queries.home import Duty, Waiting, reached
from goldenthread.reporting.queries.period import under_way
from goldenthread.reporting.queries.question import questions
from goldenthread.rules.monitoring import month_name

MOST = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose home it is, the organisation, what waits about returns, and the moment."""

    who: Officer
    tree: ServiceTree
    waiting: Waiting
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that waits, with its one button. `state` says by when; `late` makes it stand out."""

    action: str
    title: str
    href: str
    state: str
    hint: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the home page: its heading, and what waits beneath it."""

    key: str
    title: str
    jobs: tuple[Job, ...]


def owed(asked: Asked) -> Section | None:
    """Returns that the person owes."""
    jobs = [_return(each, asked.today, "Fill in", _left(each)) for each in asked.waiting.owed]
    return _section("owed", "What you owe", jobs)


def sent_back(asked: Asked) -> Section | None:
    """Returns that came back, each with the reason."""
    jobs = [
        _return(each, asked.today, "Correct", f"{each.by or 'The council'}: {each.reason}")
        for each in asked.waiting.sent_back
    ]
    return _section("back", "Sent back to you", jobs)


def to_approve(asked: Asked) -> Section | None:
    """Returns that wait for the person's approval."""
    jobs = [
        _return(each, asked.today, "Approve", f"Submitted by {each.by}" if each.by else "")
        for each in asked.waiting.to_approve
    ]
    return _section("approve", "For you to approve", jobs)


def commitments_due(asked: Asked) -> Section | None:
    """A partner's own commitments that are going on, late first."""
    if not is_partner.test(asked.who):
        return None
    found = commitments(asked.who, asked.tree, asked.today, asked.now)
    jobs = [
        Job(
            "Update",
            each.title,
            reverse("officer-commitment", args=[each.ref]),
            _when(each, asked.today),
            each.standing.next_step,
            late=each.is_late(asked.today),
        )
        for each in found[:MOST]
    ]
    return _section("commitments", "Your commitments", jobs)


def questions_waiting(asked: Asked) -> Section | None:
    """Questions without an answer: for the Cabinet Member who answers, and for those who draft for them.

    Democratic services see every one; leads and approvers those of the portfolios their services are in.
    """
    who = asked.who
    answers = {scope.ref for scope in scopes_of(who, "cabinet_member")}
    led = reached(who, "service_lead", asked.tree) | reached(who, "approver", asked.tree)
    drafts = {asked.tree.portfolio(ref) for ref in led}
    drafts_all = is_democratic_services.test(who)
    if not (answers or drafts or drafts_all):
        return None
    found = [
        each
        for each in questions(who, asked.now, waiting=True)
        if each.portfolio in answers or drafts_all or (each.portfolio in drafts and not each.draft)
    ]
    jobs = [
        Job(
            "Answer" if each.portfolio in answers else "Draft an answer",
            each.text[:120],
            reverse("question", args=[each.number]),
            each.standing,
            f"From {each.asked_by}",
        )
        for each in found[:MOST]
    ]
    return _section("questions", "Questions to answer", jobs)


def savings_to_answer(asked: Asked) -> Section | None:
    """Savings of the person's services that nobody has answered for since the last quarter ended."""
    led = reached(asked.who, "service_lead", asked.tree) | reached(asked.who, "approver", asked.tree)
    budget = budget_to_watch(asked.who, asked.today) if led else None
    month = month_due(budget.first, asked.today) if budget else None
    if budget is None or month is None:
        return None
    jobs = [
        Job(
            "Answer",
            title,
            f"{reverse('budget-saving', args=[budget.first, ref])}#answer",
            f"For the end of {month_name(budget.first, month)}",
            asked.tree.title(service),
        )
        for ref, title, service in savings_unanswered(budget, led, month)[:MOST]
    ]
    return _section("savings", "Savings to answer for", jobs)


def budgets_to_keep(asked: Asked) -> Section | None:
    """For whoever keeps budgets: drafts that do not balance, statements to sign, and a month to monitor."""
    found = budget_waiting(asked.who, asked.today)
    if found is None:
        return None
    jobs = [
        Job(
            "Open the draft",
            each.title,
            reverse("budget", args=[each.ref]),
            f"{money(abs(each.gap).quantize(Decimal(1)))} {'short' if each.gap > 0 else 'over'}",
            "A draft that does not balance",
        )
        for each in found.drafts[:MOST]
    ]
    jobs += [
        Job("Sign", title, reverse("budget-robustness", args=[ref]), "Not signed", "Estimates and reserves")
        for ref, title in found.unsigned[:MOST]
    ]
    if found.month:
        when = month_name(found.year, found.month)
        hint = "No figures of the month are in"
        jobs.append(
            Job("Monitor", f"Spending to the end of {when}", reverse("budget-monitoring"), "Due", hint)
        )
    return _section("budgets", "Budgets", jobs)


def quarters(asked: Asked) -> Section | None:
    """The quarters under way, for the performance team: what is in and what is late."""
    if not is_performance_officer.test(asked.who):
        return None
    jobs = [
        Job(
            "Open the desk",
            each.title,
            reverse("desk", args=[each.ref]),
            f"{count_of(each.late, 'return')} late" if each.late else f"Due {day(each.due)}",
            f"{each.approved} of {count_of(each.returns, 'return')} approved",
            late=bool(each.late),
        )
        for each in under_way(asked.today)
    ]
    return _section("quarter", "The quarter", jobs)


SECTIONS: Final[tuple[Callable[[Asked], Section | None], ...]] = (
    sent_back,
    owed,
    to_approve,
    quarters,
    commitments_due,
    questions_waiting,
    savings_to_answer,
    budgets_to_keep,
)


def _section(key: str, title: str, jobs: Iterable[Job]) -> Section | None:
    found = tuple(jobs)
    return Section(key, title, found) if found else None


def _return(duty: Duty, today: date, action: str, hint: str) -> Job:
    late = duty.days_late(today)
    address = reverse("return", args=[duty.period, duty.service])
    state = f"{count_of(late, 'day')} late" if late else f"By {day(duty.due)}"
    title = f"{duty.title}, {duty.period_title}"
    return Job(action, title, f"{address}#begin", state, hint, late=bool(late))


def _left(duty: Duty) -> str:
    if duty.left == 0:
        return "Everything is entered: check it and submit"
    if duty.left == duty.rows:
        return f"{count_of(duty.rows, 'question')}, not begun"
    return f"{duty.left} of {count_of(duty.rows, 'question')} left"


def _when(each: CommitmentSheet, today: date) -> str:
    """Its own day, or that of its next step where that has passed and its own has not."""
    step, due = each.standing.next_step_due, each.words.due
    if step and each.step_is_late(today) and not each.is_overdue(today):
        return f"Next step was due {day(step)}"
    if due is None:
        return "No date"
    return f"{'Was due' if each.is_overdue(today) else 'By'} {day(due)}"
