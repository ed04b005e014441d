"""Signing in through the council's own directory, such as Entra ID: an OpenID Connect provider."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER = "council"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def providers(environ: Mapping[str, str]) -> dict[str, Any]:
    """The setting SOCIALACCOUNT_PROVIDERS, from GOLDENTHREAD_OIDC_*; empty where no issuer is named.

    Raises ImproperlyConfigured where an issuer is named without a client, or not reached over HTTPS.
    """
    issuer = environ.get("GOLDENTHREAD_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    client = environ.get("GOLDENTHREAD_OIDC_CLIENT_ID", "")
    secret = environ.get("GOLDENTHREAD_OIDC_CLIENT_SECRET", "")
    if not (client and secret):
        raise ImproperlyConfigured(
            "GOLDENTHREAD_OIDC_ISSUER is set: set GOLDENTHREAD_OIDC_CLIENT_ID and …_CLIENT_SECRET too."
        )
    address = urlsplit(issuer)
    # Anyone on the way could otherwise answer for the directory.
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise ImproperlyConfigured("GOLDENTHREAD_OIDC_ISSUER must be reached over https.")
    app = {
        "provider_id": PROVIDER,
        "name": environ.get("GOLDENTHREAD_OIDC_NAME", "the council's account"),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def second_factor(environ: Mapping[str, str]) -> str:
    """Whether everyone with a role must set up a second factor: `required`, or `optional`."""
    said = environ.get("GOLDENTHREAD_SECOND_FACTOR", "") or "required"
    if said not in ("required", "optional"):
        raise ImproperlyConfigured("GOLDENTHREAD_SECOND_FACTOR is required or optional.")
    return said
