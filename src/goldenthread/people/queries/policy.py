"""The policies that an installation can judge by: those that ship with the product and the council's own."""

import logging
from datetime import date

from goldenthread.engine.policy import policy_from_text, read_policy, shipped_policies
from goldenthread.people.models import OwnPolicy
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import Refused, refuse


def policies() -> tuple[Policy, ...]:
    """Every policy: those that ship, then the council's own, each in order of its ref."""
    own = (_own(row) for row in OwnPolicy.objects.all())
    return (*(read_policy(name) for name in shipped_policies()), *(each for each in own if each))


def policy_named(ref: str) -> Policy | None:
    """The policy of that ref; None where there is none."""
    if ref in shipped_policies():
        return read_policy(ref)
    row = OwnPolicy.objects.filter(ref=ref).first()
    return _own(row) if row else None


def _own(row: OwnPolicy) -> Policy | None:
    """None where a later version of the product refuses it: the pages of all other policies stand."""
    try:
        return policy_from_text(row.text, row.ref)
    except Refused as refused:
        logging.getLogger(__name__).warning("a policy cannot be read any more: %s", refused)
        return None


def policy_of(facts: CouncilFacts, day: date) -> Policy:
    """The council's policy in force on a day. Raises Refused where it names one that is not there."""
    return needed(facts.policy_on(day))


def needed(ref: str) -> Policy:
    """The policy of that ref. Raises Refused where there is none."""
    found = policy_named(ref)
    if found is None:
        known = ", ".join(each.ref for each in policies())
        do = f"use {known}, or bring it in with goldenthread policy import"
        raise refuse(f"there is no policy '{ref}'", do, file="policy")
    return found
