"""The policies on small numbers that an installation has: those shipped, and the council's own files."""

import re
from pathlib import Path

from django.conf import settings

from goldenthread.engine.disclosure.policy import SmallNumbers, read_protection, shipped_protections
from goldenthread.rules.refusal import refuse


def protection_named(ref: str) -> SmallNumbers:
    """The policy of that ref: shipped, or `protection/<ref>.yaml` in the home folder. Raises Refused."""
    if ref in shipped_protections():
        return read_protection(ref)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", ref) or ref not in _own():
        do = f"use one of {', '.join((*shipped_protections(), *_own()))}, or leave it empty"
        raise refuse(f"there is no policy on small numbers '{ref}'", do, column="protection")
    return read_protection(_folder() / f"{ref}.yaml")


def protection_choices() -> list[tuple[str, str]]:
    """The policies as choices that people read, with one for none of them."""
    refs = (*shipped_protections(), *_own())
    return [("", "Not protected: it counts no people"), *((ref, in_words(ref)) for ref in refs)]


def in_words(ref: str) -> str:
    """What a policy does, in a line."""
    policy = protection_named(ref)
    least = "0" if policy.with_zeros else "1"
    rounding = f", the rest rounded to {policy.rounding}" if policy.rounding else ""
    return f"{least} to {policy.threshold - 1} are withheld{rounding} ({ref})"


def _own() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def _folder() -> Path:
    return Path(settings.HOME) / "protection"
