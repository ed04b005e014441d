"""A quarter of a whole council: opening it, and the pages that everybody opens in it."""

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count

from tests.bench.council import ACTIONS, MEASURES, PEOPLE, council_home, open_last
from tests.bench.measuring import Result, interleaved

PAGES = 10


def result() -> Result:
    """The mean of so many pages of each kind, each for somebody else, and the opening once."""
    council_home()
    from django.test import Client

    from goldenthread.people.models import User

    started = time.perf_counter()
    returns = open_last()
    opening = time.perf_counter() - started
    people = list(User.objects.order_by("pk"))
    clients = [Client(HTTP_HOST="localhost") for _ in range(PAGES)]
    for client, person in zip(clients, people, strict=False):
        client.force_login(person)
    officer = Client(HTTP_HOST="localhost")
    officer.force_login(people[-1])
    ref = _ref()

    def each(ask: Callable[[int], None]) -> Callable[[], None]:
        def run() -> None:
            for at in range(PAGES):
                ask(at)

        return run

    def read(client: Client, address: str) -> None:
        assert client.get(address).status_code == 200, address

    turns = count()
    seconds = interleaved(
        {
            "golden thread": each(lambda at: read(clients[at], f"/officer/returns/{ref}/service-{at}/")),
            "floor: Django says one word": each(lambda at: read(officer, "/healthy")),
            "a lead's home": each(lambda at: read(clients[at], "/officer/")),
            "the performance desk": each(lambda at: read(officer, f"/officer/desk/{ref}/")),
            "the desk, what is late": each(lambda at: read(officer, f"/officer/desk/{ref}/?n={next(turns)}")),
        }
    )
    means = {name: taken / PAGES for name, taken in seconds.items()}
    said = timedelta(seconds=round(opening, 1))
    remark = f"the first line is a return's page; opening the quarter with {returns} returns took {said} once"
    size = f"{PEOPLE} people, {MEASURES:,} measures, {ACTIONS:,} actions, the mean of {PAGES}"
    return Result("One quarter", size, means, remark)


def _ref() -> str:
    from goldenthread.reporting.models import ReportingPeriod

    return ReportingPeriod.objects.get(state="open").ref
