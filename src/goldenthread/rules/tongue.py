"""In which language a rule's words are said: English, unless whoever stands above hands in a translation."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)

_through: Callable[[str], str] = str


def speak_through(translate: Callable[[str], str]) -> None:
    """From now on, in every thread, words go through this: it is given English and returns what is read."""
    global _through
    _through = translate


def say(words: str, **facts: object) -> str:
    """Words of the product in the reader's language, with the facts put where `{name}` stands.

    `words` is a literal, so that it can be found and translated; facts are never translated.
    """
    said = _through(words) if words else ""
    return said.format(**facts) if facts else said


class Words(Mapping[_Key, str]):
    """Words by their codes, written in English and read in the reader's language."""

    def __init__(self, held: Mapping[_Key, str]) -> None:
        self._held = dict(held)

    def __getitem__(self, code: _Key) -> str:
        return say(self._held[code])

    def __contains__(self, code: object) -> bool:
        return code in self._held

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
