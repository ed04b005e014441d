"""A process of its own: an installation whose fifty people each save three times at once, in threads.

It prints what was kept, what went wrong, and how many lines the trail has, as JSON.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from goldenthread.delivery.commands.action import add_actions  # noqa: E402
from goldenthread.delivery.sheet import ActionSheet  # noqa: E402
from goldenthread.people.commands.council import set_council  # noqa: E402
from goldenthread.people.commands.service import open_service  # noqa: E402
from goldenthread.people.models import TrailEntry, User  # noqa: E402
from goldenthread.people.queries.council import CouncilFacts  # noqa: E402
from goldenthread.reporting.commands.saving import RowChange, Saved, save_action  # noqa: E402
from goldenthread.reporting.models import ReturnAction  # noqa: E402
from tests.areas.reporting.quarter import NOW, open_quarter, person  # noqa: E402

PEOPLE = 50
TIMES = 3


def main() -> None:
    call_command("migrate", verbosity=0)
    set_council(
        None, CouncilFacts("shire", "Shire", "", "E10000016", "kent-annual-report-2017", "", "#00557f")
    )
    open_service(None, "care", "Adult care", "service")
    sheets = [ActionSheet(f"care-{n}", f"Action {n}", "care", due=date(2027, 3, 31)) for n in range(PEOPLE)]
    add_actions(None, sheets)
    open_quarter()
    people = [person(f"person-{n}", "service_lead", "care") for n in range(PEOPLE)]
    rows = dict(ReturnAction.objects.values_list("action", "pk"))
    start, faults = Barrier(PEOPLE), []

    def save(n: int) -> None:
        who: User = people[n]
        start.wait()
        try:
            for time in range(1, TIMES + 1):
                change = RowChange(rows[f"care-{n}"], {"sentence": f"Sentence {time} of person {n}."}, time)
                answer = save_action(who, "2026-27-q2", "care", change, NOW)
                if not isinstance(answer, Saved):
                    faults.append(str(answer))
        except Exception as fault:  # whatever it is, the test is to see it
            faults.append(repr(fault))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(save, range(PEOPLE)))
    kept = dict(ReturnAction.objects.values_list("changed_by", "sentence"))
    lines = TrailEntry.objects.filter(act="save_return").count()
    print(json.dumps({"kept": kept, "faults": faults, "lines": lines}))


main()
