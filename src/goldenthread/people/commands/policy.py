"""What officers do about the policies that figures are judged by."""

import re
from datetime import date

from django.db import transaction

from goldenthread.engine.policy import policy_from_text, shipped_policies
from goldenthread.people.access import Officer, may_set_council, require
from goldenthread.people.commands.trail import record
from goldenthread.people.models import Council, OwnPolicy
from goldenthread.people.queries.policy import needed
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject


@transaction.atomic
def import_policy(who: Officer | None, text: str, file: str) -> Policy:
    """Bring in a policy of the council's own, in YAML. The same text twice is brought in once.

    A policy never changes once it is here, because verdicts are signed with its ref. Raises Refused where it
    is no policy, has no day or no source, or where its ref is taken.
    """
    require(who is None or may_set_council(who), "bring in a policy")
    policy = policy_from_text(text, file)
    _check(policy, file)
    held = OwnPolicy.objects.filter(ref=policy.ref).first()
    if held is not None and held.text == text:
        return policy
    if held is not None or policy.ref in shipped_policies():
        what = f"there is a policy '{policy.ref}' already, and a policy does not change"
        raise refuse(what, f"give this one a ref of its own, such as {policy.ref}-2", file=file, column="ref")
    OwnPolicy(ref=policy.ref, text=text).save()
    record(who, "import_policy", Subject("policy", policy.ref), None, {"text": text})
    return policy


@transaction.atomic
def use_policy(who: Officer | None, ref: str, since: date | None = None) -> None:
    """Judge by a policy from a day on; without a day, for all the time before any that has one.

    Raises Refused where there is no such policy, or no council yet.
    """
    require(who is None or may_set_council(who), "choose the policy that figures are judged by")
    body = Council.objects.select_for_update().order_by("id").first()
    if body is None:
        raise refuse("no council has been set up yet", "use goldenthread council set", file="council")
    chosen = needed(ref).ref
    before = _said(body)
    if since is None:
        body.policy = chosen
    else:
        later = {day: each for day, each in body.policies_from} | {since.isoformat(): chosen}
        body.policies_from = [[day, later[day]] for day in sorted(later)]
    body.save(update_fields=["policy", "policies_from"])
    record(who, "use_policy", Subject("council", body.ref), before, _said(body))


def _check(policy: Policy, file: str) -> None:
    """An installation holds a policy to more than a file does: its address, its day and its source."""
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,100}", policy.ref):
        do = "use letters, digits and hyphens, 100 at most"
        raise refuse(f"'{policy.ref}' cannot stand in an address", do, file=file, column="ref")
    if policy.since is None:
        raise refuse("the policy has no first day", "write from: 2026-04-01", file=file, column="from")
    for part in ("title", "body", "source"):
        if not getattr(policy, part):
            do = f"state its {part} in words"
            raise refuse(f"the policy has no {part}", do, file=file, column=part)


def _said(body: Council) -> dict[str, object]:
    return {"policy": body.policy, "policies_from": body.policies_from}
