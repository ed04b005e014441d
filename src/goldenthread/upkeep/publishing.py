"""Making an example's service plans, commitments and asks public, by the commands that officers use."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from goldenthread.delivery.commands.commitment import publish_commitment
from goldenthread.delivery.commands.service_plan import agree_service_plan, publish_service_plan
from goldenthread.delivery.queries.commitment import every_commitment
from goldenthread.delivery.queries.service_plan import service_plans
from goldenthread.people.access import Officer
from goldenthread.people.queries.service import services


def publish_service_plans(who: Officer, now: datetime, keep_back: Collection[str] = ()) -> None:
    """Agree and publish every service plan that is a draft, but for those whose refs are kept back."""
    for plan in service_plans(who, now):
        if plan.facts.state == "draft" and plan.facts.ref not in keep_back:
            agree_service_plan(who, plan.facts.ref)
            publish_service_plan(who, plan.facts.ref)


def publish_commitments(who: Officer, now: datetime, kinds: Collection[str]) -> None:
    """Publish every commitment of these kinds that is not public."""
    for each in every_commitment(services(timezone.localdate(now)), now):
        if each.words.kind in kinds and each.publish_at is None:
            publish_commitment(who, each.ref)
