"""What pages hand to the shared parts: links, rows, tasks, downloads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `hint` follows in plain text, `verdict` puts its mark beside it."""

    text: str
    href: str
    hint: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a summary list; `href` and `action` are its change link, `about` what the link changes."""

    key: str
    value: str
    href: str = ""
    action: str = "Change"
    about: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `state` is in words ("Due 14 July 2026", "Completed"); `late` makes it stand out."""

    title: str
    href: str
    state: str
    hint: str = ""
    late: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: `format` "CSV", `size` "12 kB"."""

    text: str
    href: str
    format: str
    size: str = ""
