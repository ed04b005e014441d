"""What was noticed about something that an officer entered. Errors stop; warnings ask."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in one column: what it is, and what to do. `code` is what a confirmation names."""

    code: str
    severity: Literal["error", "warning"]
    column: str
    what: str
    do: str

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def error(code: str, column: str, what: str, do: str) -> Finding:
    """A finding that stops a return from being submitted."""
    return Finding(code, "error", column, what, do)


def warning(code: str, column: str, what: str, do: str) -> Finding:
    """A finding that asks, and is gone once its code was confirmed."""
    return Finding(code, "warning", column, what, do)
