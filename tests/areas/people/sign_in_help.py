"""A phone that makes codes, and a person at the door, for the tests of signing in."""

import base64
import hashlib
import hmac
import struct
import time

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

PASSWORD = "a-long-enough-pass-phrase"


def code_of(secret: str, at: float | None = None) -> str:
    """The code of RFC 6238 that a phone shows, worked out here from the RFC alone."""
    key = base64.b32decode(secret)
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number: int = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def give_password(
    client: Client, username: str, password: str = PASSWORD, address: str = "10.0.0.1", **more: str
) -> HttpResponse:
    """The first step at the door."""
    fields = {"login": username, "password": password, **more}
    return client.post(reverse("sign-in"), fields, REMOTE_ADDR=address)


def give_code(client: Client, code: str, address: str = "10.0.0.1") -> HttpResponse:
    """The second step at the door."""
    return client.post(reverse("mfa_authenticate"), {"code": code}, REMOTE_ADDR=address)


def set_up_second_factor(client: Client) -> tuple[str, tuple[str, ...]]:
    """Set up the second factor of whoever is signed in: the secret on their phone, and recovery codes."""
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    # The code before this one, so that a test may use this moment's to sign in.
    answer = client.post(page, {"code": code_of(secret, time.time() - 30)})
    assert answer.status_code == 302, answer.context["form"].errors
    shown = client.get(answer.headers["Location"])
    return secret, tuple(shown.context["unused_codes"])
