"""In which language the site speaks: as its address asks, kept in a cookie, else as the browser does."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from goldenthread.web.middleware import BEHIND_THE_DOOR

ASKED = "lang"
COOKIE = "language"
A_YEAR = 60 * 60 * 24 * 365
FILES = (".csv", ".json", ".jsonld", ".xlsx")
API = "/api/v1/"


def speaks(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Every public page in the reader's language. `?lang=cy` changes it, and is remembered.

    Officers' pages are in English: a page that is half in one language and half in another helps nobody.
    So are the files of data and the API: programs read them, and they are the same for everyone.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(ASKED, "")
        known = dict(settings.LANGUAGES)
        language = asked if asked in known else _kept(request, known)
        if request.path.startswith((*BEHIND_THE_DOOR, API)) or request.path.endswith(FILES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        if asked in known:
            response.set_cookie(
                COOKIE,
                asked,
                max_age=A_YEAR,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return answer


def _kept(request: HttpRequest, known: dict[str, str]) -> str:
    kept = request.COOKIES.get(COOKIE, "")
    return kept if kept in known else translation.get_language_from_request(request)
