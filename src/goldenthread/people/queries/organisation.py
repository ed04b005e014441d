"""Portfolios, committees and partners; what a service was through the years; and who holds a role."""

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.people.models import Committee, Partner, Portfolio, RoleHeld, Service, ServiceState
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class CommitteeSheet:
    """A committee of members."""

    ref: str
    title: str


@dataclass(frozen=True, slots=True)
class PortfolioSheet:
    """What one Cabinet Member answers for; `committee` is the ref of the one that looks at it, or empty."""

    ref: str
    title: str
    committee: str


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """A body the council works with or asks. `kind` is partner or government."""

    ref: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class ServiceSpell:
    """A service as it stood for a while; `ends` is the day after the last, None while it lasts."""

    title: str
    kind: str
    parent: str
    portfolio: str
    starts: date
    ends: date | None
    why: str

    @property
    def last_day(self) -> date | None:
        """Its last day as it was, or None while it lasts."""
        return self.ends - timedelta(days=1) if self.ends else None


def committees() -> tuple[CommitteeSheet, ...]:
    """Every committee, by title."""
    return tuple(CommitteeSheet(ref, title) for ref, title in Committee.objects.values_list("ref", "title"))


def portfolios() -> tuple[PortfolioSheet, ...]:
    """Every portfolio, by title."""
    rows = Portfolio.objects.values_list("ref", "title", "committee__ref")
    return tuple(PortfolioSheet(ref, title, committee or "") for ref, title, committee in rows)


def partners() -> tuple[PartnerSheet, ...]:
    """Every partner and department of Government, by title."""
    return tuple(PartnerSheet(*row) for row in Partner.objects.values_list("ref", "title", "kind"))


def service_history(ref: str) -> tuple[ServiceSpell, ...]:
    """What the service was called and where it stood, the earliest first; nothing for an unknown ref."""
    rows = ServiceState.objects.filter(service__ref=ref).order_by("starts")
    found = rows.values_list("title", "kind", "parent__ref", "portfolio__ref", "starts", "ends", "why")
    return tuple(
        ServiceSpell(title, kind, parent or "", portfolio or "", starts, ends, why)
        for title, kind, parent, portfolio, starts, ends, why in found
    )


def holders(role: str, subject: Subject) -> tuple[str, ...]:
    """The usernames of those who hold the role over just this subject and may sign in, in order."""
    held = RoleHeld.objects.filter(
        role=role, scope_kind=subject.kind, scope_ref=subject.ref, user__is_active=True
    )
    return tuple(held.order_by("user__username").values_list("user__username", flat=True))


def is_named(scope: Subject) -> bool:
    """Whether a role may be held over it: there is, or was, such a service, portfolio, committee or partner.

    Plans and areas are not known here: any ref of one will do.
    """
    if scope.kind == "service":
        return Service.objects.filter(ref=scope.ref).exists()
    if scope.kind == "portfolio":
        return Portfolio.objects.filter(ref=scope.ref).exists()
    if scope.kind == "committee":
        return Committee.objects.filter(ref=scope.ref).exists()
    if scope.kind == "partner":
        return Partner.objects.filter(ref=scope.ref).exists()
    return True
