"""Areas: GSS and ITL codes, and composites that a council declares."""

import re
from dataclasses import dataclass
from typing import Final

_GSS: Final = re.compile(r"[EKNSWJLM]\d{8}")
_ITL: Final = re.compile(r"(?:TL|UK)[A-N][A-Z0-9]{0,2}")
_COMPOSITE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{1,39}")


@dataclass(frozen=True, slots=True)
class Area:
    """A place: its code and name. `members` are the codes that make up a composite."""

    code: str
    name: str
    kind: str = ""
    members: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.members and not _COMPOSITE.fullmatch(self.code):
            raise ValueError(f"{self.code} cannot name a composite: use letters, digits, hyphens")
        strays = [member for member in self.members if not is_official(member)]
        if strays:
            raise ValueError(f"{', '.join(strays)} of {self.code}: members are GSS or ITL codes")

    @property
    def is_composite(self) -> bool:
        return bool(self.members)


def is_official(code: str) -> bool:
    """Has the code the shape of a GSS (E10000016) or ITL (TLJ4) code?"""
    return bool(_GSS.fullmatch(code) or _ITL.fullmatch(code))
