"""What a record may name: services, people, partners and plan items, read once for a whole file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from goldenthread.people.queries.account import usernames
from goldenthread.people.queries.organisation import partners
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan.queries import latest_document
from goldenthread.rules.refusal import Refusal

_REF = re.compile(r"[A-Za-z0-9_-]{1,100}")
_ADDRESSES = ("new", "from-plan")
"""What the pages' own addresses begin with."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything there is to name on a day. Plans are read when they are first named."""

    services: ServiceTree
    people: frozenset[str]
    partners: Mapping[str, str]
    plans: dict[str, frozenset[str]] = field(default_factory=dict)

    def has_item(self, plan: str, item: str) -> bool:
        """Whether the latest version of the plan has the item."""
        if plan not in self.plans:
            document = latest_document(plan)
            self.plans[plan] = frozenset(each.ref for each in document.items) if document else frozenset()
        return item in self.plans[plan]


def known_on(day: date) -> Known:
    """What may be named on that day: three reads, and one for each plan that is named."""
    named = {each.ref: each.title for each in partners()}
    return Known(services(day), frozenset(usernames()), named)


def fault(column: str, what: str, do: str) -> Refusal:
    """A fault of one field, which no file holds yet."""
    return Refusal("", None, column, what, do)


def ref_faults(ref: str, taken: bool) -> Iterator[Refusal]:
    """A ref given by hand that no address can hold, or that something else has."""
    if taken:
        yield fault("ref", f"{ref!r} is taken already", "choose another ref, or change what has it")
    elif ref in _ADDRESSES or (ref and not _REF.fullmatch(ref)):
        do = "use up to 100 letters, digits, hyphens and underscores, or leave it empty"
        yield fault("ref", f"{ref!r} cannot be a ref", do)


def text_faults(texts: Mapping[str, tuple[str, int]]) -> Iterator[Refusal]:
    """Texts longer than there is room for; each column with its text and the most that it holds."""
    for column, (text, most) in texts.items():
        if len(text) > most:
            yield fault(column, f"it has {len(text)} characters", f"shorten it to {most}")


def service_faults(known: Known, service: str) -> Iterator[Refusal]:
    """A service that does not stand in the organisation today."""
    if not service:
        yield fault("service", "no service is named", "name the service that looks after it")
    elif service not in known.services:
        yield fault("service", f"there is no service {service!r}", "give the ref of a service of today")


def owner_faults(known: Known, owner: str) -> Iterator[Refusal]:
    """An owner whom nobody knows."""
    if owner and owner not in known.people:
        do = "give the username of somebody with an account, or leave it empty"
        yield fault("owner", f"nobody has an account named {owner!r}", do)


def item_faults(known: Known, plan: str, item: str) -> Iterator[Refusal]:
    """A plan item that is not in the plan's latest version."""
    if bool(plan) != bool(item):
        yield fault(
            "item", "it names a plan without an item, or an item without a plan", "give both, or neither"
        )
    elif plan and not known.has_item(plan, item):
        yield fault(
            "item", f"the plan {plan!r} has no item {item!r}", "give a ref of the plan's latest version"
        )
