"""Councils whose outturn a draft can begin from: those of England that stand today, each once."""

import re
from collections.abc import Container
from typing import Final

from goldenthread.engine.area import area_register

KINDS: Final = ("county", "unitary", "metropolitan_district", "london_borough", "district")
CLOSED: Final = frozenset(
    re.findall(
        r"E\d{8}",
        """
    E06000028 E06000029 E07000004 E07000005 E07000006 E07000007 E07000026 E07000027 E07000028 E07000029
    E07000030 E07000031 E07000048 E07000049 E07000050 E07000051 E07000052 E07000053 E07000150 E07000151
    E07000152 E07000153 E07000154 E07000155 E07000156 E07000163 E07000164 E07000165 E07000166 E07000167
    E07000168 E07000169 E07000187 E07000188 E07000189 E07000190 E07000191 E07000201 E07000204 E07000205
    E07000206 E07000246 E10000002 E10000006 E10000009 E10000021 E10000023 E10000027
    """,
    )
)
"""Councils that reorganisation closed from 2019 to 2023: in the register of areas, in no outturn since."""


def councils() -> list[tuple[str, str]]:
    """Every council of England that stands, by name; of one whose code was renewed, the first code."""
    found: dict[str, str] = {}
    register = area_register()
    for code in sorted(register):
        if code.startswith("E") and register[code].kind in KINDS and code not in CLOSED:
            found.setdefault(register[code].name, code)
    return [(code, name) for name, code in sorted(found.items())]


def code_among(area: str, known: Container[str]) -> str:
    """The code under which a workbook knows that council: its own, or one that it had before or has since."""
    chosen = area_register().get(area)
    if area in known or chosen is None:
        return area
    return next((code for code in _same_name(chosen.name) if code in known), area)


def _same_name(name: str) -> list[str]:
    register = area_register()
    return [code for code in register if register[code].name == name and register[code].kind in KINDS]
