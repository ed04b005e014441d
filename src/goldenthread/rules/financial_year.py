"""Financial years, April to March, by the calendar year that they begin in: 2021 is 2021/22."""

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})")


class UnknownYear(ValueError):
    """The text names no financial year."""


def read_year(text: str) -> int:
    """`2021/22`, `2021-22` or `2021/2022` as 2021. Raises UnknownYear; a bare 2021 could mean either."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise UnknownYear(f"{text.strip()!r} is not a financial year")
    first, last = int(found[1]), found[2]
    if last not in (f"{(first + 1) % 100:02}", str(first + 1)):
        raise UnknownYear(f"{text.strip()} is not one year")
    return first


def year_name(year: int) -> str:
    """2021 as "2021/22"."""
    return f"{year}/{(year + 1) % 100:02}"
