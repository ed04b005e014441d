"""A role with what it is held over, as it is written: `performance`, or `service_lead:service/adult-care`."""

from dataclasses import dataclass

from goldenthread.people.access import ROLES, SCOPES
from goldenthread.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True, order=True)
class RoleOver:
    """A role over one thing; without a kind and a ref, over the whole council."""

    role: str
    kind: str = ""
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.role}:{self.kind}/{self.ref}" if self.kind else self.role


def read_role(text: str) -> RoleOver:
    """Read `role`, `role:ref` or `role:kind/ref`; the kind may be left out where the role has only one.

    Raises Refused on an unknown role, on one that must be held over something and names nothing, and on one
    that is not held over such a thing.
    """
    role, _, scope = text.strip().partition(":")
    if role not in SCOPES:
        raise _refused(f"unknown role {role!r}", f"use {', '.join(ROLES)}")
    kinds = SCOPES[role]
    if not scope:
        if "" not in kinds:
            over = " or a ".join(kinds)
            raise _refused(f"{role!r} is held over a {over}", f"write it as {role}:{kinds[0]}/ and its ref")
        return RoleOver(role)
    kind, slash, ref = scope.rpartition("/")
    named = [each for each in kinds if each]
    if not slash and len(named) == 1:
        kind = named[0]
    if kind not in named or not ref:
        how = " or ".join(f"{role}:{each}/ref" for each in named) or f"{role} alone"
        raise _refused(f"{text!r} does not say what {role!r} is held over", f"write {how}")
    return RoleOver(role, kind, ref)


def _refused(what: str, do: str) -> Refused:
    return Refused((Refusal("officer", None, "roles", what, do),))
