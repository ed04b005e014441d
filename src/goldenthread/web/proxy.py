"""Who asks, where a web server on this machine stands in front."""

from collections.abc import Callable
from typing import Any

from granian.utils.proxies import wrap_wsgi_with_proxy_headers

Application = Callable[..., Any]


def told_by_proxy(application: Application) -> Application:
    """The application with REMOTE_ADDR as the web server in front tells it in X-Forwarded-For.

    It is believed only when it asks from this machine, and only the last address that it did not add itself.
    """
    wrapped: Application = wrap_wsgi_with_proxy_headers(application, "127.0.0.1,::1")
    return wrapped
