"""Who may do what with people, services, holds and the trail; and how access is asked everywhere."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from rules.predicates import Predicate

from goldenthread.people.models import User
from goldenthread.rules.subject import Subject

Viewer = User | AnonymousUser
Officer = User

ROLES = {
    "strategy": "Strategy officer: writes and publishes plans",
    "performance": "Performance officer: keeps measures, imports observations, runs the quarter",
    "service_lead": "Service lead: answers for a service's measures and actions",
    "approver": "Approver: a head of service who approves returns or sends them back",
    "programme": "Programme officer: keeps the change programme and who delivers what",
    "finance": "Finance officer: keeps the budget and the medium-term plan",
    "engagement": "Engagement officer: reads everything that the plan and the quarter hold",
    "democratic_services": "Democratic services: looks after members' questions and committees",
    "cabinet_member": "Cabinet Member: answers for a portfolio",
    "councillor": "Councillor: reads by portfolio, committee and district, and asks questions",
    "partner": "Partner: keeps its own commitments up to date",
    "auditor": "Auditor: reads everything, with the trail, and changes nothing",
    "administrator": "Administrator: adds people, keeps services and sets up the council",
}

SCOPES = {
    "strategy": ("", "plan"),
    "performance": ("",),
    "service_lead": ("service",),
    "approver": ("service",),
    "programme": ("",),
    "finance": ("",),
    "engagement": ("",),
    "democratic_services": ("",),
    "cabinet_member": ("portfolio",),
    "councillor": ("", "committee", "area"),
    "partner": ("partner",),
    "auditor": ("",),
    "administrator": ("",),
}
"""What each role may be held over; the empty one is the whole council."""


class NotAllowed(PermissionDenied):
    """The person does not hold a role that may do this."""


def require(allowed: bool, act: str) -> None:
    """Raise NotAllowed unless the person is allowed the act, named as `edit plans` is."""
    if not allowed:
        raise NotAllowed(f"Your roles do not let you {act}. Ask an administrator if you need to.")


def holds(role: str) -> Predicate:
    """The predicate that a person holds the role over anything; predicates combine with `|`, `&` and `~`."""

    def asked(user: Viewer) -> bool:
        return isinstance(user, User) and role in user.roles

    return Predicate(asked, name=f"holds the role {role}")


def holds_over(user: Viewer, role: str, subjects: Iterable[Subject]) -> bool:
    """Whether the person holds the role over one of the subjects, or over the whole council."""
    if not isinstance(user, User):
        return False
    return any(not scope.kind or scope in set(subjects) for scope in scopes_of(user, role))


def scopes_of(user: Viewer, role: str) -> tuple[Subject, ...]:
    """What the person holds the role over, one each; `Subject("", "")` is the whole council."""
    if not isinstance(user, User):
        return ()
    return tuple(Subject(held.scope_kind, held.scope_ref) for held in user.held if held.role == role)


is_strategy_officer = holds("strategy")
is_performance_officer = holds("performance")
is_service_lead = holds("service_lead")
is_approver = holds("approver")
is_programme_officer = holds("programme")
is_finance_officer = holds("finance")
is_engagement_officer = holds("engagement")
is_democratic_services = holds("democratic_services")
is_cabinet_member = holds("cabinet_member")
is_councillor = holds("councillor")
is_partner = holds("partner")
is_auditor = holds("auditor")
is_administrator = holds("administrator")
is_officer = (
    is_strategy_officer
    | is_performance_officer
    | is_service_lead
    | is_approver
    | is_programme_officer
    | is_finance_officer
    | is_engagement_officer
    | is_democratic_services
    | is_administrator
)
is_member = is_cabinet_member | is_councillor
reads_everything = is_officer | is_auditor
is_known = reads_everything | is_member | is_partner


def may_see_trail(user: Viewer) -> bool:
    """Every officer, and the auditor, may see who did what."""
    return bool(reads_everything.test(user))


def may_hold_publication(user: Viewer) -> bool:
    """Strategy officers of the whole council and administrators may stop all publishing, and let it go on."""
    return holds_over(user, "strategy", ()) or bool(is_administrator.test(user))


def may_set_council(user: Viewer) -> bool:
    """Administrators may change the council's facts."""
    return bool(is_administrator.test(user))


def may_add_officer(user: Viewer) -> bool:
    """Administrators may invite people, give them roles and a password, and close accounts."""
    return bool(is_administrator.test(user))


def may_keep_services(user: Viewer) -> bool:
    """Administrators and performance officers keep services, portfolios, committees and partners."""
    return bool((is_administrator | is_performance_officer).test(user))


def may_keep_letters(user: Viewer) -> bool:
    """Administrators and performance officers see which letters went out, and have failed ones sent again."""
    return bool((is_administrator | is_performance_officer).test(user))
