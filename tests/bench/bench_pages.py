"""Pages at national size, each of a place not asked for before, beside a page that says one word."""

import os
from collections.abc import Callable, Iterator
from itertools import cycle

from goldenthread.engine.area import area_register
from tests.bench.demo import home
from tests.bench.measuring import Result, interleaved

PAGES = 20
MEASURE = "/measures/claimant-count-claimant-count/"


def places() -> Iterator[str]:
    """Districts and unitary authorities, one after another."""
    return cycle(code for code in area_register() if code.startswith(("E06", "E07", "E08", "E09")))


def result() -> Result:
    """One measure page after another, and whole pages of many measures."""
    home()
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    import django

    django.setup()
    from django.test import Client

    client, place = Client(HTTP_HOST="localhost"), places()

    def asked(address: Callable[[], str], times: int = PAGES) -> Callable[[], object]:
        def ask() -> None:
            for _ in range(times):
                assert client.get(address()).status_code == 200

        return ask

    seconds = interleaved(
        {
            "golden thread": asked(lambda: f"{MEASURE}?area={next(place)}"),
            "floor: Django says one word": asked(lambda: "/healthy"),
            "home": asked(lambda: "/"),
            "scorecard": asked(lambda: "/scorecard/"),
            "a place across all measures": asked(lambda: f"/areas/{next(place)}/"),
        }
    )
    each = {name: taken / PAGES for name, taken in seconds.items()}
    remark = "the first line is a measure's page; nothing that was asked before is kept"
    return Result("One page", f"the mean of {PAGES}", each, remark)
