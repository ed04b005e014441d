"""Who stands around risks and promises: people by what they may do, and a small risk and commitment."""

from dataclasses import replace

from goldenthread.delivery.commands.commitment import make_commitment
from goldenthread.delivery.commands.risk import raise_risk
from goldenthread.delivery.commitment_words import CommitmentWords
from goldenthread.delivery.risk_words import RiskWords
from goldenthread.people.commands.organisation import name_partner
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.role import read_role
from goldenthread.plan.commands import import_plan
from goldenthread.rules.plan import PlanDocument, PlanItem
from tests.areas.delivery.ground import lay_ground

ICE = RiskWords(
    title="Roads are not salted in time",
    cause="Fewer drivers hold the licence",
    event="Salt runs are missed",
    effect="More people are hurt on icy roads",
    service="roads",
    likelihood=4,
    impact=5,
    target_likelihood=2,
    target_impact=4,
)
PATROL = CommitmentWords("from_partner", "police", "Patrol the school run", service="roads")
LORRIES = CommitmentWords(
    "ask", "transport", "Find a lasting answer to parked lorries", plan="asking", item="k1"
)
ASKING = PlanDocument(
    ref="asking",
    title="A plan that asks",
    items=(
        PlanItem("o1", "outcome", "Roads are safe"),
        PlanItem(
            "k1", "ask", "Find a lasting answer to parked lorries", "o1", lead="Department for Transport"
        ),
        PlanItem("k2", "ask", "Pay for potholes", "o1", lead="Government"),
        PlanItem("c1", "collaboration", "Patrol together", "o1", partners=("Shire Police", "NHS")),
        PlanItem("c2", "collaboration", "Be good neighbours", "o1"),
        PlanItem("x1", "objective", "Fill the potholes", "o1"),
    ),
)
WHO = {
    "riley": "service_lead:service/roads",
    "libby": "service_lead:service/libraries",
    "drew": "approver:service/growth",
    "perry": "performance",
    "parker": "partner:partner/police",
    "nicky": "partner:partner/nhs",
    "cory": "councillor",
    "audrey": "auditor",
}
"""Two leads, the approver above both, performance, two partners, a councillor and the auditor."""


def lay_promises() -> dict[str, User]:
    """The services, three partners and a plan that asks; and the people, each with one role."""
    lay_ground()
    name_partner(None, "nhs", "NHS")
    name_partner(None, "transport", "Department for Transport", "government")
    import_plan(None, ASKING)
    return {name: person(name, role) for name, role in WHO.items()}


def person(username: str, role: str) -> User:
    """Somebody with one role, written as `people.role` writes it."""
    held, user = read_role(role), User.objects.create(username=username)
    RoleHeld.objects.create(user=user, role=held.role, scope_kind=held.kind, scope_ref=held.ref)
    return user


def an_icy_risk(**changed: object) -> str:
    """The risk of unsalted roads, in the register."""
    return raise_risk(None, replace(ICE, **changed))  # type: ignore[arg-type]


def a_patrol(**changed: object) -> str:
    """What the police promised, written down."""
    return make_commitment(None, replace(PATROL, **changed))  # type: ignore[arg-type]
