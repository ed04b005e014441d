"""Handing letters to the mail server, one connection for a round of them."""

from contextlib import suppress
from typing import Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend


class Post:
    """One connection to the mail server, opened when the first letter goes and again after it breaks."""

    def __init__(self) -> None:
        self._line: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def send(self, to: str, subject: str, body: str) -> str:
        """Empty where the server took the letter, else what went wrong."""
        try:
            if self._line is None:
                self._line = get_connection()
                self._line.open()
            message = EmailMessage(subject, body, to=[to], connection=self._line)
            # Mail programs answer an automatic letter with nothing automatic of their own (RFC 3834).
            message.extra_headers["Auto-Submitted"] = "auto-generated"
            message.send()
        except (OSError, ValueError) as fault:  # the errors of smtplib are OSErrors
            self._hang_up()
            return f"{type(fault).__name__}: {fault}"
        return ""

    def _hang_up(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.close()
            self._line = None
