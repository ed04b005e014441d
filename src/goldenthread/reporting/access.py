"""Who may do what with the quarter: its periods and its returns."""

from collections.abc import Iterable

from goldenthread.people.access import (
    Viewer,
    holds_over,
    is_approver,
    is_democratic_services,
    is_member,
    is_performance_officer,
    is_service_lead,
    is_strategy_officer,
    reads_everything,
)
from goldenthread.rules.subject import Subject


def may_plan_period(user: Viewer) -> bool:
    """Performance officers may plan a reporting period and its dates."""
    return bool(is_performance_officer.test(user))


def may_open_period(user: Viewer) -> bool:
    """Performance officers may open a reporting period, and so ask every service for its return."""
    return bool(is_performance_officer.test(user))


def may_close_period(user: Viewer) -> bool:
    """Performance officers may close a reporting period; what is not in then waits."""
    return bool(is_performance_officer.test(user))


def may_publish_period(user: Viewer) -> bool:
    """Performance officers may publish a reporting period that is closed."""
    return bool(is_performance_officer.test(user))


def may_read_return(user: Viewer) -> bool:
    """Every officer, and the auditor, may read returns."""
    return bool(reads_everything.test(user))


def may_fill_return(user: Viewer, subjects: Iterable[Subject]) -> bool:
    """Leads of the service, or of what it stands beneath, and performance officers may fill in its return."""
    return bool(is_performance_officer.test(user)) or holds_over(user, "service_lead", subjects)


def may_hand_over_workbook(user: Viewer) -> bool:
    """Whoever may fill in some return may fill it in as a workbook; each row is asked of its own service."""
    return bool((is_performance_officer | is_service_lead).test(user))


def may_submit_return(user: Viewer, subjects: Iterable[Subject]) -> bool:
    """Whoever may fill in a return may submit it."""
    return may_fill_return(user, subjects)


def may_approve_return(user: Viewer, subjects: Iterable[Subject], submitted_by: str = "") -> bool:
    """Approvers over the service may approve its return or send it back, but never one they submitted."""
    return holds_over(user, "approver", subjects) and (
        not submitted_by or getattr(user, "username", "") != submitted_by
    )


def may_unlock_return(user: Viewer) -> bool:
    """Performance officers may open one return of a closed period for late entry, with a reason."""
    return bool(is_performance_officer.test(user))


def may_see_desk(user: Viewer) -> bool:
    """Every officer, and the auditor, may see the performance desk and the report before it is published."""
    return bool(reads_everything.test(user))


def may_remind(user: Viewer) -> bool:
    """Performance officers may remind services of the returns they owe."""
    return bool(is_performance_officer.test(user))


def may_edit_report(user: Viewer) -> bool:
    """Performance officers may write the report's words and set its running order until it is published."""
    return bool(is_performance_officer.test(user))


def may_correct_figure(user: Viewer) -> bool:
    """Performance officers may correct a figure after it was published, with a reason."""
    return bool(is_performance_officer.test(user))


def may_read_member_pages(user: Viewer) -> bool:
    """Members read by portfolio, committee and district; so do officers and the auditor."""
    return bool((is_member | reads_everything).test(user))


def may_ask(user: Viewer) -> bool:
    """Councillors and Cabinet Members may put a question to a Cabinet Member."""
    return bool(is_member.test(user))


def may_draft_answer(user: Viewer) -> bool:
    """Democratic services, performance officers, leads and approvers may draft an answer."""
    drafts = is_democratic_services | is_performance_officer | is_service_lead | is_approver
    return bool(drafts.test(user))


def may_answer(user: Viewer, portfolio: str) -> bool:
    """The Cabinet Member for the portfolio answers, and nobody else."""
    return holds_over(user, "cabinet_member", [Subject("portfolio", portfolio)])


def may_read_draft(user: Viewer, portfolio: str) -> bool:
    """A draft is for officers, the auditor, and the Cabinet Member who is to answer."""
    return bool(reads_everything.test(user)) or may_answer(user, portfolio)


def may_publish_question(user: Viewer) -> bool:
    """Democratic services may publish a question that is answered."""
    return bool(is_democratic_services.test(user))


def may_review_measures(user: Viewer) -> bool:
    """Performance and strategy officers may propose what becomes of measures in the yearly review."""
    return bool((is_performance_officer | is_strategy_officer).test(user))


def may_agree_review(user: Viewer) -> bool:
    """Performance officers and democratic services record that Cabinet agreed the review."""
    return bool((is_performance_officer | is_democratic_services).test(user))


def may_begin_review(user: Viewer) -> bool:
    """Performance officers open the year with the measures that Cabinet agreed."""
    return bool(is_performance_officer.test(user))
