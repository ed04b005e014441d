"""What an act, a hold or a link is about, named so that it can point up the floors without a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing by its kind and its ref, such as the plan `kent-2015`."""

    kind: str
    ref: str

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
