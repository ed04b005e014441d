"""Who may read and change service plans and actions, what stands in their way, and what was promised."""

from collections.abc import Iterable

from goldenthread.people.access import (
    Viewer,
    holds_over,
    is_approver,
    is_partner,
    is_performance_officer,
    is_programme_officer,
    is_service_lead,
    is_strategy_officer,
    reads_everything,
    scopes_of,
)
from goldenthread.rules.subject import Subject

Subjects = Iterable[Subject]
"""What a role may be held over so that it reaches a service: itself and everything above it."""


def may_read_delivery(user: Viewer) -> bool:
    """Every officer, and the auditor, may read service plans and actions before the public does."""
    return bool(reads_everything.test(user))


def may_write_service_plan(user: Viewer, subjects: Subjects) -> bool:
    """Leads and approvers write the plans of their services; performance officers those of any."""
    over = tuple(subjects)
    return may_agree_service_plan(user, over) or holds_over(user, "service_lead", over)


def may_agree_service_plan(user: Viewer, subjects: Subjects) -> bool:
    """Approvers agree, publish and close the plans of their services; performance officers those of any."""
    return bool(is_performance_officer.test(user)) or holds_over(user, "approver", subjects)


def may_change_action(user: Viewer, subjects: Subjects) -> bool:
    """Who writes a service's plan changes its actions; programme officers change any."""
    return bool(is_programme_officer.test(user)) or may_write_service_plan(user, subjects)


def may_report_action(user: Viewer, subjects: Subjects) -> bool:
    """Who changes an action says how it stands, as a return does once it is approved."""
    return may_change_action(user, subjects)


def may_import_actions(user: Viewer) -> bool:
    """Who writes any service's actions brings them in by file; each row is asked of its own service."""
    anywhere = is_performance_officer | is_programme_officer | is_service_lead | is_approver
    return bool(anywhere.test(user))


def may_say_who_delivers(user: Viewer, plan: str) -> bool:
    """Strategy officers of the plan, programme and performance officers say who delivers its items."""
    whole = is_programme_officer | is_performance_officer
    return bool(whole.test(user)) or holds_over(user, "strategy", [Subject("plan", plan)])


keeps_every_commitment = is_performance_officer | is_programme_officer | is_strategy_officer


def may_see_risks(user: Viewer) -> bool:
    """Every officer, and the auditor, reads risks, opportunities, issues and lessons."""
    return bool(reads_everything.test(user))


def may_keep_risks(user: Viewer, subjects: Subjects) -> bool:
    """Leads and approvers keep risks, issues and lessons of their services; performance and programme any."""
    return bool((is_performance_officer | is_programme_officer).test(user)) or _runs(user, subjects)


def may_import_risks(user: Viewer) -> bool:
    """Who keeps any service's risks brings them in by file; each row is asked of its own service."""
    anywhere = is_performance_officer | is_programme_officer | is_service_lead | is_approver
    return bool(anywhere.test(user))


def may_see_commitments(user: Viewer) -> bool:
    """Every officer, and the auditor, reads every commitment; a partner those with that partner."""
    return bool((reads_everything | is_partner).test(user))


def may_see_commitments_with(user: Viewer, partner: str) -> bool:
    """Every officer, and the auditor, reads what was promised to anyone; a partner what concerns it alone."""
    return bool(reads_everything.test(user)) or _is_the_partner(user, partner)


def may_keep_commitments(user: Viewer, subjects: Subjects) -> bool:
    """Leads and approvers keep commitments of their services; performance, programme and strategy any."""
    return bool(keeps_every_commitment.test(user)) or _runs(user, subjects)


def may_update_commitments(user: Viewer, partner: str, subjects: Subjects) -> bool:
    """Whoever keeps a commitment says how it stands, and so does the partner it is with."""
    return may_keep_commitments(user, subjects) or _is_the_partner(user, partner)


def may_take_commitments(user: Viewer) -> bool:
    """Performance, programme and strategy officers take commitments and asks from a plan."""
    return bool(keeps_every_commitment.test(user))


def may_import_commitments(user: Viewer) -> bool:
    """Who keeps any service's commitments brings them in by file; each row is asked of its own service."""
    return bool((keeps_every_commitment | is_service_lead | is_approver).test(user))


def may_publish_commitments(user: Viewer) -> bool:
    """Performance, programme and strategy officers publish commitments and asks."""
    return bool(keeps_every_commitment.test(user))


def _runs(user: Viewer, subjects: Subjects) -> bool:
    over = tuple(subjects)
    return holds_over(user, "service_lead", over) or holds_over(user, "approver", over)


def _is_the_partner(user: Viewer, partner: str) -> bool:
    return Subject("partner", partner) in scopes_of(user, "partner")
