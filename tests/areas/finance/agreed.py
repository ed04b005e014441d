"""A council with an agreed budget for 2021/22, and people who keep it, lead its services or only read."""

from django.utils import timezone

from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.people.commands.service import open_service
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.role import read_role
from goldenthread.rules.budget import Book
from tests.areas.finance.sample_book import BALANCED

SERVICES = {
    "adult-care": "Adult social care",
    "childrens-services": "Children's services",
    "highways": "Highways",
    "public-health": "Public health",
    "libraries": "Libraries",
    "corporate": "Corporate services",
}
WHO = {
    "fiona": "finance",
    "lee": "service_lead:service/libraries",
    "ada": "service_lead:service/adult-care",
    "perry": "performance",
    "audrey": "auditor",
    "cory": "councillor",
}
"""A finance officer, two service leads, a performance officer, the auditor and a councillor."""


def lay_agreed_budget(book: Book = BALANCED, state: str = "approved") -> dict[str, User]:
    """The services, the book agreed and frozen, and the people, each with one role."""
    for ref, title in SERVICES.items():
        open_service(None, ref, title, "directorate")
    agree(begin_budget(None, book), state)
    return {name: person(name, role) for name, role in WHO.items()}


def agree(ref: str, state: str = "approved") -> None:
    """Freeze a version as it stands."""
    BudgetVersion.objects.filter(ref=ref).update(state=state, frozen_at=timezone.now(), checksum="x")


def person(username: str, role: str) -> User:
    """Somebody with one role, written as `people.role` writes it."""
    held, user = read_role(role), User.objects.create(username=username)
    RoleHeld.objects.create(user=user, role=held.role, scope_kind=held.kind, scope_ref=held.ref)
    return user
