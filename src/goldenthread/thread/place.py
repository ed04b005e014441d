"""Which places a page offers, and what each is called."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.engine.area import AreaRegister

ENGLAND = "E92000001"
# Unitary authorities that a county's map shows with its own districts.
NEARBY = ("E06000035",)
MOST_CHOICES = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a switch."""

    value: str
    text: str
    chosen: bool


def chosen_area(asked: str, codes: Sequence[str], council: str) -> str:
    """The area asked for where the measure has it, else the council's, else the first there is."""
    for code in (asked, council):
        if code in codes:
            return code
    return codes[0] if codes else council


def stands_in_for(asked: str, area: str, council: str, register: AreaRegister) -> str:
    """The name of the place that was wanted, where another is shown because it has no figure."""
    wanted = asked if asked in register else council
    return name_of(wanted, register) if wanted != area and wanted in register else ""


def name_of(code: str, register: AreaRegister) -> str:
    area = register.get(code)
    return area.name if area else code


def area_choices(
    codes: Sequence[str], chosen: str, council: str, register: AreaRegister
) -> tuple[Choice, ...]:
    """The places to choose from: all of a few; of many, the council's own and the one that is shown."""
    if len(codes) > MOST_CHOICES:
        own = {council, ENGLAND, chosen, *NEARBY, *(each.code for each in register.children(council))}
        above = register.parent(council)
        own |= {above.code} if above else set()
        codes = [code for code in codes if code in own or is_composite(code, register)]
    named = sorted((name_of(code, register), code) for code in codes)
    twice = {name for (name, _), (after, _) in itertools.pairwise(named) if name == after}
    return tuple(
        Choice(code, f"{name} ({code})" if name in twice else name, code == chosen) for name, code in named
    )


def is_composite(code: str, register: AreaRegister) -> bool:
    area = register.get(code)
    return area is not None and area.is_composite


def composites(register: AreaRegister) -> tuple[str, ...]:
    """The areas that the council declares from others."""
    return tuple(code for code in register if register[code].is_composite)
