"""The people who play the invented council's quarters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from goldenthread.people.access import Officer
from goldenthread.upkeep.invented.said import Council
from goldenthread.upkeep.invented.working import InventedService


@dataclass(frozen=True, slots=True)
class Cast:
    """The council and its people by username; a performance officer is among them."""

    council: Council
    people: Mapping[str, Officer]

    @property
    def performance(self) -> Officer:
        return self.people["performance-officer"]

    def lead(self, service: InventedService) -> Officer:
        """Who leads a service."""
        return self.people[service.lead]

    def approver(self, service: InventedService) -> Officer:
        """Who approves a service's return."""
        return self.people[service.approver]


def morning(day: date) -> datetime:
    """Ten o'clock on that day, where the council is."""
    return timezone.make_aware(datetime.combine(day, time(10)))
