"""A council's colour, made dark enough to be read as letters on white."""

import re

OWN = "#00557f"
LEAST = 4.5
"""The least contrast of letters with the paper (WCAG 2.2, 1.4.3)."""


def readable_accent(accent: str) -> str:
    """The colour, darkened until it stands out enough; the product's own where it is not `#rrggbb`."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        return OWN
    parts = [int(accent[at : at + 2], 16) for at in (1, 3, 5)]
    while contrast_on_white(parts) < LEAST:
        parts = [each * 9 // 10 for each in parts]
    return "#" + "".join(f"{each:02x}" for each in parts)


def contrast_on_white(parts: list[int]) -> float:
    """The ratio of contrast with white, of a colour in red, green and blue from 0 to 255."""
    linear = [_linear(each / 255) for each in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
