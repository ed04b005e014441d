"""What django-allauth asks of this installation about second factors: words, and secrets kept encrypted."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from goldenthread.people.queries.council import council

WRONG_CODE = "That code is not right, or was used already. Wait for the next one and try again."


class SecondFactor(DefaultMFAAdapter):
    """Codes from an app on a phone, and recovery codes on paper."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        """The council's name, as the app on the phone lists it."""
        stated = council()
        return stated.title if stated else "Golden Thread"

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken where the installation's secret key is another than when it was kept."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    # A key of its own, so that the secret key itself encrypts nothing.
    key = hashlib.sha256(b"goldenthread second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
