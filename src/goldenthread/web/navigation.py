"""What frames every page: the council's name, the way round the site, and standing notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goldenthread.people.access import is_known
from goldenthread.people.queries.council import council

SECTIONS = (
    ("Home", "/"),
    ("Plans", "/plans/"),
    ("Measures", "/measures/"),
    ("Areas", "/areas/"),
    ("Scorecard", "/scorecard/"),
    ("Reports", "/reports/"),
)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's facts, as a template context."""
    user = getattr(request, "user", None)
    return {
        "council": getattr(request, "council", None) or council(),
        "sections": [
            {"title": title, "address": address, "current": is_within(request.path, address)}
            for title, address in SECTIONS
        ],
        "standing_notice": settings.NOTICE,
        "signed_in": user is not None and is_known(user),
    }


def is_within(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
