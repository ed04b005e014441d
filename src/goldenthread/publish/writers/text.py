"""Words as every office form takes them: without what XML refuses, and in the document's language."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.dateformat import format as date_format

from goldenthread.publish.document import Document

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTRIES: Final = {"en": "GB", "cy": "GB"}
EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest moment that a zip file can carry."""


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 forbids, half surrogates among them."""
    return text if text.isascii() and text.isprintable() else _NOT_XML.sub("", text)


@lru_cache(maxsize=4096)
def xml(text: str) -> str:
    """Text safe inside an element or a quoted attribute."""
    return escape(legal(text), quote=True)


def single_line(text: str) -> str:
    """The words on one line, for names and titles: runs of white space become one space."""
    return " ".join(legal(text).split())


def tag_of(language: str) -> str:
    """The language as BCP 47 writes it, with its country where that is known: `en-gb` as "en-GB"."""
    name, _, country = language.strip().partition("-")
    name = name.lower() or "en"
    country = country.upper() or _COUNTRIES.get(name, "")
    return f"{name}-{country}" if country else name


def moment_of(document: Document) -> datetime:
    """When the document says it was known, in universal time; 1980 where it names no moment."""
    try:
        known = datetime.fromisoformat(document.known_at)
    except ValueError:
        return EPOCH
    known = known.replace(tzinfo=UTC) if known.tzinfo is None else known.astimezone(UTC)
    return known.replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """A moment as office files state it: `2018-01-31T12:00:00Z`."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def day_in_words(written: str) -> str:
    """`2018-01-31` as "31 January 2018", in the language that is active; other words stay as they are."""
    try:
        return date_format(date.fromisoformat(written[:10]), "j F Y")
    except ValueError:
        return written
