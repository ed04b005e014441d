"""A table as open data: its columns with machine names, and what whoever takes it away has to know."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Datatype = Literal["string", "decimal", "integer", "boolean", "date", "dateTime"]
OGL: Final = "Open Government Licence v3.0"
_ADDRESSES: Final = {OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}
_WORDS: Final = {"%": " percent ", "£": " pounds ", "&": " and ", "+": " plus "}


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column: `name` for machines, `title` for people.

    `unit` is what its figures are in. `nulls` are the words that stand where a figure is missing, beside the
    empty cell.
    """

    name: str
    title: str = ""
    datatype: Datatype = "string"
    unit: str = ""
    description: str = ""
    nulls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTable:
    """What is stated about a table; its rows are handed on beside it.

    `ref` names its files: lower-case letters, figures and hyphens. `key` are the columns that no two rows
    share, where there are any.
    """

    ref: str
    title: str
    columns: tuple[OpenColumn, ...]
    description: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    key: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The header row."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who publishes a table, in which language, on what terms, and whom to ask."""

    publisher: str
    licence: str = OGL
    contact: str = ""
    language: str = "en-gb"

    @property
    def licence_address(self) -> str:
        """Where the licence can be read; empty where that is not known."""
        known = self.licence if self.licence.startswith(("https://", "http://")) else ""
        return _ADDRESSES.get(self.licence, known)


def machine_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Names in snake case, no two alike: "Kent, %" as `kent_percent`, a second one as `kent_percent_2`.

    A name begins with a letter, so that it is also a name in the languages that analysts write.
    """
    found: list[str] = []
    for place, title in enumerate(titles, 1):
        plain = _snake(title) or str(place)
        found.append(unused(plain if plain[0].isalpha() else f"column_{plain}", found, "_"))
    return tuple(found)


def unused(name: str, taken: Iterable[str], joint: str) -> str:
    """The name, or the name with the lowest number from 2 that nothing has yet."""
    held = set(taken)
    number = 2
    chosen = name
    while chosen in held:
        chosen = f"{name}{joint}{number}"
        number += 1
    return chosen


def _snake(title: str) -> str:
    worded = "".join(_WORDS.get(sign, sign) for sign in title)
    plain = unicodedata.normalize("NFKD", worded).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
