"""Tokens for programmes that read the API: how one is made, recognised and kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from goldenthread.people.role import RoleOver

PREFIX: Final = "gt_"
"""What every token begins with, so that a search for leaked secrets finds it."""
USUAL_DAYS: Final = 90
MOST_DAYS: Final = 366
MOST_TOKENS: Final = 20
"""How many tokens one person may have at a time."""
_RANDOM_BYTES: Final = 32
_LENGTH: Final = len(PREFIX) + 43


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """What a person asks for: a name to know it by, one of their roles, a service or none, a last day."""

    name: str
    role: RoleOver
    service: str
    expires_on: date


def made_token() -> str:
    """A new token: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def is_token(text: str) -> bool:
    """Whether the text has the form of a token; whether it is one, only its checksum tells."""
    return text.startswith(PREFIX) and len(text) == _LENGTH and text.isascii()


def checksum_of(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain checksum cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def last_day(today: date) -> date:
    """The latest last day that a token made today may have."""
    return today + timedelta(days=MOST_DAYS)
