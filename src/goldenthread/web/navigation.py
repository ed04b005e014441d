"""What frames every page: the council's name, the way round the site, and standing notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from goldenthread.people.access import is_known
from goldenthread.people.queries.council import council
from goldenthread.web.middleware import BEHIND_THE_DOOR

SECTIONS = (
    (gettext_noop("Home"), "/"),
    (gettext_noop("Plans"), "/plans/"),
    (gettext_noop("Measures"), "/measures/"),
    (gettext_noop("Areas"), "/areas/"),
    (gettext_noop("Scorecard"), "/scorecard/"),
    (gettext_noop("Budget"), "/budget/"),
    (gettext_noop("Reports"), "/reports/"),
)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's facts, as a template context."""
    user = getattr(request, "user", None)
    return {
        "council": getattr(request, "council", None) or council(),
        "sections": [
            {"title": _(title), "address": address, "current": is_within(request.path, address)}
            for title, address in SECTIONS
        ],
        "standing_notice": settings.NOTICE,
        "signed_in": user is not None and is_known(user),
        "other_language": other_language(request.path),
    }


def other_language(path: str) -> tuple[str, str] | None:
    """The code and name of the language that a page can be read in instead; officers' pages have one."""
    if path.startswith(BEHIND_THE_DOOR):
        return None
    return next(((code, name) for code, name in settings.LANGUAGES if code != get_language()), None)


def is_within(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
