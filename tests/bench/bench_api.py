"""Lists of the API, a hundred rows each, beside what writing the same rows as JSON takes."""

import json
import os
from collections.abc import Callable

from tests.bench.demo import home
from tests.bench.measuring import Result, interleaved

TIMES = 10
ROWS = 100
FIGURES = "/api/v1/measures/claimant-count-claimant-count/figures"


def result() -> Result:
    """A list of figures from a national measure, its first part and a late one, and lists of other things."""
    home()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "goldenthread.web.settings", "GOLDENTHREAD_RATES": "off"}
    import django

    django.setup()
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    rows = json.loads(client.get(f"{FIGURES}?limit={ROWS}").content)["rows"]
    late = json.loads(client.get(f"{FIGURES}?limit=1").content)["total"] - ROWS

    def asked(address: str) -> Callable[[], object]:
        def ask() -> None:
            for _ in range(TIMES):
                assert client.get(address).status_code == 200

        return ask

    seconds = interleaved(
        {
            "golden thread": asked(f"{FIGURES}?area=E10000016&limit={ROWS}"),
            "floor: the same rows by json.dumps": lambda: [json.dumps(rows) for _ in range(TIMES)],
            "floor: Django says one word": asked("/healthy"),
            "every place, the first part": asked(f"{FIGURES}?limit={ROWS}"),
            "every place, the last part": asked(f"{FIGURES}?limit={ROWS}&offset={late}"),
            "a list of measures": asked(f"/api/v1/measures?limit={ROWS}"),
            "the scorecard": asked(f"/api/v1/scorecard?limit={ROWS}"),
        }
    )
    each = {name: taken / TIMES for name, taken in seconds.items()}
    remark = "the first line is one place's figures; nothing that was asked before is kept"
    return Result("One list of the API", f"{ROWS} rows at most, the mean of {TIMES}", each, remark)
