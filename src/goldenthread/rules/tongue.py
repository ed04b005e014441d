"""In which language a rule's words are said: English, unless whoever stands above hands in a translation."""

from collections.abc import Callable

_through: Callable[[str], str] = str


def speak_through(translate: Callable[[str], str]) -> None:
    """From now on, in every thread, words go through this: it is given English and returns what is read."""
    global _through
    _through = translate


def say(words: str, **facts: object) -> str:
    """Words of the product in the reader's language, with the facts put where `{name}` stands.

    `words` is a literal, so that it can be found and translated; facts are never translated.
    """
    said = _through(words)
    return said.format(**facts) if facts else said
