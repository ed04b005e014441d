"""A process of its own: an installation in its home where adult care owes a lead's quarter.

Eight measures, three of them with parts, and six actions. It prints, as JSON, a session of everybody in it.
"""

import json
from datetime import date
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from goldenthread.delivery.commands.action import add_actions  # noqa: E402
from goldenthread.delivery.sheet import ActionSheet  # noqa: E402
from goldenthread.measures.assigning import Assigned, assign_measures  # noqa: E402
from goldenthread.measures.commands import define_measure, set_target  # noqa: E402
from goldenthread.people.commands.council import set_council  # noqa: E402
from goldenthread.people.queries.council import CouncilFacts  # noqa: E402
from goldenthread.rules.measure import Measure, Target  # noqa: E402
from goldenthread.rules.period import read_period  # noqa: E402
from tests.areas.reporting.quarter import AREA, lay_ground, open_quarter, person  # noqa: E402

MORE = ("visits", "falls", "carers", "letters", "homes")
WITH_PARTS = ("visits", "falls")


def main() -> None:
    call_command("migrate", verbosity=0)
    set_council(None, CouncilFacts("shire", "Shire", "", AREA, "kent-annual-report-2017", "", "#00557f"))
    lay_ground()
    for ref in MORE:
        define_measure(None, measure(ref))
    assign_measures(None, [Assigned(ref, "care", "quarterly") for ref in MORE])
    set_target(None, Target("homes", AREA, read_period("2026-04-01/P3M"), Decimal(90), Decimal(80)))
    sheets = [ActionSheet(f"care-{n}", f"Action {n}", "care", due=date(2040, 3, 31)) for n in (3, 4, 5, 6)]
    add_actions(None, sheets)
    open_quarter()
    people = (("lara", "service_lead", "care"), ("carla", "service_lead", "people"))
    print(json.dumps({who: session(who, role, service) for who, role, service in people}))


def measure(ref: str) -> Measure:
    """One measure; some are worked out from a numerator and a denominator."""
    has_parts = ref in WITH_PARTS
    return Measure(
        ref,
        f"Measure of {ref}",
        "%",
        statistic="proportion" if has_parts else "",
        multiplier=Decimal(100) if has_parts else None,
        polarity="high_is_good",
        decimals=1,
    )


def session(username: str, role: str, service: str) -> str:
    """The key of a session in which the person is signed in."""
    client = Client()
    client.force_login(person(username, role, service))
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    main()
